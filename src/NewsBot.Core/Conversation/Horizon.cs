using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What a chat may see and follows, as the article store asks for it.</summary>
internal static class Horizon
{
    private static readonly TimeSpan LongestPreview = TimeSpan.FromDays(7);
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
    public static async Task<Following?> FollowingAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var subscriptions = await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken);
        var queries = new List<Query>();
        foreach (var subscription in subscriptions)
        {
            var text = subscription.TopicKey is { } key
                ? (await turn.Desk.Topics.GetAsync(session, key, cancellationToken))?.Query
                : subscription.Query;
            if (text is not null && QueryParser.Parse(text) is QueryParseResult.Parsed parsed)
                queries.Add(parsed.Query);
        }
        return subscriptions.Count == 0
            ? null
            : new Following([.. subscriptions.Where(subscription => subscription.FeedId is not null).Select(subscription => subscription.FeedId!.Value)], queries);
    }

    /// <summary>What the chat muted; null: nothing.</summary>
    public static async Task<Following?> MutedAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var mutes = await turn.Desk.Mutes.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken);
        var queries = mutes.Select(mute => mute.Query is { } text && QueryParser.Parse(text) is QueryParseResult.Parsed parsed ? parsed.Query : null).OfType<Query>();
        return mutes.Count == 0
            ? null
            : new Following([.. mutes.Where(mute => mute.FeedId is not null).Select(mute => mute.FeedId!.Value)], [.. queries]);
    }

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

    /// <summary>"In the 9 hours I have so far: 4 stories." Plain text.</summary>
    public static async Task<string> PreviewAsync(Session session, Turn turn, Query? query, long? feedId, CancellationToken cancellationToken)
    {
        var scope = await ForAsync(session, turn, query, feedId, cancellationToken);
        var now = turn.Desk.Time.NowMilliseconds();
        var count = await turn.Desk.Articles.CountSinceAsync(session, scope, query, now - (long)LongestPreview.TotalMilliseconds, cancellationToken);
        if (count.KnownSince is not { } since)
            return turn.Words.Say("preview.unknown");
        var span = TimeSpan.FromMilliseconds(Math.Max(0, now - since));
        return span < TimeSpan.FromMinutes(1)
            ? turn.Words.Say("preview.begun", ("count", count.Count))
            : turn.Words.Say("preview.known", ("count", count.Count), ("span", span));
    }

    /// <summary>A page of a list, newest first.</summary>
    public static Task<ArticlePage> PageAsync(Session session, Turn turn, ArticleScope scope, Query? query, long? before, int limit, CancellationToken cancellationToken) =>
        query is null
            ? turn.Desk.Articles.LatestAsync(session, scope, before, limit, cancellationToken)
            : turn.Desk.Articles.SearchAsync(session, scope, query, before, limit, cancellationToken);

    private static async Task<ArticleScope> ForAsync(Session session, Turn turn, Query? query, long? feedId, CancellationToken cancellationToken)
    {
        var scope = await OfAsync(session, turn, query, cancellationToken);
        return feedId is { } id ? scope with { Following = new Following([id], []) } : scope;
    }
}
