using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>A part of a text with a meaning; offset and length in UTF-16 units, names as in the Bot API's MessageEntity.</summary>
internal sealed record TextEntity(string Type, int Offset, int Length)
{
    public string? Url { get; init; }

    public string? Language { get; init; }

    public string? CustomEmojiId { get; init; }

    public long? UserId { get; init; }

    public long? UnixTime { get; init; }

    public string? DateTimeFormat { get; init; }

    public int End => Offset + Length;

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = Type, ["offset"] = Offset, ["length"] = Length };
        if (Url is not null)
            json["url"] = Url;
        if (Language is not null)
            json["language"] = Language;
        if (CustomEmojiId is not null)
            json["custom_emoji_id"] = CustomEmojiId;
        if (UserId is { } user)
            json["user"] = new JsonObject { ["id"] = user, ["is_bot"] = false, ["first_name"] = "" };
        if (UnixTime is { } moment)
            json["unix_time"] = moment;
        if (DateTimeFormat is not null)
            json["date_time_format"] = DateTimeFormat;
        return json;
    }
}

/// <summary>A text and its entities, sorted by offset, longer ones first.</summary>
internal sealed record FormattedText(string Text, IReadOnlyList<TextEntity> Entities)
{
    public static FormattedText Empty { get; } = new("", []);

    public JsonArray EntitiesJson() => [.. Entities.Select(e => (JsonNode)e.ToJson())];
}
