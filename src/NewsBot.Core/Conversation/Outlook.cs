using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What would have come here in the last seven days, by the rules of alerts: scope, reading languages, what is muted here.</summary>
internal static class Outlook
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);
    private const int Shown = 3;

    /// <summary>Of a query, whether it is followed or not.</summary>
    public static async Task<ArticlePreview> OfAsync(Session session, Turn turn, Query query, CancellationToken cancellationToken) =>
        await ReadAsync(session, turn, await Horizon.OfAsync(session, turn, query, cancellationToken) with { Following = new Following([], [query]) }, cancellationToken);

    /// <summary>Of a source, whether it is followed or not.</summary>
    public static async Task<ArticlePreview> OfAsync(Session session, Turn turn, long feedId, CancellationToken cancellationToken) =>
        await ReadAsync(session, turn, await Horizon.OfAsync(session, turn, null, cancellationToken) with { Following = new Following([feedId], []) }, cancellationToken);

    /// <summary>Of what is followed here, and how much of it a mute would have hidden. Null while nothing is followed here.</summary>
    public static async Task<(ArticlePreview All, ArticlePreview Hidden)?> OfMuteAsync(Session session, Turn turn, Query mute, CancellationToken cancellationToken)
    {
        if (await Horizon.FollowedHereAsync(session, turn, cancellationToken) is not { } following)
            return null;
        var scope = await Horizon.OfAsync(session, turn, null, cancellationToken) with
        {
            Following = following, Muted = await Horizon.MutedHereAsync(session, turn, cancellationToken),
        };
        var now = turn.Desk.Time.NowMilliseconds();
        return await turn.Desk.Articles.PreviewMuteAsync(session, scope, new Following([], [mute]), Since(now), now, Shown, cancellationToken);
    }

    private static async Task<ArticlePreview> ReadAsync(Session session, Turn turn, ArticleScope scope, CancellationToken cancellationToken)
    {
        var now = turn.Desk.Time.NowMilliseconds();
        return await turn.Desk.Articles.PreviewAsync(
            session, scope with { Muted = await Horizon.MutedHereAsync(session, turn, cancellationToken) }, Since(now), now, Shown, cancellationToken);
    }

    private static long Since(long now) => now - (long)Span.TotalMilliseconds;
}
