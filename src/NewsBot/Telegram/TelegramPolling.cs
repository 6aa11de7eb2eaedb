using System.Text.Json;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Operations;
using Telegram.Bot;

namespace NewsBot.Telegram;

/// <summary>
/// getUpdates, called by the leader only. An update is confirmed by asking for the next one, which happens after it was
/// committed to the inbox.
/// </summary>
internal sealed class TelegramPolling(
    BotConnection connection, Inbox inbox, BotStatus status, OwnerNews owners, TimeProvider time, ILogger<TelegramPolling> logger)
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _conflictPause = TimeSpan.FromSeconds(3);
    // Two programs throw each other out in turn, so one good answer proves nothing.
    private static readonly TimeSpan _quietAfterConflict = TimeSpan.FromSeconds(10);

    private DateTimeOffset _lastConflict;
    private int _failures;

    /// <summary>Polls until cancelled. <paramref name="onFirstAnswer"/> runs once Telegram has answered without a conflict.</summary>
    public async Task RunAsync(BotIdentity bot, Action onFirstAnswer, CancellationToken cancellationToken)
    {
        int? offset = null;
        var answered = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // The first call only looks: another program that uses the token shows at once.
                var wait = status.InConflict ? TimeSpan.FromSeconds(5) : answered ? TelegramClient.LongPoll : TimeSpan.Zero;
                var wasRefused = status.IsRefused;
                var updates = await AskAsync(offset, wait, cancellationToken);
                await SucceededAsync(cancellationToken);
                // A poll that waited while a send was refused was asked before, and proves nothing.
                if (wasRefused)
                {
                    status.Accepted();
                    await owners.TellAsync("operator.token-accepted", cancellationToken);
                }
                if (!answered && !status.InConflict)
                {
                    answered = true;
                    onFirstAnswer();
                }
                if (updates.Length == 0)
                    continue;
                var received = updates.Select(update => new ReceivedUpdate(update.GetProperty("update_id").GetInt64(), update.GetRawText())).ToArray();
                await inbox.AcceptAsync(bot, received, cancellationToken);
                offset = (int)received.Max(update => update.UpdateId) + 1;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (StoreUnavailableException)
            {
                // The updates stay unconfirmed, and come again.
                await Task.Delay(StoreUnavailableException.Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception)
            {
                var pause = await FailedAsync(exception, cancellationToken);
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private Task<JsonElement[]> AskAsync(int? offset, TimeSpan wait, CancellationToken cancellationToken) =>
        connection.Client.Polling.SendRequest(
            new RawUpdatesRequest { Offset = offset, Timeout = (int)wait.TotalSeconds, AllowedUpdates = TelegramMapping.AllowedUpdates },
            cancellationToken);

    private async Task SucceededAsync(CancellationToken cancellationToken)
    {
        _failures = 0;
        if (status.Reached())
            Log.TelegramAnswersAgain(logger);
        if (status.InConflict && time.GetUtcNow() - _lastConflict >= _quietAfterConflict)
        {
            status.ConflictIsGone();
            Log.ConflictIsGone(logger);
            await owners.TellAsync("operator.conflict-gone", cancellationToken);
        }
    }

    // What fails here is tried again with the next 409: the poll goes on whatever happens.
    private async Task RemoveWebhookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await BotStart.RemoveWebhookAsync(connection.Client.Sending, logger, cancellationToken) is { } webhook)
                await owners.TellAsync("operator.webhook-removed", cancellationToken, ("address", webhook));
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested && status.Lost($"it cannot be reached: {TelegramErrors.Text(exception)}"))
                Log.TelegramLost(logger, TelegramErrors.Text(exception));
        }
    }

    private async Task<TimeSpan> FailedAsync(Exception exception, CancellationToken cancellationToken)
    {
        if (BotStart.IsConflict(exception))
        {
            _lastConflict = time.GetUtcNow();
            if (exception.Message.Contains("webhook is active", StringComparison.OrdinalIgnoreCase))
                await RemoveWebhookAsync(cancellationToken);
            else if (status.Conflict("another program uses this bot's token; nothing is sent until it is gone."))
                Log.Conflict(logger);
            return _conflictPause;
        }
        var pause = TimeSpan.FromSeconds(Math.Min(_longestPause.TotalSeconds, Math.Pow(2, Math.Min(_failures++, 5))));
        switch (TelegramErrors.Explain(exception, 0))
        {
            case SendResult.Later later:
                return later.RetryAfter;
            case SendResult.Unauthorized refused:
                if (status.Refused($"it refuses the bot's token: {refused.Reason}"))
                    Log.TokenRefused(logger, refused.Reason);
                return _longestPause;
            case not null:
                var reason = TelegramErrors.Text(exception);
                if (status.Lost($"it cannot be reached: {reason}"))
                    Log.TelegramLost(logger, reason);
                return pause;
            case null:
                // The store, or a bug: the updates stay unconfirmed and come again.
                Log.PollingFailed(logger, exception);
                return pause;
        }
    }
}
