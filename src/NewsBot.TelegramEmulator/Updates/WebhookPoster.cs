using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Faults;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Updates;

/// <summary>
/// Posts updates to the bot's webhook, one after the other and in order, with the secret in its header. Anything but
/// 2xx is tried again after 1, 2, 4… up to 60 seconds and shows in getWebhookInfo.
/// </summary>
internal sealed class WebhookPoster(BotWorld world, FaultList faults, ILogger log)
{
    private sealed record Posting(PendingUpdate Update, int Times);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        HttpClient? client = null;
        var pause = FirstPause;
        Posting? posting = null;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var arrived = world.Updates.Arrived;
                var webhook = world.Profile.Webhook;
                posting = webhook is null ? null : Next(posting);
                if (webhook is null || posting is null)
                {
                    await arrived.WaitAsync(cancellationToken);
                    continue;
                }
                client ??= NewClient();
                if (await PostAsync(client, webhook, posting.Update.Json, cancellationToken) is { } failure)
                {
                    log.WebhookFailed(failure);
                    Remember(webhook, failure);
                    await PauseAsync(webhook, pause, cancellationToken);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
                else
                {
                    pause = FirstPause;
                    if (posting.Times == 1)
                        world.Change(() => world.Updates.Remove(posting.Update.Id));
                    posting = posting.Times > 1 ? posting with { Times = posting.Times - 1 } : null;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The emulator stops.
        }
        finally
        {
            client?.Dispose();
        }
    }

    // What goes next: the same again until it was taken, else the oldest, or the one after it when a fault says so.
    private Posting? Next(Posting? unfinished)
    {
        var waiting = world.Change(() => world.Updates.From(0, 2));
        if (unfinished is not null && waiting.Find(u => u.Id == unfinished.Update.Id) is { } same)
            return unfinished with { Update = same };
        if (waiting.Count == 0)
            return null;
        var fault = faults.TakeForUpdates();
        return new Posting(fault == UpdateFault.Reverse ? waiting[^1] : waiting[0], fault == UpdateFault.Duplicate ? 2 : 1);
    }

    // A webhook set anew ends the pause; another update does not.
    private async Task PauseAsync(Webhook failed, TimeSpan pause, CancellationToken cancellationToken)
    {
        var over = Task.Delay(pause, world.Time, cancellationToken);
        while (!over.IsCompleted)
        {
            var arrived = world.Updates.Arrived;
            if (!ReferenceEquals(world.Profile.Webhook, failed))
                return;
            await Task.WhenAny(arrived, over);
        }
        await over;
    }

    // Only loopback addresses get here (WebhookMethods), and nothing leads away from them: no redirects, no proxy.
    private static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
    })
    {
        Timeout = Patience,
    };

    private static async Task<string?> PostAsync(HttpClient client, Webhook webhook, JsonObject update, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url);
        request.Content = new StringContent(update.ToJsonString(EmulatorJson.Wire), Encoding.UTF8, "application/json");
        if (webhook.SecretToken is not null)
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", webhook.SecretToken);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? null
                : $"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (HttpRequestException)
        {
            return "Connection refused";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "Read timeout expired";
        }
    }

    private void Remember(Webhook webhook, string failure) => world.Change(() =>
    {
        webhook.LastErrorDate = world.Now;
        webhook.LastErrorMessage = failure;
        world.SaveProfile();
    });
}
