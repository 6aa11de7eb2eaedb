using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Why a message with many stories came: why they came together, what brought how many of them, and a way to each. HTML.</summary>
internal static class WhyTogether
{
    private const int MostSubscriptions = 8;
    private const int MostStories = 6;

    /// <param name="session">The unit of work.</param>
    /// <param name="turn">Who asks.</param>
    /// <param name="message">The list.</param>
    /// <param name="deliveries">What stands in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Screen> OfAsync(Session session, Turn turn, Message message, IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var lines = new List<string> { words.Html(KeyOf(deliveries[0]), ("count", (long)deliveries.Count), ("most", (long)turn.Desk.Sending.BurstThreshold)), "" };
        var brought = deliveries.SelectMany(delivery => delivery.SubscriptionIds).CountBy(id => id).OrderByDescending(each => each.Value).ThenBy(each => each.Key).ToList();
        var subscriptions = (await turn.Desk.Subscriptions.GetAsync(session, [.. brought.Select(each => each.Key)], cancellationToken)).ToDictionary(subscription => subscription.SubscriptionId);
        foreach (var (id, count) in brought.Where(each => subscriptions.ContainsKey(each.Key)).Take(MostSubscriptions))
            lines.Add("• " + words.Html("why.brought", ("name", TelegramHtml.TruncatePlain(await Labels.OfAsync(session, turn, subscriptions[id], cancellationToken), 200)), ("count", (long)count)));
        if (message.SentAt is { } sent)
            lines.AddRange(["", words.Html("why.sent", ("moment", MomentMarkup.Of(words, turn.Chat, sent, "dt")))]);
        lines.AddRange(["", words.Html("why.which")]);
        var rows = new List<IReadOnlyList<Button>>();
        foreach (var delivery in deliveries.Take(MostStories))
        {
            if (await turn.Desk.Articles.GetAsync(session, delivery.ArticleId, cancellationToken) is { Url: not null } article)
                rows.Add([await OpenCommand.ButtonAsync(session, turn, FeedLine.Of(article.Title), $"/why {article.Url}", cancellationToken)]);
        }
        return new Screen(string.Join('\n', lines), new Keyboard([.. rows, [Buttons.Open(turn, "subscriptions")]]));
    }

    private static string KeyOf(DeliveryRecord delivery) => delivery.Occasion switch
    {
        Occasions.Digest => "why.together-digest",
        Occasions.Morning => "why.together-morning",
        _ => "why.together-burst",
    };
}
