using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>The bot's latest requests and what came of them, in memory, for tests and for the curious.</summary>
internal sealed class Journal(int size)
{
    private sealed record Entry(long Number, DateTimeOffset At, string Method, IReadOnlyDictionary<string, string> Parameters, int Status, string? Error, string? Fault, long? MessageId);

    private readonly Lock gate = new();
    private readonly Queue<Entry> entries = new();
    private long last;

    /// <param name="at">On the emulator's clock.</param>
    /// <param name="method">As the bot wrote it.</param>
    /// <param name="parameters">As they came.</param>
    /// <param name="status">HTTP status; 0 when the connection was dropped.</param>
    /// <param name="error">Telegram's words, or the fault's kind.</param>
    /// <param name="fault">The kind of the fault this call met, also one that was played after the call was done.</param>
    /// <param name="result">What the bot is told.</param>
    public void Add(DateTimeOffset at, string method, RequestParameters parameters, int status, string? error, string? fault, JsonNode? result)
    {
        var messageId = (result as JsonObject)?["message_id"] is JsonValue id && id.TryGetValue<long>(out var number) ? number : (long?)null;
        lock (gate)
        {
            entries.Enqueue(new Entry(++last, at, method, parameters.Values, status, error, fault, messageId));
            if (entries.Count > size)
                entries.Dequeue();
        }
    }

    public JsonArray After(long number, string? method)
    {
        lock (gate)
        {
            return [.. entries
                .Where(e => e.Number > number && (method is null || string.Equals(e.Method, method, StringComparison.OrdinalIgnoreCase)))
                .Select(ToJson)];
        }
    }

    private static JsonNode ToJson(Entry entry)
    {
        var json = new JsonObject
        {
            ["n"] = entry.Number,
            ["at"] = entry.At.ToUnixTimeMilliseconds(),
            ["method"] = entry.Method,
            ["parameters"] = new JsonObject(entry.Parameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
            ["status"] = entry.Status,
        };
        if (entry.Error is not null)
            json["errorDescription"] = entry.Error;
        if (entry.Fault is not null)
            json["fault"] = entry.Fault;
        if (entry.MessageId is { } id)
            json["messageId"] = id;
        return json;
    }
}
