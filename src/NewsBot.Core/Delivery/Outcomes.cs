using System.Diagnostics;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>What an outcome means beyond its row, for the sender's own next steps.</summary>
internal enum Aftermath
{
    /// <summary>Telegram was reached.</summary>
    Reached,

    /// <summary>Telegram was not reached, or did not answer.</summary>
    NotReached,

    /// <summary>Telegram does not accept the token.</summary>
    TokenRefused,

    /// <summary>It waits again, as it was.</summary>
    NotStarted,

    /// <summary>The lease was lost meanwhile: nothing was written.</summary>
    Abandoned,
}

/// <summary>Writes what became of sends, in one transaction: the row of each, its deliveries, and what it says about the chat.</summary>
internal sealed class Outcomes(
    ChatStore chats, Suspensions suspensions, PauseStore pauses, RateBudget budget, DeliveryOptions options, TimeProvider time, ILogger<Outcomes> logger)
{
    // What may have arrived is sent again soon, then ever more rarely: a line that is broken for hours costs nobody a
    // message, and a reader whose line only loses the answers is not flooded.
    private static readonly TimeSpan[] DoubtfulWaits =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>A message that may have arrived so often, over hours, is not sent once more: its reader has it many times over.</summary>
    public static int MostDoubts => DoubtfulWaits.Length + 1;

    /// <summary>The wait before the next attempt: 1 s, doubled each time, 5 minutes at most.</summary>
    public static TimeSpan BackOff(long attempts) =>
        attempts >= 10 ? LongestWait : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Max(0, attempts - 1))));

    /// <summary>
    /// What the answer says about the rate, at once and once: a chat that was refused gets nothing more while its row is
    /// being written.
    /// </summary>
    /// <param name="claim">What was sent.</param>
    /// <param name="result">Null: it was never started.</param>
    public Finished Finish(Claim claim, SendResult? result)
    {
        var now = time.NowMilliseconds();
        if (result is SendResult.Later later)
        {
            var refusesBot = budget.Refused(claim.ChatKey, UntilOf(later, now), now);
            if (refusesBot)
                Log.BotPaused(logger, later.RetryAfter);
            else
                Log.ChatPaused(logger, later.RetryAfter, claim.ChatKey);
            return new Finished(claim, result, now, refusesBot);
        }

        if (result is not (null or SendResult.Unreachable or SendResult.Unsure))
            budget.Accepted(now);
        return new Finished(claim, result, now);
    }

    /// <summary>Writes what became of these sends; for each, in their order, what it means beyond its row.</summary>
    public async Task<IReadOnlyList<Aftermath>> RecordAsync(Session session, IReadOnlyList<Finished> group, CancellationToken cancellationToken)
    {
        var sent = group.Where(finished => finished.Result is SendResult.Sent)
            .Select(finished => (finished.Claim, ((SendResult.Sent)finished.Result!).TelegramMessageId)).ToList();
        var written = sent.Count == 0 ? null : await Settlement.SentAsync(session, sent, group.Max(finished => finished.At), cancellationToken);
        var aftermaths = new List<Aftermath>(group.Count);
        foreach (var finished in group)
            aftermaths.Add(finished.Result is SendResult.Sent
                ? written!.Contains(finished.Claim.Message.MessageId) ? Aftermath.Reached : Aftermath.Abandoned
                : await RecordAsync(session, finished, cancellationToken));
        return aftermaths;
    }

    private async Task<Aftermath> RecordAsync(Session session, Finished finished, CancellationToken cancellationToken)
    {
        var (claim, now) = (finished.Claim, finished.At);
        var (written, aftermath) = finished.Result switch
        {
            null => (await Settlement.AgainAsync(session, claim, now, claim.Message.Reason, cancellationToken), Aftermath.NotStarted),
            SendResult.Later later => (await LaterAsync(session, finished, later, cancellationToken), Aftermath.Reached),
            SendResult.Unreachable unreachable => (await UnreachableAsync(session, claim, unreachable, now, cancellationToken), Aftermath.NotReached),
            SendResult.Unsure unsure => (await UnsureAsync(session, claim, unsure, now, cancellationToken), Aftermath.NotReached),
            SendResult.ChatGone gone => (await ChatGoneAsync(session, claim, gone.Reason, gone.Cause, now, cancellationToken), Aftermath.Reached),
            SendResult.ChatMigrated migrated => (await MigratedAsync(session, claim, migrated, now, cancellationToken), Aftermath.Reached),
            SendResult.Refused refused => (await RefusedAsync(session, claim, refused, now, cancellationToken), Aftermath.Reached),
            SendResult.Unauthorized unauthorized => (await Settlement.AgainAsync(session, claim, now, unauthorized.Reason, cancellationToken), Aftermath.TokenRefused),
            SendResult.Sent or _ => throw new UnreachableException(),
        };
        return written || aftermath == Aftermath.TokenRefused ? aftermath : Aftermath.Abandoned;
    }

    private static long UntilOf(SendResult.Later later, long now) => now + (long)Math.Ceiling(later.RetryAfter.TotalMilliseconds);

    private async Task<bool> LaterAsync(Session session, Finished finished, SendResult.Later later, CancellationToken cancellationToken)
    {
        var (claim, until) = (finished.Claim, UntilOf(later, finished.At));
        if (!await Settlement.AgainAsync(session, claim, until, "429", cancellationToken))
            return false;
        await pauses.SetAsync(session, claim.Lease.BotId, claim.ChatKey, until, cancellationToken);
        if (finished.RefusesBot)
            await pauses.SetAsync(session, claim.Lease.BotId, PauseStore.WholeBot, until, cancellationToken);
        await FloodWaits.NoteAsync(session, claim.Lease.BotId, new FloodWait(finished.RefusesBot, finished.At, until), cancellationToken);
        return true;
    }

    private async Task<bool> UnreachableAsync(Session session, Claim claim, SendResult.Unreachable unreachable, long now, CancellationToken cancellationToken)
    {
        var until = now + (long)BackOff(claim.Message.Attempts).TotalMilliseconds;
        // What stands behind it in this chat waits too, so that the order stays.
        budget.PauseChat(claim.ChatKey, Math.Min(until, now + 30_000), now);
        return await Settlement.AgainAsync(session, claim, until, unreachable.Reason, cancellationToken);
    }

    private async Task<bool> UnsureAsync(Session session, Claim claim, SendResult.Unsure unsure, long now, CancellationToken cancellationToken)
    {
        // An edit that arrives twice is the same edit.
        var again = claim.Message.Kind == MessageKind.Edit || options.WhenUnsure == UnsurePolicy.SendAgain;
        var doubts = claim.Message.Doubts + 1;
        if (!again || doubts >= MostDoubts)
        {
            Log.GivenUp(logger, claim.Message.MessageId, doubts, unsure.Reason);
            return await Settlement.DroppedAsync(session, claim, $"unsure: {unsure.Reason}", now, cancellationToken);
        }
        var until = now + (long)DoubtfulWaits[Math.Max(0, doubts - 1)].TotalMilliseconds;
        budget.PauseChat(claim.ChatKey, Math.Min(until, now + 30_000), now);
        return await Settlement.AgainAsync(session, claim, until, $"unsure: {unsure.Reason}", cancellationToken, mayHaveArrived: true);
    }

    private async Task<bool> ChatGoneAsync(Session session, Claim claim, string reason, string cause, long now, CancellationToken cancellationToken)
    {
        var missedSince = await Suspensions.OldestOnItsWayAsync(session, claim.ChatKey, null, cancellationToken);
        if (!await Settlement.DroppedAsync(session, claim, reason, now, cancellationToken))
            return false;
        await suspensions.ChatAsync(session, claim.ChatKey, cause, missedSince, null, cancellationToken);
        return true;
    }

    // An answer to somebody in a closed topic goes with the rest: only there it would make sense.
    private async Task<bool> TopicClosedAsync(Session session, Claim claim, string reason, long now, CancellationToken cancellationToken)
    {
        var (place, thread) = (claim.Message.DestinationId, claim.Address.ThreadId);
        var missedSince = await Suspensions.OldestOnItsWayAsync(session, claim.ChatKey, place, cancellationToken);
        if (!await Settlement.DroppedAsync(session, claim, reason, now, cancellationToken))
            return false;
        await suspensions.ClosedTopicAsync(session, claim.ChatKey, place, thread, missedSince, cancellationToken);
        return true;
    }

    private async Task<bool> MigratedAsync(Session session, Claim claim, SendResult.ChatMigrated migrated, long now, CancellationToken cancellationToken)
    {
        if (migrated.NewTelegramChatId == claim.Address.TelegramChatId)
            return await DropAsync(session, claim, "the chat moved to where it is", now, cancellationToken);
        // An id of the old group names nothing in the new one.
        var written = claim.Message.Kind == MessageKind.Edit
            ? await Settlement.DroppedAsync(session, claim, "migrated", now, cancellationToken)
            : await Settlement.AgainAsync(session, claim, now, "migrated", cancellationToken);
        if (written && await chats.MigrateAsync(session, claim.Lease.BotId, claim.Address.TelegramChatId, migrated.NewTelegramChatId, cancellationToken) is not null)
            Log.ChatMigrated(logger, claim.ChatKey);
        return written;
    }

    private async Task<bool> RefusedAsync(Session session, Claim claim, SendResult.Refused refused, long now, CancellationToken cancellationToken)
    {
        var other = refused.Kind switch
        {
            RefusalKind.Markup => claim.Request.WithoutMarkup(),
            RefusalKind.Picture or RefusalKind.Rights => claim.Request.WithoutFile(),
            RefusalKind.Thread => claim.Address.ThreadId == 0 ? null : claim.Request,
            RefusalKind.ThreadClosed or RefusalKind.Message or RefusalKind.Other => null,
            _ => throw new UnreachableException(),
        };
        Log.Refused(logger, claim.Message.MessageId, refused.Reason);
        if (refused.Kind == RefusalKind.ThreadClosed)
            return await TopicClosedAsync(session, claim, refused.Reason, now, cancellationToken);
        // Where not even words may be written, nothing may. An edit needs other rights, and says nothing of the next message.
        if (refused.Kind == RefusalKind.Rights && other is null && claim.Message.Kind != MessageKind.Edit)
            return await ChatGoneAsync(session, claim, refused.Reason, SuspendReason.NoRights, now, cancellationToken);
        if (other is null)
            return await Settlement.DroppedAsync(session, claim, refused.Reason, now, cancellationToken);
        if (!await Settlement.AgainAsync(session, claim, now, refused.Reason, cancellationToken, other))
            return false;
        if (refused.Kind == RefusalKind.Thread)
            await suspensions.DeletedTopicAsync(session, claim.ChatKey, claim.Message.DestinationId, claim.Address.ThreadId, cancellationToken);
        return true;
    }

    private async Task<bool> DropAsync(Session session, Claim claim, string reason, long now, CancellationToken cancellationToken)
    {
        Log.Refused(logger, claim.Message.MessageId, reason);
        return await Settlement.DroppedAsync(session, claim, reason, now, cancellationToken);
    }
}
