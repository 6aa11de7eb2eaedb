namespace NewsBot.Core.Conversation;

/// <summary>Every kind of button there is. What changes something asks for an administrator again, on every tap.</summary>
internal static class Presses
{
    public static IReadOnlyList<Press> All { get; } =
    [
        new(Verbs.Open, Access.Everyone, OpenCommand.OpenAsync),
        new(Verbs.Go, Access.Everyone, OpenCommand.GoAsync),
        new(Verbs.Ask, Access.Everyone, OpenCommand.AskAsync),
        new(Verbs.Undo, Access.Administrators, Undo.PressAsync),
        new(Verbs.Follow, Access.Administrators, StartCommand.FollowAsync),
        new(Verbs.OwnLink, Access.Everyone, StartCommand.OwnLinkAsync),
        new(Verbs.ToggleTopic, Access.Administrators, TopicsCommand.ToggleAsync),
        new(Verbs.TopicPage, Access.Administrators, TopicsCommand.PageAsync),
        new(Verbs.Page, Access.Everyone, ArticleList.PageAsync),
        new(Verbs.Everything, Access.Everyone, ArticleList.EverythingAsync),
        new(Verbs.SearchOrder, Access.Everyone, ArticleList.OrderAsync),
        new(Verbs.SearchCorrected, Access.Everyone, ArticleList.CorrectedAsync),
        new(Verbs.FollowSearch, Access.Administrators, ArticleList.FollowSearchAsync),
        new(Verbs.Narrow, Access.Administrators, NarrowChoices.OpenAsync),
        new(Verbs.NarrowTo, Access.Administrators, NarrowChoices.ChooseAsync),
        new(Verbs.Choose, Access.Administrators, AddressSubscription.ChooseAsync),
        new(Verbs.ChoosePage, Access.Administrators, FeedChoices.PageAsync),
        new(Verbs.ReadAs, Access.Administrators, SubscribeCommand.ReadAsAsync),
        new(Verbs.Subscriptions, Access.Administrators, SubscriptionsCommand.PageAsync),
        new(Verbs.Unsubscribe, Access.Administrators, SubscriptionsCommand.RemoveAsync),
        new(Verbs.Unmute, Access.Administrators, SubscriptionsCommand.RemoveMuteAsync),
        new(Verbs.Sources, Access.Administrators, SourcesCommand.PageAsync),
        new(Verbs.Source, Access.Administrators, SourceScreen.OpenAsync),
        new(Verbs.FollowSource, Access.Administrators, SourceScreen.FollowAsync),
        new(Verbs.MuteSource, Access.Administrators, SourceScreen.MuteAsync),
        new(Verbs.RemoveSource, Access.Administrators, SourceScreen.RemoveAsync),
        new(Verbs.OpmlAdd, Access.Administrators, OpmlAdding.PressAsync),
        new(Verbs.OpmlGroups, Access.Administrators, OpmlOfferScreen.GroupsAsync),
        new(Verbs.OpmlExport, Access.Administrators, OpmlExport.PressAsync),
        new(Verbs.Setting, Access.Administrators, SettingsCommand.PressAsync),
        new(Verbs.Resume, Access.Administrators, StopCommand.ResumeAsync),
        new(Verbs.Invite, Access.Owners, SettingsCommand.InviteAsync),
        new(Verbs.SkipMissed, Access.Administrators, MissedNews.SkipAsync),
        new(Verbs.SettingsAdd, Access.Administrators, SettingsAdding.PressAsync),
        new(Verbs.DeleteData, Access.Administrators, DeleteDataCommand.PressAsync),
        new(Verbs.NewsMenu, Access.Administrators, NewsChoices.OpenAsync),
        new(Verbs.NewsBack, Access.Administrators, NewsChoices.BackAsync),
        new(Verbs.NewsMuteSource, Access.Administrators, NewsChoices.MuteSourceAsync),
        new(Verbs.NewsWords, Access.Administrators, NewsChoices.WordsAsync),
        new(Verbs.NewsMuteWord, Access.Administrators, NewsChoices.MuteWordAsync),
        new(Verbs.NewsStop, Access.Administrators, NewsChoices.StopAsync),
        new(Verbs.NewsWhy, Access.Administrators, WhyCommand.PressAsync),
        new(Verbs.WhySendNow, Access.Administrators, WhyWaiting.SendNowAsync),
        new(Verbs.FeedPause, Access.Administrators, FeedActions.PauseAsync),
        new(Verbs.FeedResume, Access.Administrators, FeedActions.ResumeAsync),
        new(Verbs.FeedRemove, Access.Administrators, FeedActions.RemoveAsync),
        new(Verbs.FeedTry, Access.Administrators, FeedTry.RunAsync),
        new(Verbs.FeedOpen, Access.Administrators, FeedActions.OpenAsync),
    ];

    /// <summary>Null for a verb that no version has, or none any more.</summary>
    public static Press? Find(string verb) => All.FirstOrDefault(press => press.Verb == verb);
}
