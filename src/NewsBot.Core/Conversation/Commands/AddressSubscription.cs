using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>The feeds found at an address, of which one is to be chosen.</summary>
internal sealed class ChooseState
{
    public string Text { get; set; } = "";
    public List<ChooseFeed> Feeds { get; set; } = [];
}

/// <summary>One of them.</summary>
internal sealed class ChooseFeed
{
    public string Url { get; set; } = "";
    public string Title { get; set; } = "";
}

/// <summary>/subscribe with an address: its feeds are looked up, and one becomes the chat's own unless the catalogue has it.</summary>
internal static class AddressSubscription
{
    private const string Kind = "choose";
    private const int MostChoices = 12;

    public static async Task<Decision> RunAsync(Turn turn, string text, IReadOnlyList<Reading> readings, Reading.OfAddress reading, CancellationToken cancellationToken)
    {
        var address = reading.Address;
        if (await KnownAsync(turn, address, cancellationToken) is { } known)
            return await SubscribeCommand.SourceAsync(turn, text, readings, new Reading.OfSource(known), cancellationToken);
        return await turn.Desk.Discovery.DiscoverAsync(address, cancellationToken) switch
        {
            DiscoveryResult.Found { Feeds: [var only] } => (session, cancellation) => SubscribeAsync(session, turn, text, readings, reading, only, cancellation),
            DiscoveryResult.Found found => (session, cancellation) => ChoicesAsync(session, turn, text, address, found.Feeds, cancellation),
            DiscoveryResult.None => (session, cancellation) => FailedAsync(session, turn, text, readings, reading, turn.Words.Html("subscribe.no-feed", ("host", address.Host)), cancellation),
            DiscoveryResult.Failed failed => (session, cancellation) => FailedAsync(
                session, turn, text, readings, reading,
                turn.Words.Html(failed.Error.TextKey, [.. failed.Error.Arguments.Select(argument => (argument.Key, argument.Value))]), cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>A tap on one of several feeds.</summary>
    public static Task<Decision> ChooseAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var state = await turn.Desk.Views.LoadAsync<ChooseState>(session, turn.Chat.ChatKey, Kind, data.Key, cancellation);
        if (state is null || !int.TryParse(data.Argument, out var index) || state.Feeds.ElementAtOrDefault(index) is not { } chosen)
            return Answers.OldMenu(turn, "subscribe");
        var address = new Uri(chosen.Url);
        return await SubscribeAsync(session, turn, state.Text, [], new Reading.OfAddress(address), new DiscoveredFeed(address, chosen.Title), cancellation);
    });

    /// <summary>"I check it every 15 minutes." HTML.</summary>
    public static string Rhythm(Turn turn, Feed feed)
    {
        if (feed.Kind != "polled")
            return turn.Words.Html("subscribe.documents");
        var interval = feed.FixedInterval is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : turn.Desk.FeedOptions.DefaultInterval;
        return turn.Words.Html("subscribe.rhythm", ("every", turn.Words.Every(interval)));
    }

    // Only what this chat may see: whether another chat reads an address is nobody's business.
    private static Task<Feed?> KnownAsync(Turn turn, Uri address, CancellationToken cancellationToken) =>
        turn.Desk.Database.ReadAsync(async session =>
            (await FeedStore.VisibleAsync(session, turn.Chat.ChatKey, cancellationToken)).FirstOrDefault(feed => feed.Url == address.AbsoluteUri), cancellationToken);

    private static async Task<Answer> SubscribeAsync(
        Session session, Turn turn, string text, IReadOnlyList<Reading> readings, Reading.OfAddress reading, DiscoveredFeed found, CancellationToken cancellationToken)
    {
        var undo = new UndoSteps { Text = text, Then = "sources" };
        var feed = await FeedStore.FindByAddressAsync(session, found.Address.AbsoluteUri, cancellationToken);
        if (feed is not { InCatalogue: 1 })
        {
            feed = await AddOwnAsync(session, turn, found, undo, cancellationToken);
            if (feed is null)
                return Answer.Show(new Screen(turn.Words.Html("subscribe.feed-limit", ("count", (long)turn.Desk.Limits.Feeds)), Keyboard.Of([Buttons.Open(turn, "sources"), Buttons.Open(turn, "topics")])));
        }
        var outlook = Newest(turn, found) + Rhythm(turn, feed);
        var (screen, _) = await FollowAnswer.SubscribeAsync(
            session, turn, Subject.Feed(feed.FeedId), turn.Words.Html("subscribe.address", ("name", feed.Title)), outlook, undo,
            key => SubscribeCommand.Others(turn, readings, reading, key), cancellationToken);
        return Answer.Show(screen);
    }

    // Null: the chat has as many feeds of its own as it may.
    private static async Task<Feed?> AddOwnAsync(Session session, Turn turn, DiscoveredFeed found, UndoSteps undo, CancellationToken cancellationToken)
    {
        var now = turn.Desk.Time.NowMilliseconds();
        var chatKey = turn.Chat.ChatKey;
        var mine = await FeedStore.OwnAsync(session, chatKey, cancellationToken);
        if (mine.FirstOrDefault(feed => feed.Url == found.Address.AbsoluteUri) is { } already)
            return already;
        if (!await turn.Desk.Limits.MayAddFeedAsync(session, chatKey, cancellationToken))
            return null;
        var wanted = Feed.New(found.Address, "chat", now);
        if (found.Title is { Length: > 0 } title)
            wanted.Title = TelegramHtml.TruncatePlain(Text.TextCleaner.Clean(title), 200);
        var (feed, _) = await FeedStore.AddAsync(session, wanted, cancellationToken);
        if (await FeedStore.AddOwnAsync(session, chatKey, feed.FeedId, turn.UserId, now, cancellationToken))
            undo.RemoveFeeds.Add(feed.FeedId);
        return feed;
    }

    // What the feed says right now: a proof, not an alert.
    private static string Newest(Turn turn, DiscoveredFeed found) =>
        found.Feed?.Items.FirstOrDefault(item => !string.IsNullOrWhiteSpace(item.Title)) is { } item
            ? turn.Words.Html("subscribe.newest", ("title", new Wording.Markup(TelegramHtml.Link(TelegramHtml.TruncatePlain(item.Title!, 200), item.Link)))) + "\n"
            : "";

    private static async Task<Answer> ChoicesAsync(Session session, Turn turn, string text, Uri address, IReadOnlyList<DiscoveredFeed> feeds, CancellationToken cancellationToken)
    {
        var state = new ChooseState
        {
            Text = text,
            Feeds = [.. feeds.Take(MostChoices).Select(feed => new ChooseFeed { Url = feed.Address.AbsoluteUri, Title = feed.Title ?? feed.Address.PathAndQuery })],
        };
        var key = await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, state, cancellationToken);
        return Answer.Show(new Screen(
            turn.Words.Html("subscribe.choose", ("count", (long)state.Feeds.Count), ("host", address.Host)),
            new Keyboard([.. state.Feeds.Select((feed, index) => (IReadOnlyList<Button>)[Buttons.Press(feed.Title, Verbs.Choose, key, $"{index}")])])));
    }

    private static async Task<Answer> FailedAsync(
        Session session, Turn turn, string text, IReadOnlyList<Reading> readings, Reading reading, string reason, CancellationToken cancellationToken)
    {
        var undo = await Undo.SaveAsync(session, turn, new UndoSteps { Text = text }, cancellationToken);
        return Answer.Show(new Screen(reason, new Keyboard(
        [
            .. SubscribeCommand.Others(turn, readings, reading, undo),
            [await OpenCommand.ButtonAsync(session, turn, turn.Words.Say("button.try-again"), $"/subscribe {text}", cancellationToken), Buttons.Open(turn, "topics")],
        ])));
    }
}
