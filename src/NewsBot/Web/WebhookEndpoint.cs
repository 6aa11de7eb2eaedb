using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using NewsBot.Core.Conversation;
using NewsBot.Core.Storage;
using NewsBot.Operations;
using NewsBot.Telegram;

namespace NewsBot.Web;

/// <summary>
/// <c>POST /telegram/webhook</c>: an update, from who knows the secret. Any node stores it in the inbox, and answers 200
/// once it is committed there; the leader hears of it and works it off. Telegram posts again whatever is not answered 2xx.
/// </summary>
internal sealed class WebhookEndpoint(WebhookAddress address, BotConnection connection, Inbox inbox, TimeProvider time, ILogger<WebhookEndpoint> logger)
{
    // A message has 4,096 characters and describes at most another one.
    private const long MaximumBody = 1 << 20;
    private static readonly TimeSpan _patienceWithStore = TimeSpan.FromSeconds(20);

    private readonly OncePerMinute _strangers = new(time);
    private readonly OncePerMinute _failures = new(time);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(WebhookAddress.Path, (RequestDelegate)(async context =>
            context.Response.StatusCode = await context.RequestServices.GetRequiredService<WebhookEndpoint>().ReceiveAsync(context)));

    private async Task<int> ReceiveAsync(HttpContext context)
    {
        if (!address.Knows(context.Request.Headers[WebhookAddress.SecretHeader]))
        {
            if (_strangers.IsNext())
                Log.WebhookStranger(logger);
            return StatusCodes.Status403Forbidden;
        }
        // Before Telegram has said who we are, nobody knows what is addressed to us.
        if (connection.Identity is not { } bot)
            return StatusCodes.Status503ServiceUnavailable;
        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = MaximumBody;
            return Read(await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted)) is { } update
                ? await StoreAsync(bot, update, context.RequestAborted)
                : Unreadable("it has no update_id");
        }
        catch (BadHttpRequestException refused)
        {
            Log.WebhookUnreadable(logger, refused.Message);
            return refused.StatusCode;
        }
        // Their messages may quote what somebody wrote.
        catch (JsonException exception)
        {
            return Unreadable($"it is no JSON at byte {exception.BytePositionInLine} of line {exception.LineNumber}");
        }
        catch (InvalidOperationException)
        {
            return Unreadable("it is no UTF-8");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody hears the answer.
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task<int> StoreAsync(BotIdentity bot, ReceivedUpdate update, CancellationToken aborted)
    {
        using var patience = new CancellationTokenSource(_patienceWithStore, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, patience.Token);
        try
        {
            // A repeat is dropped there, and answered like the first.
            await inbox.AcceptAsync(bot, [update], either.Token);
            return StatusCodes.Status200OK;
        }
        catch (StoreUnavailableException)
        {
            // Telegram keeps it, and posts it again.
            return StatusCodes.Status503ServiceUnavailable;
        }
        catch (Exception exception) when (!aborted.IsCancellationRequested)
        {
            if (_failures.IsNext())
                Log.WebhookNotStored(logger, exception);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private int Unreadable(string reason)
    {
        Log.WebhookUnreadable(logger, reason);
        return StatusCodes.Status400BadRequest;
    }

    // Null: no update of Telegram's.
    private static ReceivedUpdate? Read(JsonDocument document)
    {
        using (document)
        {
            var update = document.RootElement;
            return update.ValueKind == JsonValueKind.Object && update.TryGetProperty("update_id", out var id)
                && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number)
                ? new ReceivedUpdate(number, update.GetRawText())
                : null;
        }
    }
}
