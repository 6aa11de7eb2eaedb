using System.Text.Json.Nodes;

namespace NewsBot.HostTests.Emulator;

/// <summary>A message as a person sees it on the page.</summary>
internal sealed record ChatMessage(JsonObject Json)
{
    public long ChatId => (long)Json["chatId"]!;

    public long Id => (long)Json["id"]!;

    public bool FromBot => (string?)Json["from"]?["kind"] == "bot";

    /// <summary>text, photo, document, sticker, voice, rich, service.</summary>
    public string Kind => (string)Json["kind"]!;

    /// <summary>The text or caption; empty when there is none.</summary>
    public string Text => (string?)Json["text"] ?? (string?)Json["caption"] ?? "";

    public bool IsEdited => Json["editDate"] is not null;

    public bool IsSilent => (bool)Json["silent"]!;

    public string? PhotoUrl => (string?)Json["photo"]?["url"];

    public string? PreviewUrl => (string?)Json["preview"]?["url"];

    public long? ReplyTo => (long?)Json["replyTo"];

    /// <summary>Entities as "type:covered text", with the address of links after an arrow.</summary>
    public IReadOnlyList<string> Entities => ((JsonArray)Json["entities"]!).Select(e =>
        $"{e!["type"]}:{Text.Substring((int)e["offset"]!, (int)e["length"]!)}{(e["url"] is { } url ? $"→{url}" : "")}").ToList();

    /// <summary>The address behind each linked piece of text.</summary>
    public IReadOnlyList<string> Links => ((JsonArray)Json["entities"]!).Select(e => (string?)e!["url"]).OfType<string>().ToList();

    public IReadOnlyList<string> ButtonTexts => Rows.SelectMany(r => r.Select(b => (string)b["text"]!)).ToList();

    public (int Row, int Column)? FindButton(string text)
    {
        var rows = Rows;
        for (var row = 0; row < rows.Count; row++)
        {
            var column = rows[row].FindIndex(b => ((string)b["text"]!).Contains(text, StringComparison.Ordinal));
            if (column >= 0)
                return (row, column);
        }
        return null;
    }

    private List<List<JsonObject>> Rows =>
        (Json["buttons"] as JsonArray ?? []).Select(r => ((JsonArray)r!).Select(b => (JsonObject)b!).ToList()).ToList();
}

/// <summary>A request the bot made.</summary>
internal sealed record JournalEntry(JsonObject Json)
{
    public long Number => (long)Json["n"]!;

    public string Method => (string)Json["method"]!;

    public int Status => (int)Json["status"]!;

    public string? Error => (string?)Json["errorDescription"];

    /// <summary>The kind of the fault it met, also one that was played after it was done.</summary>
    public string? Fault => (string?)Json["fault"];

    /// <summary>A parameter as text, nested ones as JSON; empty when it was not sent.</summary>
    public string Parameter(string name) => (string?)Json["parameters"]?[name] ?? "";
}

/// <summary>Everything the page knows.</summary>
internal sealed record EmulatorState(JsonObject Json)
{
    public JsonObject Bot => (JsonObject)Json["bot"]!;

    public JsonArray Commands => (JsonArray)Json["commands"]!;

    public long PersonId(string firstName) =>
        (long)((JsonArray)Json["people"]!).First(p => (string?)p!["firstName"] == firstName)!["id"]!;

    public JsonObject Chat(long id) => (JsonObject)((JsonArray)Json["chats"]!).First(c => (long)c!["id"]! == id)!;

    public long ChatId(string title) => (long)((JsonArray)Json["chats"]!).First(c => (string?)c!["title"] == title)!["id"]!;
}

/// <summary>What flood control counted, in all or of one chat; moments are the emulator's.</summary>
internal sealed record TrafficView(JsonObject Json)
{
    /// <summary>Messages accepted; an album counts as its messages.</summary>
    public long Messages => (long)Json["messages"]!;

    public long Edits => (long)Json["edits"]!;

    /// <summary>Requests answered with 429 by flood control (not by a fault).</summary>
    public long Refused => (long)Json["refused"]!;

    /// <summary>Messages and edits refused otherwise.</summary>
    public long Failed => (long)Json["failed"]!;

    /// <summary>The most messages within any second, wherever it begins.</summary>
    public int MostInASecond => (int)Json["mostInASecond"]!;

    /// <summary>Of one chat only.</summary>
    public int MostInAMinute => (int)Json["mostInAMinute"]!;

    /// <summary>In all only: Stars charged.</summary>
    public decimal Stars => (decimal)Json["stars"]!;

    public DateTimeOffset FirstAt => DateTimeOffset.FromUnixTimeMilliseconds((long)Json["firstAt"]!);

    public DateTimeOffset LastAt => DateTimeOffset.FromUnixTimeMilliseconds((long)Json["lastAt"]!);

    /// <summary>In all only: the seconds in which something came, with what passed and what was refused.</summary>
    public IReadOnlyList<(DateTimeOffset At, int Passed, int Refused)> Seconds => ((JsonArray)Json["seconds"]!)
        .Select(s => (DateTimeOffset.FromUnixTimeSeconds((long)s![0]!), (int)s[1]!, (int)s[2]!)).ToList();

    /// <summary>In all only: the last 200 refusals as "scope chatId: retry after N".</summary>
    public IReadOnlyList<string> Refusals => ((JsonArray)Json["refusals"]!).Select(r => $"{r!["scope"]} {r["chatId"]}: retry after {r["retryAfter"]}").ToList();
}
