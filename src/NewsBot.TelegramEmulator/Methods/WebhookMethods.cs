using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Updates;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>
/// setWebhook, deleteWebhook, getWebhookInfo. The emulator reaches loopback addresses only, so plain http and any port
/// are taken there, and nothing else is.
/// </summary>
internal static partial class WebhookMethods
{
    public static JsonNode SetWebhook(MethodCall call)
    {
        var (world, parameters) = (call.World, call.Parameters);
        var url = parameters.Text("url");
        if (url.Length == 0)
            return DeleteWebhook(call);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw Refusal.BadRequest("bad webhook: An HTTPS URL must be provided for webhook");
        if (!IsLoopback(address))
            throw Refusal.BadRequest("bad webhook: the emulator reaches loopback addresses only");
        var secret = parameters.Text("secret_token");
        if (secret.Length > 0 && !Secret().IsMatch(secret))
            throw Refusal.BadRequest("secret token contains unallowed characters");
        var webhook = new Webhook
        {
            Url = url,
            SecretToken = secret.Length > 0 ? secret : null,
            MaxConnections = (int)Math.Clamp(parameters.Number("max_connections") ?? 40, 1, 100),
        };
        // Set as it is, nothing changes: not even the time of the next try. Changes are taken once a second.
        if (world.Profile.Webhook?.IsSameAs(webhook) != true)
        {
            if (world.WebhookSetAt is { } last && world.Time.GetElapsedTime(last) < TimeSpan.FromSeconds(1))
                throw Refusal.TooManyRequests(1);
            world.WebhookSetAt = world.Time.GetTimestamp();
            world.Profile.Webhook = webhook;
        }
        AllowedUpdates.Remember(world, parameters);
        if (parameters.Flag("drop_pending_updates"))
            world.Updates.Clear();
        world.SaveProfile();
        world.Updates.Wake();
        return JsonValue.Create(true);
    }

    public static JsonNode DeleteWebhook(MethodCall call)
    {
        call.World.Profile.Webhook = null;
        if (call.Parameters.Flag("drop_pending_updates"))
            call.World.Updates.Clear();
        call.World.SaveProfile();
        return JsonValue.Create(true);
    }

    public static JsonNode GetWebhookInfo(MethodCall call)
    {
        var webhook = call.World.Profile.Webhook;
        var info = new JsonObject
        {
            ["url"] = webhook?.Url ?? "",
            ["has_custom_certificate"] = false,
            ["pending_update_count"] = call.World.Updates.Count(),
        };
        if (webhook is not null)
        {
            info["max_connections"] = webhook.MaxConnections;
            info["ip_address"] = "127.0.0.1";
        }
        if (webhook?.LastErrorDate is { } at)
        {
            info["last_error_date"] = at;
            info["last_error_message"] = webhook.LastErrorMessage;
        }
        if (call.World.Profile.AllowedUpdates is { } allowed)
            info["allowed_updates"] = new JsonArray([.. allowed.Select(a => (JsonNode)a)]);
        return info;
    }

    private static bool IsLoopback(Uri address) =>
        string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));

    [GeneratedRegex("^[A-Za-z0-9_-]{1,256}$")]
    private static partial Regex Secret();
}
