using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/unsubscribe [THING]: stops one by its name, or lists all to tap.</summary>
internal static class UnsubscribeCommand
{
    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => argument.Length == 0
        ? SubscriptionsCommand.RunAsync(turn, "", cancellationToken)
        : Decide.In(async (session, cancellation) =>
        {
            if (await FindAsync(session, turn, argument, cancellation) is not { } subscription)
                return Answer.Show(new Screen(turn.Words.Html("unsubscribe.unknown", ("name", TelegramHtml.TruncatePlain(argument, 200))), Keyboard.Of([Buttons.Go(turn, "subscriptions")])));
            var label = await Labels.OfAsync(session, turn, subscription, cancellation);
            await Effects.EndSubscriptionAsync(session, turn, subscription.SubscriptionId, cancellation);
            var undo = await Undo.SaveAsync(session, turn, new UndoSteps { RestoreSubscriptions = [subscription.SubscriptionId] }, cancellation);
            return Answer.Show(new Screen(turn.Words.Html("subscriptions.stopped", ("name", label)), Keyboard.Of([Buttons.Undo(turn, undo), Buttons.Open(turn, "subscriptions")])));
        });

    private static async Task<Subscription?> FindAsync(Session session, Turn turn, string text, CancellationToken cancellationToken)
    {
        var canonical = QueryParser.Parse(text) is QueryParseResult.Parsed parsed ? Subject.Query(parsed.Query.ToString(), text).Value : null;
        foreach (var subscription in await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken))
        {
            if (await NamesAsync(session, turn, subscription, cancellationToken) is { } names
                && (names.Any(name => string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase)) || subscription.Subject == canonical))
                return subscription;
        }
        return null;
    }

    // Everything a subscription may be called by.
    private static async Task<IReadOnlyList<string?>> NamesAsync(Session session, Turn turn, Subscription subscription, CancellationToken cancellationToken)
    {
        if (subscription.TopicKey is { } key)
            return await turn.Desk.Topics.GetAsync(session, key, cancellationToken) is { } topic
                ? [key, Labels.Of(turn, topic), .. Wording.Words.Languages.Select(topic.TitleIn)]
                : [key];
        if (subscription.FeedId is { } feedId && await ChatFeedNames.FindFeedAsync(session, turn.Chat.ChatKey, feedId, cancellationToken) is { } feed)
            return [feed.Title, Labels.OfFeed(feed.Title), feed.Url, feed.SiteUrl];
        return [subscription.Query, Labels.OfQuery(subscription.Query ?? "")];
    }
}
