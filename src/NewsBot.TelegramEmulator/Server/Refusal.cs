using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>
/// Telegram says no. Thrown where the rule is, caught in one place (<see cref="BotApi"/>): some sixty methods with
/// several checks each stay readable this way, and a refusal must undo the store's transaction anyway.
/// </summary>
internal class Refusal(int code, string description, JsonObject? parameters = null) : Exception(description)
{
    public int Code => code;

    public JsonObject? Parameters => parameters;

    /// <summary>400 with Telegram's prefix; the first letter is lower-cased as the official server does, codes in capitals stay.</summary>
    public static Refusal BadRequest(string reason)
    {
        var isCode = reason.All(c => c is '_' or (>= 'A' and <= 'Z') or (>= '0' and <= '9'));
        var shown = isCode || reason.Length == 0 ? reason : char.ToLowerInvariant(reason[0]) + reason[1..];
        return new Refusal(400, "Bad Request: " + shown);
    }

    public static Refusal Forbidden(string reason) => new(403, "Forbidden: " + reason);

    public static Refusal Conflict(string reason) => new(409, "Conflict: " + reason);

    public static Refusal TooManyRequests(int retryAfter) =>
        new(429, $"Too Many Requests: retry after {retryAfter}", new JsonObject { ["retry_after"] = retryAfter });

    public static Refusal Migrated(long newChatId) => new(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        new JsonObject { ["migrate_to_chat_id"] = newChatId });
}

/// <summary>The no of flood control itself, as against one that a fault plays.</summary>
internal sealed class FloodRefused(int retryAfter)
    : Refusal(429, $"Too Many Requests: retry after {retryAfter}", new JsonObject { ["retry_after"] = retryAfter });
