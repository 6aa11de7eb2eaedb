using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// Runs one row of the inbox: gathers (reads, network), then effects, answer and <c>done</c> in one transaction, then
/// answers the press. Whatever happens, the person gets one answer.
/// </summary>
internal sealed class TurnRunner(
    Desk desk, Inbox inbox, Router router, Postbox postbox, LateArrivals late, UpdateReader reader, LeaderCheck isLeader, ILogger<TurnRunner> logger)
{
    /// <summary>How often a person may ask in a minute; the next one is told so, and then there is silence.</summary>
    public const int AsksPerMinute = 20;

    /// <summary>
    /// False: this row is not finished, and those behind it in the chat wait.
    /// <paramref name="lane"/>: rows of one chat in their order.
    /// <paramref name="index"/>: the row of the lane to run.
    /// </summary>
    public async Task<bool> RunAsync(BotIdentity bot, IReadOnlyList<InboxRow> lane, int index, CancellationToken cancellationToken)
    {
        var row = lane[index];
        Turn? turn = null;
        try
        {
            if (reader(bot.BotId, row.Payload) is not { } incoming)
                return await FinishAsync(row, cancellationToken);
            turn = await PrepareAsync(bot, row, incoming, cancellationToken);
            return await AnswerAsync(turn, row, late.Look(bot, lane, index), cancellationToken);
        }
        // Nobody's fault but the store's: the row waits as it is.
        catch (StoreUnavailableException unavailable) when (unavailable.Trouble.IsOwn)
        {
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return await FailedAsync(turn, row, exception, cancellationToken);
        }
    }

    private async Task<bool> AnswerAsync(Turn turn, InboxRow row, Lateness lateness, CancellationToken cancellationToken)
    {
        // What happens to the bot itself is no question, however fast it follows on one.
        var isAsked = Addressing.Asks(turn.Incoming, turn.Bot.Username);
        var pace = lateness.IsLate || !isAsked ? Pace.Fine : await PaceAsync(row, cancellationToken);
        var decision = pace switch
        {
            Pace.Fine => await router.DecideAsync(turn, cancellationToken),
            Pace.TooFast => Decide.To(Answers.TooFast(turn)),
            _ => Decide.To(Answer.None),
        };

        var missed = await MissedNews.LookAsync(turn, turn.Absence, cancellationToken);

        var answer = await desk.Database.WriteAsync(async session =>
        {
            if (!await isLeader(session, cancellationToken) || !await inbox.FinishAsync(session, row, cancellationToken))
                return null;
            var isBack = turn.Absence is not null && await Absence.EndAsync(session, turn, cancellationToken);
            var answer = await decision(session, cancellationToken);
            if (answer.IsSaidOnce || !lateness.SomebodyBehindIsAnswered)
                await postbox.SendAsync(session, turn, answer, lateness, cancellationToken);
            if (isBack && missed is not null)
                await postbox.SendAsync(session, turn, Answer.Say(await MissedNews.OfferAsync(session, turn, missed, "", cancellationToken)), Lateness.None, cancellationToken);
            return answer;
        }, cancellationToken);

        if (answer is null)
            return false;
        ConversationMeasures.Answered(row, desk.Time.NowMilliseconds(), failed: false);
        if (turn.Incoming.Content is IncomingContent.Press press)
            await desk.Transport.AnswerPressAsync(press.PressId, new PressAnswer(Postbox.Toast(answer.Toast), answer.Alert), cancellationToken);
        return true;
    }

    private Task<Turn> PrepareAsync(BotIdentity bot, InboxRow row, Incoming incoming, CancellationToken cancellationToken) =>
        desk.Database.WriteAsync(async session =>
        {
            // A row may have come before its chat was merged into another (migration): then Telegram's id finds it.
            var chat = (row.ChatKey is { } key ? await desk.Chats.GetAsync(session, key, cancellationToken) : null)
                ?? (await desk.Chats.FindOrAddAsync(session, bot.BotId, Inbox.Introduce(incoming), cancellationToken)).Chat;
            var destination = await desk.Chats.DestinationAsync(session, chat.ChatKey, incoming.Chat.ThreadId, cancellationToken);
            var isOwner = await desk.Access.IsOwnerAsync(session, bot.BotId, incoming.Sender.UserId, cancellationToken);
            // Whoever writes can be written to, whatever was missed meanwhile.
            var absence = Addressing.Asks(incoming, bot.Username) ? Absence.Of(chat, destination) : null;
            if (absence is { OfTopic: false })
                chat.State = "active";
            return new Turn(desk, bot, incoming, chat, destination, isOwner) { Absence = absence };
        }, cancellationToken);

    private async Task<Pace> PaceAsync(InboxRow row, CancellationToken cancellationToken)
    {
        var before = await desk.Database.ReadAsync(session => Inbox.CountMinuteBeforeAsync(session, row, cancellationToken), cancellationToken);
        return before < AsksPerMinute ? Pace.Fine : before == AsksPerMinute ? Pace.TooFast : Pace.Silent;
    }

    private Task<bool> FinishAsync(InboxRow row, CancellationToken cancellationToken) =>
        desk.Database.WriteAsync(async session =>
            await isLeader(session, cancellationToken) && await inbox.FinishAsync(session, row, cancellationToken), cancellationToken);

    private async Task<bool> FailedAsync(Turn? turn, InboxRow row, Exception exception, CancellationToken cancellationToken)
    {
        try
        {
            if (row.Attempts + 1 < Inbox.Attempts)
            {
                await desk.Database.WriteAsync(session => Inbox.CountAttemptAsync(session, row, cancellationToken), cancellationToken);
                Log.TurnFailed(logger, row.UpdateId, row.Attempts + 1, exception);
                return false;
            }
            var reference = Reference.Of(row);
            Log.TurnGivenUp(logger, row.UpdateId, reference, exception);
            await desk.Database.WriteAsync(async session =>
            {
                if (!await isLeader(session, cancellationToken) || !await inbox.FailAsync(session, row, reference, cancellationToken))
                    return;
                if (turn is not null)
                {
                    if (turn.Absence is not null)
                        await Absence.EndAsync(session, turn, cancellationToken);
                    await postbox.SendAsync(session, turn, Answers.Apology(turn, reference), Lateness.None, cancellationToken);
                }
                await desk.Notices.TellOwnersAsync(session, "operator.turn-failed", [("reference", reference)], cancellationToken);
                session.AfterCommit(() => ConversationMeasures.Answered(row, desk.Time.NowMilliseconds(), failed: true));
            }, cancellationToken);
            if (turn?.Incoming.Content is IncomingContent.Press press)
                await desk.Transport.AnswerPressAsync(press.PressId, new PressAnswer(turn.Words.Say("error.toast", ("reference", reference))), cancellationToken);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception second) when (second is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.FailureNotRecorded(logger, row.UpdateId, second);
            return false;
        }
    }

    private enum Pace
    {
        Fine,
        TooFast,
        Silent,
    }
}
