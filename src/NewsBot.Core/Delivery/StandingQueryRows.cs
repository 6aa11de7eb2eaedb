using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>A standing query as it stands in the store. Topics have a key, the others a number.</summary>
internal sealed class StandingQueryRow
{
    public long Id { get; set; }
    public string TopicKey { get; set; } = "";
    public string Query { get; set; } = "";
}

/// <summary>Reads the queries that wait for articles from the store: all of them, or those that changed.</summary>
internal static class StandingQueryRows
{
    private const int Page = 5_000;

    /// <summary>Articles from which is learned which words are rare.</summary>
    private const int Known = 300;

    /// <summary>All of one kind, page by page.</summary>
    public static async IAsyncEnumerable<StandingQueryRow> AllAsync(
        Session session, OwnerKind kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (kind == OwnerKind.Topic)
        {
            foreach (var topic in await session.QueryAsync<StandingQueryRow>("SELECT topic_key, query FROM topic WHERE enabled = 1", null, cancellationToken))
                yield return topic;
            yield break;
        }

        long after = -1;
        IReadOnlyList<StandingQueryRow> rows;
        do
        {
            rows = await session.QueryAsync<StandingQueryRow>(
                $"{Select(kind)} AND {Key(kind)} > @after ORDER BY {Key(kind)} LIMIT @Page", new { after, Page }, cancellationToken);
            foreach (var row in rows)
                yield return row;
            after = rows is [.., var last] ? last.Id : after;
        }
        while (rows.Count == Page);
    }

    /// <summary>Those of these subscriptions or mutes that have a query now.</summary>
    public static async Task<IReadOnlyList<StandingQueryRow>> OfAsync(Session session, OwnerKind kind, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var rows = new List<StandingQueryRow>();
        foreach (var chunk in ids.Chunk(Page))
            rows.AddRange(await session.QueryAsync<StandingQueryRow>($"{Select(kind)} AND {Key(kind)} IN @chunk", new { chunk }, cancellationToken));
        return rows;
    }

    /// <summary>Those of these topics that are enabled now.</summary>
    public static async Task<IReadOnlyList<StandingQueryRow>> OfTopicsAsync(Session session, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0
            ? []
            : await session.QueryAsync<StandingQueryRow>("SELECT topic_key, query FROM topic WHERE enabled = 1 AND topic_key IN @keys", new { keys }, cancellationToken);

    /// <summary>The newest articles of the store.</summary>
    public static async Task<IEnumerable<ArticleTokens>> KnownArticlesAsync(Session session, CancellationToken cancellationToken)
    {
        var articles = await session.QueryAsync<Article>(
            "SELECT title, summary, body, language FROM article ORDER BY article_id DESC LIMIT @Known", new { Known }, cancellationToken);
        return articles.Select(article => ArticleTokens.Of(article.Title, ArticleIndex.SearchText(article.Summary, article.Body), language: article.Language));
    }

    private static string Select(OwnerKind kind) => kind switch
    {
        OwnerKind.Subscription => "SELECT subscription_id AS id, query FROM subscription WHERE kind = 'query' AND ended_at IS NULL",
        OwnerKind.Mute => "SELECT mute_id AS id, query FROM mute WHERE kind = 'query' AND ended_at IS NULL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Topics have keys."),
    };

    private static string Key(OwnerKind kind) => kind == OwnerKind.Subscription ? "subscription_id" : "mute_id";
}
