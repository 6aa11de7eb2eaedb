using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>A message, and the deliveries that are not in it, each with the reason.</summary>
/// <param name="Request">Null when nothing is left to say.</param>
/// <param name="Left">Deliveries that cannot be shown.</param>
internal sealed record Composed(ChatRequest? Request, IReadOnlyList<(long DeliveryId, string Reason)> Left)
{
    public const string NotStored = "the article is no longer stored";
}

/// <summary>Makes one message of many deliveries to one place: a list of links in the order of time.</summary>
internal sealed class ListComposer(SubscriptionStore subscriptions, MatchLabels labels)
{
    /// <summary>Stories of one list. A message has 4,096 characters and 100 entities (Bot API, sendMessage), so this leaves room for titles.</summary>
    public const int Most = 50;

    /// <summary>How many of so many go into the next list, so that all lists are about equally long.</summary>
    public static int ShareOf(long due)
    {
        var lists = (due + Most - 1) / Most;
        return (int)((due + lists - 1) / lists);
    }

    /// <summary>The list of these deliveries.</summary>
    public async Task<Composed> ComposeAsync(Session session, IReadOnlyList<DeliveryRecord> deliveries, Chat chat, CancellationToken cancellationToken)
    {
        var articles = (await session.QueryAsync<Article>(
            "SELECT a.*, f.title AS feed_title FROM article a JOIN feed f ON f.feed_id = a.feed_id WHERE a.article_id IN @ids",
            new { ids = deliveries.Select(delivery => delivery.ArticleId).Distinct().ToList() }, cancellationToken))
            .OrderBy(article => article.ArticleId).ToList();
        var stored = articles.Select(article => article.ArticleId).ToHashSet();
        var left = deliveries.Where(delivery => !stored.Contains(delivery.ArticleId)).Select(delivery => (delivery.DeliveryId, Composed.NotStored)).ToList();
        if (articles.Count == 0)
            return new Composed(null, left);

        var matched = (await subscriptions.GetAsync(session, [.. deliveries.SelectMany(delivery => delivery.SubscriptionIds).Distinct()], cancellationToken))
            .Where(subscription => subscription.EndedAt is null).OrderBy(subscription => subscription.SubscriptionId).ToList();
        var names = await labels.OfAsync(session, matched, chat.Language, cancellationToken);
        var silent = chat.Sound == 0 || (matched.Count > 0 && matched.All(subscription => subscription.Silent == 1));
        return new Composed(new ChatRequest.SendText(ListRenderer.Html(articles, chat, names), null, silent), left);
    }
}
