namespace NewsBot.Core.Conversation;

/// <summary>What a press can mean. Names are short, since button data has 64 bytes, and stay: old messages carry them.</summary>
internal static class Verbs
{
    public const string Open = "open";
    public const string Go = "go";
    public const string Undo = "undo";
    public const string Ask = "ask";
    public const string Follow = "t";
    public const string ToggleTopic = "tt";
    public const string TopicPage = "tp";
    public const string OwnLink = "link";
    public const string Page = "p";
    public const string Everything = "all";
    public const string SearchOrder = "so";
    public const string SearchCorrected = "sc";
    public const string FollowSearch = "fs";
    public const string Narrow = "nn";
    public const string NarrowTo = "nt";
    public const string Choose = "c";
    public const string ChoosePage = "cp";
    public const string ReadAs = "as";
    public const string Subscriptions = "subs";
    public const string Unsubscribe = "unsub";
    public const string Unmute = "unmute";
    public const string Sources = "src";
    public const string Source = "s";
    public const string FollowSource = "sf";
    public const string MuteSource = "sm";
    public const string RemoveSource = "sr";
    public const string OpmlAdd = "oa";
    public const string OpmlGroups = "og";
    public const string OpmlExport = "ox";
    public const string Setting = "set";
    public const string Resume = "resume";
    public const string Invite = "invite";
    public const string SkipMissed = "ms";
    public const string DeleteData = "dd";
    public const string SettingsAdd = "xa";
    public const string NewsMenu = "menu";
    public const string NewsBack = "back";
    public const string NewsMuteSource = "nms";
    public const string NewsWords = "nw";
    public const string NewsMuteWord = "nmw";
    public const string NewsStop = "nstop";
    public const string NewsWhy = "nwhy";
    public const string WhySendNow = "wnow";
    public const string FeedPause = Delivery.FeedButtons.PauseVerb;
    public const string FeedResume = Delivery.FeedButtons.ResumeVerb;
    public const string FeedRemove = Delivery.FeedButtons.RemoveVerb;
    public const string FeedTry = Delivery.FeedButtons.TryVerb;
    public const string FeedOpen = Delivery.FeedButtons.OpenVerb;
}
