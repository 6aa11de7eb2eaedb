using Microsoft.Extensions.Logging;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// Works off the inbox: in the order of arrival and one at a time in each chat, several chats side by side. Only the
/// leader of the bot runs it; each row is finished in a transaction that checks that this is still so.
/// </summary>
internal sealed class ConversationRunner(Database database, TurnRunner turns, Signals signals, TimeProvider time, ILogger<ConversationRunner> logger)
{
    // Most of a turn's time is waiting for the network: a few chats that ask about slow websites must not hold up the others.
    private const int ChatsAtOnce = 32;
    private static readonly TimeSpan Fallback = TimeSpan.FromSeconds(1);

    /// <summary>Runs until cancelled; then waits for the rows in hand.</summary>
    public async Task RunAsync(BotIdentity bot, CancellationToken cancellationToken)
    {
        var lanes = new Dictionary<long, Task>();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                foreach (var chat in lanes.Where(lane => lane.Value.IsCompleted).Select(lane => lane.Key).ToList())
                    lanes.Remove(chat);
                if (lanes.Count < ChatsAtOnce)
                    await StartLanesAsync(bot, lanes, cancellationToken);
                await signals.WaitAsync(WorkKind.Inbox, Fallback, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            await Task.WhenAll(lanes.Values);
        }
    }

    /// <summary>Works off what waits now, and returns. A row that fails is left for the next time.</summary>
    public async Task RunWaitingAsync(BotIdentity bot, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(session => Inbox.WaitingAsync(session, bot.BotId, [], cancellationToken), cancellationToken);
        foreach (var chat in rows.GroupBy(row => row.ChatKey ?? 0))
            await RunLaneAsync(bot, [.. chat], cancellationToken);
    }

    private async Task StartLanesAsync(BotIdentity bot, Dictionary<long, Task> lanes, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await database.ReadAsync(session => Inbox.WaitingAsync(session, bot.BotId, lanes.Keys, cancellationToken), cancellationToken);
            foreach (var chat in rows.GroupBy(row => row.ChatKey ?? 0).Take(ChatsAtOnce - lanes.Count))
                lanes[chat.Key] = RunLaneAsync(bot, [.. chat], cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // It is looked at again when the wait is over.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.InboxUnreadable(logger, exception);
        }
    }

    private async Task RunLaneAsync(BotIdentity bot, IReadOnlyList<InboxRow> rows, CancellationToken cancellationToken)
    {
        // So that a lane never runs on the caller's time.
        await Task.Yield();
        try
        {
            for (var index = 0; index < rows.Count; index++)
            {
                if (!await turns.RunAsync(bot, rows, index, cancellationToken))
                    return;
            }
            // More may have come for this chat, or for chats that found no lane.
            signals.Raise(WorkKind.Inbox);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }
}
