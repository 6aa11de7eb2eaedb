using System.Text;
using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Updates;

/// <summary>The way to a webhook: one POST an update, with the secret in its header.</summary>
internal sealed class WebhookLine : IDisposable
{
    // Only loopback addresses get here (WebhookMethods), and nothing leads away from them: no redirects, no proxy.
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
    })
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Null when the bot has taken the update, else what getWebhookInfo says of it.</summary>
    public async Task<string?> PostAsync(Webhook webhook, JsonObject update, CancellationToken cancellationToken)
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
        catch (HttpRequestException failure)
        {
            return failure.HttpRequestError == HttpRequestError.ConnectionError ? "Connection refused" : "Connection closed";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "Read timeout expired";
        }
    }

    public void Dispose() => client.Dispose();
}
