using NewsBot.Core.Chats;
using NewsBot.Core.Conversation.Addresses;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;

namespace NewsBot.Core.Conversation;

/// <summary>/subscribe THING: one verb for everything. It takes effect at once; other readings are one tap away.</summary>
internal static class SubscribeCommand
{
    private const int MostOthers = 3;

    public static async Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken)
    {
        if (argument.Length == 0)
            return async (session, cancellation) => Answer.Show(new Screen(turn.Words.Html("subscribe.how"), await TopicButtons.OfferAsync(session, turn, cancellation)));
        var readings = await Reading.AllAsync(turn, argument, cancellationToken);
        return await RealizeAsync(turn, argument, readings, readings[0], cancellationToken);
    }

    /// <summary>A tap on another reading: the first one is taken back.</summary>
    public static async Task<Decision> ReadAsAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var steps = await turn.Desk.Database.ReadAsync(session => Undo.LoadAsync(session, turn, data.Key, cancellationToken), cancellationToken);
        if (steps is null)
            return Decide.To(Answers.OldMenu(turn, "subscribe"));
        var readings = await Reading.AllAsync(turn, steps.Text, cancellationToken);
        if (readings.FirstOrDefault(reading => reading.Kind == data.Argument) is not { } chosen)
            return Decide.To(Answers.OldMenu(turn, "subscribe"));
        var decision = await RealizeAsync(turn, steps.Text, readings, chosen, cancellationToken);
        return async (session, cancellation) =>
        {
            await Undo.UseAsync(session, turn, data.Key, steps, cancellation);
            return await decision(session, cancellation);
        };
    }

    /// <summary>Buttons for the other ways to read the text.</summary>
    public static IReadOnlyList<IReadOnlyList<Button>> Others(Turn turn, IReadOnlyList<Reading> readings, Reading chosen, string key) =>
        [.. readings.Where(reading => reading.Kind != chosen.Kind && reading is not Reading.Unreadable).DistinctBy(reading => reading.Kind).Take(MostOthers)
            .Select(reading => (IReadOnlyList<Button>)[Buttons.Press(Name(turn, reading), Verbs.ReadAs, key, reading.Kind)])];

    private static Task<Decision> RealizeAsync(Turn turn, string text, IReadOnlyList<Reading> readings, Reading chosen, CancellationToken cancellationToken) => chosen switch
    {
        Reading.OfTopic topic => KnownAsync(turn, text, readings, topic, Subject.Topic(topic.Topic.TopicKey), topic.Topic.Query, null, "subscribe.topic", Labels.Of(turn, topic.Topic), cancellationToken),
        Reading.OfSource source => SourceAsync(turn, text, readings, source, cancellationToken),
        Reading.OfQuery query => KnownAsync(turn, text, readings, query, Subject.Query(query.Query.ToString(), text), text, null, "subscribe.query", text, cancellationToken),
        Reading.OfAddress address => AddressSubscription.RunAsync(turn, text, readings, address, cancellationToken),
        Reading.Unreadable unreadable => Decide.In((session, cancellation) => QueryErrorScreen.AnswerAsync(session, turn, "subscribe", text, unreadable.Failed, cancellation)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A source that is known here: how often it is checked, and what it would bring.</summary>
    public static Task<Decision> SourceAsync(Turn turn, string text, IReadOnlyList<Reading> readings, Reading.OfSource source, CancellationToken cancellationToken) =>
        KnownAsync(turn, text, readings, source, Subject.Feed(source.Feed.FeedId), null, source.Feed, "subscribe.source", source.Feed.Title, cancellationToken);

    private static async Task<Decision> KnownAsync(
        Turn turn, string text, IReadOnlyList<Reading> readings, Reading chosen, Subject subject, string? wish, Feed? feed, string key, string name, CancellationToken cancellationToken)
    {
        var outlook = await turn.Desk.Database.ReadAsync(
            session => feed is not null ? FollowAnswer.LookAsync(session, turn, feed.FeedId, cancellationToken) : FollowAnswer.LookAsync(session, turn, wish ?? "", cancellationToken), cancellationToken);
        var lines = (feed is null ? "" : AddressSubscription.Rhythm(turn, feed) + "\n") + FollowAnswer.Text(turn, outlook);
        // Whoever meant a website must hear that it was read as words, and why.
        if (chosen is Reading.OfQuery && AddressReader.LooksLikeHost(text) && !readings.Any(reading => reading is Reading.OfAddress))
            lines = turn.Words.Html("subscribe.no-such-site") + "\n" + lines;
        return async (session, cancellation) =>
        {
            var (screen, _) = await FollowAnswer.SubscribeAsync(
                session, turn, subject, turn.Words.Html(key, ("name", name)), lines, new UndoSteps { Text = text },
                undo => Others(turn, readings, chosen, undo), wish is null ? null : FollowAnswer.NarrowingOf(turn, outlook, wish), cancellation);
            return Answer.Show(screen);
        };
    }

    private static string Name(Turn turn, Reading reading) => reading switch
    {
        Reading.OfTopic topic => turn.Words.Say("reading.topic", ("name", Labels.Of(turn, topic.Topic))),
        Reading.OfSource source => turn.Words.Say("reading.source", ("name", source.Feed.Title)),
        Reading.OfAddress address => turn.Words.Say("reading.address", ("name", address.Address.Host)),
        Reading.OfQuery or Reading.Unreadable => turn.Words.Say("reading.query"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
