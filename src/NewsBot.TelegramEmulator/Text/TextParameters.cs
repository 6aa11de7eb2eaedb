using System.Text;
using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>Reads a text or caption with its parse mode or entities from a request and holds it to Telegram's limits.</summary>
internal static class TextParameters
{
    private const int MaximumBytes = 32768;
    private const int MaximumText = 4096;
    private const int MaximumCaption = 1024;

    public static FormattedText Text(RequestParameters parameters)
    {
        var text = Read(parameters.Text("text"), parameters.Text("parse_mode"), parameters.Array("entities", "MessageEntity"), "Message text is empty");
        if (text.Text.Length == 0)
            throw Refusal.BadRequest("text must be non-empty");
        return TextCleanup.Length(text.Text) > MaximumText ? throw Refusal.BadRequest("Message is too long") : text;
    }

    public static FormattedText Caption(RequestParameters parameters) =>
        Caption(parameters.Text("caption"), parameters.Text("parse_mode"), parameters.Array("caption_entities", "MessageEntity"));

    public static FormattedText Caption(string caption, string parseMode, JsonArray? entities)
    {
        var text = caption.Length == 0 ? FormattedText.Empty : Read(caption, parseMode, entities, "");
        return TextCleanup.Length(text.Text) > MaximumCaption ? throw Refusal.BadRequest("Message caption is too long") : text;
    }

    private static FormattedText Read(string raw, string parseMode, JsonArray? entities, string whenEmpty)
    {
        if (raw.Length == 0)
            throw Refusal.BadRequest(whenEmpty);
        if (Encoding.UTF8.GetByteCount(raw) > MaximumBytes)
            throw Refusal.BadRequest("Text is too long");
        var text = parseMode.ToLowerInvariant() switch
        {
            "" or "none" => new FormattedText(raw, entities is null ? [] : Entities(raw, entities)),
            "html" => Html(raw),
            // Markdown is a style of its own that nothing here sends yet; saying so beats rendering it wrongly.
            _ => throw Refusal.BadRequest("Unsupported parse_mode"),
        };
        return PlainEntities.Find(TextCleanup.Apply(text));
    }

    private static FormattedText Html(string raw)
    {
        var result = HtmlEntityParser.Parse(raw);
        if (result is HtmlResult.Unreadable unreadable)
            throw Refusal.BadRequest("can't parse entities: " + unreadable.Reason);
        return ((HtmlResult.Parsed)result).Text;
    }

    private static List<TextEntity> Entities(string text, JsonArray entities)
    {
        var read = new List<TextEntity>();
        foreach (var node in entities)
        {
            if (node is not JsonObject entity || entity["type"] is null || entity["offset"] is null || entity["length"] is null)
                throw Refusal.BadRequest("can't parse MessageEntity: Object with type, offset and length expected");
            var (type, offset, length) = ((string)entity["type"]!, (int)entity["offset"]!, (int)entity["length"]!);
            if (offset < 0 || length <= 0)
                continue;
            if (offset + length > text.Length)
                throw Refusal.BadRequest(
                    $"Entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {offset + length}");
            if (InsideSymbol(text, offset))
                throw Refusal.BadRequest($"Entity begins in a middle of a UTF-16 symbol at byte offset {Encoding.UTF8.GetByteCount(text.AsSpan(0, offset - 1))}");
            if (InsideSymbol(text, offset + length))
                throw Refusal.BadRequest($"Entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol at byte offset {Encoding.UTF8.GetByteCount(text.AsSpan(0, offset + length - 1))}");
            if (Read(entity, new TextEntity(type, offset, length)) is { } accepted)
                read.Add(accepted);
        }
        return EntityRules.Sorted(read);
    }

    // What Telegram finds by itself (url, mention…) is ignored when given.
    private static TextEntity? Read(JsonObject json, TextEntity entity)
    {
        switch (entity.Type)
        {
            case "bold" or "italic" or "underline" or "strikethrough" or "spoiler" or "code" or "blockquote" or "expandable_blockquote":
                return entity;
            case "pre":
                return entity with { Language = (string?)json["language"] };
            case "custom_emoji":
                return entity with { CustomEmojiId = (string?)json["custom_emoji_id"] };
            case "date_time":
                return entity with { UnixTime = (long?)json["unix_time"], DateTimeFormat = (string?)json["date_time_format"] };
            case "text_mention":
                return entity with { UserId = (long?)json["user"]?["id"] };
            case "text_link":
                var link = (string?)json["url"] ?? "";
                if (LinkCheck.UserId(link) is { } user)
                    return entity with { Type = "text_mention", UserId = user };
                return entity with { Url = LinkCheck.Require(link, "entity") };
            default:
                return null;
        }
    }

    private static bool InsideSymbol(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]);
}
