using System.Text.Json;
using NewsBot.Core.Conversation;
using NewsBot.Operations;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace NewsBot.Telegram;

/// <summary>
/// getUpdates, called by the leader only. An update is confirmed by asking for the next one, which happens after it was
/// committed to the inbox.
/// </summary>
internal sealed class TelegramPolling(
    BotConnection connection, WebhookAddress address, Inbox inbox, TelegramStanding standing, OwnerNews owners, TimeProvider time, ILogger<TelegramPolling> logger)
    : IUpdateReception
{
    private static readonly TimeSpan _conflictPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _quietAfterConflict = TimeSpan.FromSeconds(10);

    // A webhook that is found before anything was answered or removed.
    private bool _mayBeLeftOver;

    public async Task RunAsync(BotIdentity bot, Action onFirstAnswer, CancellationToken cancellationToken)
    {
        int? offset = null;
        var answered = false;
        _mayBeLeftOver = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // The first call only looks: another program that uses the token shows at once.
                var wait = standing.InConflict ? TimeSpan.FromSeconds(5) : answered ? TelegramClient.LongPoll : TimeSpan.Zero;
                var wasRefused = standing.IsRefused;
                var updates = await AskAsync(offset, wait, cancellationToken);
                await standing.SucceededAsync(wasRefused, cancellationToken);
                if (!answered && !standing.InConflict)
                {
                    answered = true;
                    _mayBeLeftOver = false;
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

    // 409: another program asks for updates with this token, or a webhook is set.
    private async Task<TimeSpan> FailedAsync(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not ApiRequestException { ErrorCode: 409 })
            return standing.Failed(exception);
        if (!exception.Message.Contains("webhook is active", StringComparison.OrdinalIgnoreCase))
        {
            if (standing.Conflict("", _quietAfterConflict))
                Log.Conflict(logger);
            return _conflictPause;
        }
        if (_mayBeLeftOver)
        {
            _mayBeLeftOver = !await RemoveWebhookAsync(tellOwners: true, cancellationToken);
            return _mayBeLeftOver ? _conflictPause : TimeSpan.Zero;
        }
        // Somebody has set it since the bot asks.
        if (standing.Conflict(" and sets a webhook", TelegramWebhook.Quiet))
            Log.WebhookConflict(logger);
        await RemoveWebhookAsync(tellOwners: false, cancellationToken);
        return _conflictPause;
    }

    // While a webhook is set, getUpdates answers nothing but 409. What fails here is tried again with the next one: the
    // poll goes on whatever happens.
    private async Task<bool> RemoveWebhookAsync(bool tellOwners, CancellationToken cancellationToken)
    {
        try
        {
            var client = connection.Client.Sending;
            var webhook = await client.GetWebhookInfo(cancellationToken);
            if (string.IsNullOrEmpty(webhook.Url))
                return true;
            await client.DeleteWebhook(dropPendingUpdates: false, cancellationToken);
            var where = WebhookAddress.Origin(webhook.Url);
            Log.WebhookRemoved(logger, where);
            // Who changed the settings knows.
            if (tellOwners && !await address.IsOwnAsync(webhook.Url, cancellationToken))
                await owners.TellAsync("operator.webhook-removed", cancellationToken, ("address", where));
            return true;
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
                standing.Lost(exception);
            return false;
        }
    }
}
