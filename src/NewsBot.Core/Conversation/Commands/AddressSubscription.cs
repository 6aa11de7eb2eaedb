using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/subscribe with an address: its feeds are looked up, and one becomes the chat's own unless the catalogue has it.</summary>
internal static class AddressSubscription
{
    public static async Task<Decision> RunAsync(Turn turn, string text, IReadOnlyList<Reading> readings, Reading.OfAddress reading, CancellationToken cancellationToken)
    {
        var address = reading.Address;
        if (await KnownAsync(turn, address, cancellationToken) is { } known)
            return await SubscribeCommand.SourceAsync(turn, text, readings, new Reading.OfSource(known), cancellationToken);
        return Decided(turn, text, readings, reading, await turn.Desk.Discovery.DiscoverAsync(address, text, cancellationToken));
    }

    /// <summary>A tap on one of several feeds: it is read now, and what it brings is its back catalogue.</summary>
    public static async Task<Decision> ChooseAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var state = await turn.Desk.Database.ReadAsync(session => FeedChoices.LoadAsync(session, turn, data.Key, cancellationToken), cancellationToken);
        if (state is null || !int.TryParse(data.Argument, out var index) || state.Feeds.ElementAtOrDefault(index) is not { } chosen)
            return Decide.To(Answers.OldMenu(turn, "subscribe"));
        var reading = new Reading.OfAddress(new Uri(chosen.Url));
        if (await KnownAsync(turn, reading.Address, cancellationToken) is { } known)
            return await SubscribeCommand.SourceAsync(turn, state.Text, [], new Reading.OfSource(known), cancellationToken);
        var result = await turn.Desk.Discovery.ReadAsync(new DiscoveredFeed(reading.Address, chosen.Title, FoundBy.Link), cancellationToken);
        // An anchor called "RSS" may lead to a page that names the feeds.
        if (result is DiscoveryResult.Failed { Error: FeedError.NotAFeed { Found: DocumentKind.WebPage } })
            result = await turn.Desk.Discovery.DiscoverAsync(reading.Address, cancellationToken);
        return Decided(turn, result is DiscoveryResult.Found ? state.Text : chosen.Url, [], reading, result, FeedChoices.Back(turn, data.Key, index));
    }

    /// <summary>"I check it every 15 minutes." HTML.</summary>
    public static string Rhythm(Turn turn, Feed feed)
    {
        if (feed.Kind != "polled")
            return turn.Words.Html("subscribe.documents");
        var interval = feed.FixedInterval is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : turn.Desk.FeedOptions.DefaultInterval;
        return turn.Words.Html("subscribe.rhythm", ("every", turn.Words.Every(interval)));
    }

    private static Decision Decided(
        Turn turn, string text, IReadOnlyList<Reading> readings, Reading.OfAddress reading, DiscoveryResult result, params IReadOnlyList<Button> back) => result switch
    {
        DiscoveryResult.Found { Feeds: [var only] } => (session, cancellation) => SubscribeAsync(session, turn, text, readings, reading, only, cancellation),
        DiscoveryResult.Found found => (session, cancellation) => FeedChoices.AskAsync(session, turn, text, reading.Address, found.Feeds, cancellation),
        DiscoveryResult.None => (session, cancellation) => FailedAsync(session, turn, text, readings, reading, turn.Words.Html("subscribe.no-feed", ("host", reading.Address.Host)), back, cancellation),
        DiscoveryResult.Failed failed => (session, cancellation) => FailedAsync(
            session, turn, text, readings, reading,
            turn.Words.Html(failed.Error.TextKey, [.. failed.Error.Arguments.Select(argument => (argument.Key, argument.Value))]), back, cancellation),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    // Only what this chat may see: whether another chat reads an address is nobody's business.
    private static Task<Feed?> KnownAsync(Turn turn, Uri address, CancellationToken cancellationToken) =>
        turn.Desk.Database.ReadAsync(async session =>
        {
            var visible = await FeedStore.VisibleAsync(session, turn.Chat.ChatKey, cancellationToken);
            return visible.FirstOrDefault(feed => feed.Url == address.AbsoluteUri) ?? visible.FirstOrDefault(feed => feed.Url == FeedAddress.WithOtherScheme(address));
        }, cancellationToken);

    private static async Task<Answer> SubscribeAsync(
        Session session, Turn turn, string text, IReadOnlyList<Reading> readings, Reading.OfAddress reading, DiscoveredFeed found, CancellationToken cancellationToken)
    {
        var undo = new UndoSteps { Text = text, Then = "sources" };
        var feed = await FeedStore.FindByAddressAsync(session, found.Address.AbsoluteUri, cancellationToken);
        if (feed is null && FeedAddress.WithOtherScheme(found.Address) is { } other && await FeedStore.FindByAddressAsync(session, other, cancellationToken) is { InCatalogue: 1 } same)
            feed = same;
        if (feed is not { InCatalogue: 1 })
        {
            feed = await AddOwnAsync(session, turn, found, undo, cancellationToken);
            if (feed is null)
                return Answer.Show(new Screen(turn.Words.Html("subscribe.feed-limit", ("count", (long)turn.Desk.Limits.Feeds)), Keyboard.Of([Buttons.Open(turn, "sources"), Buttons.Open(turn, "topics")])));
        }
        var outlook = Newest(turn, found) + Rhythm(turn, feed);
        var (screen, _) = await FollowAnswer.SubscribeAsync(
            session, turn, Subject.Feed(feed.FeedId), turn.Words.Html("subscribe.address", ("name", feed.Title)), outlook, undo,
            key => SubscribeCommand.Others(turn, readings, reading, key), null, cancellationToken);
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

    private static async Task<Answer> FailedAsync(
        Session session, Turn turn, string text, IReadOnlyList<Reading> readings, Reading reading, string reason, IReadOnlyList<Button> back, CancellationToken cancellationToken)
    {
        var undo = await Undo.SaveAsync(session, turn, new UndoSteps { Text = text }, cancellationToken);
        return Answer.Show(new Screen(reason, new Keyboard(
        [
            .. SubscribeCommand.Others(turn, readings, reading, undo),
            [await OpenCommand.ButtonAsync(session, turn, turn.Words.Say("button.try-again"), $"/subscribe {text}", cancellationToken), Buttons.Open(turn, "topics")],
            .. back.Count > 0 ? new[] { back } : [],
        ])));
    }
}
