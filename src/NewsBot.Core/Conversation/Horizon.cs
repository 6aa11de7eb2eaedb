using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What a chat may see and follows, as the article store asks for it.</summary>
internal static class Horizon
{
    private const int NewestLookedAt = 10;

    /// <summary>Everything visible in the chat's reading languages; a query that names a language overrides them.</summary>
    public static async Task<ArticleScope> OfAsync(Session session, Turn turn, Query? query, CancellationToken cancellationToken)
    {
        var namesLanguage = query?.WantedLeaves().Any(leaf => leaf is Query.Language) ?? false;
        return new ArticleScope(turn.Chat.ChatKey, namesLanguage ? [] : turn.Chat.Languages)
        {
            Samples = await turn.Desk.Samples.AreShownAsync(session, cancellationToken),
        };
    }

    /// <summary>What the chat follows; null while it follows nothing.</summary>
    public static async Task<Following?> FollowingAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        await FollowingAsync(session, turn, await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken), cancellationToken);

    /// <summary>What is followed in this chat and thread; null while nothing is.</summary>
    public static async Task<Following?> FollowedHereAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        await FollowingAsync(session, turn, await turn.Desk.Subscriptions.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken), cancellationToken);

    /// <summary>What the chat muted; null: nothing.</summary>
    public static async Task<Following?> MutedAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        Of(await turn.Desk.Mutes.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken));

    /// <summary>What is muted in this chat and thread, as alerts keep to it; null: nothing.</summary>
    public static async Task<Following?> MutedHereAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        Of(await turn.Desk.Mutes.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken));

    /// <summary>
    /// The newest visible article that a query or a source would have brought: the proof. Among the newest few an article
    /// goes before briefs and videos, which show less of how news looks.
    /// </summary>
    public static async Task<Article?> NewestAsync(Session session, Turn turn, Query? query, long? feedId, CancellationToken cancellationToken)
    {
        var scope = await ForAsync(session, turn, query, feedId, cancellationToken);
        var newest = (await PageAsync(session, turn, scope, query, null, NewestLookedAt, cancellationToken)).Articles;
        return newest.FirstOrDefault(article => article.Kind == "article") ?? (newest is [var first, ..] ? first : null);
    }

    /// <summary>A page of a list, newest first.</summary>
    public static Task<ArticlePage> PageAsync(Session session, Turn turn, ArticleScope scope, Query? query, long? before, int limit, CancellationToken cancellationToken) =>
        query is null
            ? turn.Desk.Articles.LatestAsync(session, scope, before, limit, cancellationToken)
            : turn.Desk.Articles.SearchAsync(session, scope, query, before, limit, cancellationToken);

    /// <summary>The query that a subscription stands for now; null for a source, and for a text that cannot be read (any more).</summary>
    public static async Task<Query?> QueryOfAsync(Session session, Turn turn, Subscription subscription, CancellationToken cancellationToken)
    {
        var text = subscription.TopicKey is { } key ? (await turn.Desk.Topics.GetAsync(session, key, cancellationToken))?.Query : subscription.Query;
        return text is null ? null : Read(text);
    }

    private static async Task<Following?> FollowingAsync(Session session, Turn turn, IReadOnlyList<Subscription> subscriptions, CancellationToken cancellationToken)
    {
        var queries = new List<Query>();
        foreach (var subscription in subscriptions)
        {
            if (await QueryOfAsync(session, turn, subscription, cancellationToken) is { } query)
                queries.Add(query);
        }
        return subscriptions.Count == 0 ? null : new Following([.. subscriptions.Select(subscription => subscription.FeedId).OfType<long>()], queries);
    }

    private static Following? Of(IReadOnlyList<Mute> mutes) => mutes.Count == 0
        ? null
        : new Following([.. mutes.Select(mute => mute.FeedId).OfType<long>()], [.. mutes.Select(mute => mute.Query is { } text ? Read(text) : null).OfType<Query>()]);

    private static Query? Read(string text) => QueryParser.Parse(text) is QueryParseResult.Parsed parsed ? parsed.Query : null;

    private static async Task<ArticleScope> ForAsync(Session session, Turn turn, Query? query, long? feedId, CancellationToken cancellationToken)
    {
        var scope = await OfAsync(session, turn, query, cancellationToken);
        return feedId is { } id ? scope with { Following = new Following([id], []) } : scope;
    }
}
