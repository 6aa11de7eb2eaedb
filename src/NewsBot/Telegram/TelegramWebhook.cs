using NewsBot.Core.Conversation;
using NewsBot.Operations;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace NewsBot.Telegram;

/// <summary>
/// setWebhook, called by the leader only; the updates come to any node (<see cref="Web.WebhookEndpoint"/>). That it is
/// still ours and that Telegram can deliver is looked at every ten seconds: another program with the token shows in
/// nothing else.
/// </summary>
internal sealed class TelegramWebhook(
    BotConnection connection, WebhookAddress address, BotStatus status, TelegramStanding standing, TimeProvider time, ILogger<TelegramWebhook> logger)
    : IUpdateReception
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>Another program that looks as often as we do has set its webhook again by then.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    // Telegram's own number. It posts the updates of one chat one after the other whatever this is.
    private const int MaximumConnections = 40;
    private static readonly TimeSpan _refusedPause = TimeSpan.FromSeconds(30);
    // Telegram waits a minute at most before it tries again.
    private static readonly TimeSpan _recently = TimeSpan.FromMinutes(2);

    private ITelegramBotClient Client => connection.Client.Sending;

    public async Task RunAsync(BotIdentity bot, Action onFirstAnswer, CancellationToken cancellationToken)
    {
        var (isSet, answered) = (false, false);
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = LookEvery;
            try
            {
                var wasRefused = standing.IsRefused;
                var found = await Client.GetWebhookInfo(cancellationToken);
                if (found.Url != address.Url)
                    await MeetAsync(found.Url, isSet, cancellationToken);
                // Also when it stands already: its secret may be another.
                if (!isSet || found.Url != address.Url)
                    await SetAsync(cancellationToken);
                else
                    LookAtDelivery(found);
                isSet = true;
                await standing.SucceededAsync(wasRefused, cancellationToken);
                if (!answered && !standing.InConflict)
                {
                    answered = true;
                    onFirstAnswer();
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (ApiRequestException refused) when (refused.ErrorCode == 400)
            {
                pause = Refused(refused);
            }
            catch (Exception exception)
            {
                pause = standing.Failed(exception);
            }
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        // Who leads from now on says so.
        status.Delivers();
    }

    // One that this installation set itself, under a former Web:PublicUrl, is replaced without a word.
    private async Task MeetAsync(string? found, bool wasSet, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(found) ? !wasSet : await address.IsOwnAsync(found, cancellationToken))
            return;
        var deed = string.IsNullOrEmpty(found) ? "removed the webhook" : $"set the webhook to {WebhookAddress.Origin(found)}";
        if (standing.Conflict($" (it has {deed})", Quiet))
            Log.WebhookTaken(logger, deed);
    }

    private async Task SetAsync(CancellationToken cancellationToken)
    {
        var url = address.Url;
        await address.RememberAsync(url, cancellationToken);
        await Client.SetWebhook(
            url, maxConnections: MaximumConnections, allowedUpdates: TelegramMapping.AllowedUpdates, secretToken: address.Secret,
            cancellationToken: cancellationToken);
        Log.WebhookSet(logger, url);
    }

    private void LookAtDelivery(WebhookInfo info)
    {
        // With nothing waiting, whatever failed has come meanwhile.
        if (info.PendingUpdateCount > 0 && info.LastErrorDate is { } at && time.GetUtcNow() - at < _recently)
        {
            var reason = info.LastErrorMessage ?? "no reason given";
            if (status.Undelivered($"it cannot deliver updates to {address.Url} ({info.PendingUpdateCount} waiting): {reason}"))
                Log.WebhookFails(logger, address.Url, info.PendingUpdateCount, reason);
        }
        else if (status.Delivers())
        {
            Log.WebhookDelivers(logger);
        }
    }

    private TimeSpan Refused(ApiRequestException refused)
    {
        var reason = TelegramErrors.Text(refused);
        if (status.Lost($"it does not take the webhook {address.Url}: {reason}"))
            Log.WebhookRefused(logger, address.Url, reason);
        return _refusedPause;
    }
}
