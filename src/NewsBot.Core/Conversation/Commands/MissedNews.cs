using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// What a chat would have got while it could not be written to: offered once on its return, shown as a list when it wants,
/// and never sent by itself.
/// </summary>
internal static class MissedNews
{
    /// <summary>What is older is not offered: who was away for longer reads /latest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Looks whether anything was missed; null when nothing was. Reads, so it belongs before the transaction.</summary>
    public static async Task<MissedSpan?> LookAsync(Turn turn, Absence? absence, CancellationToken cancellationToken)
    {
        if (absence?.Since is not { } since)
            return null;
        var now = turn.Desk.Time.NowMilliseconds();
        var span = new MissedSpan { Since = Math.Max(since, now - (long)Longest.TotalMilliseconds), Until = now, OfTopic = absence.OfTopic };
        return await turn.Desk.Database.ReadAsync(
            async session => (await turn.Desk.Articles.LatestAsync(session, await ScopeAsync(session, turn, span, cancellationToken), null, 1, cancellationToken)).Articles.Count > 0,
            cancellationToken) ? span : null;
    }

    /// <summary>What the chat follows and has not muted, as far as it came in that time and was not sent here.</summary>
    public static async Task<ArticleScope> ScopeAsync(Session session, Turn turn, MissedSpan span, CancellationToken cancellationToken)
    {
        var scope = await Horizon.OfAsync(session, turn, null, cancellationToken);
        var following = span.OfTopic ? await Horizon.FollowedHereAsync(session, turn, cancellationToken) : await Horizon.FollowingAsync(session, turn, cancellationToken);
        var muted = span.OfTopic ? await Horizon.MutedHereAsync(session, turn, cancellationToken) : await Horizon.MutedAsync(session, turn, cancellationToken);
        return scope with
        {
            Following = following ?? new Following([], []),
            Muted = muted,
            Arrived = new ArrivalSpan(span.Since, span.Until, turn.Desk.Sending.MaximumAge, span.OfTopic ? turn.Destination.DestinationId : null),
            Samples = false,
        };
    }

    /// <summary>The choice. Its list is an ordinary one, so that it can be turned over and works after a restart.</summary>
    public static async Task<Screen> OfferAsync(Session session, Turn turn, MissedSpan span, string first, CancellationToken cancellationToken)
    {
        var key = await ArticleList.SaveAsync(session, turn, new ArticleListState { Missed = span }, cancellationToken);
        return new Screen(
            first + turn.Words.Html("missed.offer", ("moment", MomentMarkup.Of(turn.Words, turn.Chat, span.Since, "dt"))),
            Keyboard.Of([Buttons.Press(turn.Words.Say("button.skip-missed"), Verbs.SkipMissed), Buttons.Press(turn.Words.Say("button.show-missed"), Verbs.Page, key, "0")]));
    }

    /// <summary>The chat does not want to see what it missed.</summary>
    public static Task<Decision> SkipAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        Task.FromResult(Decide.To(Answer.Show(new Screen(turn.Words.Html("missed.skipped"), Keyboard.Of([Buttons.Open(turn, "latest"), Buttons.Open(turn, "subscriptions")])))));
}
