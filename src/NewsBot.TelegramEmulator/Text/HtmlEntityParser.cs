using System.Text;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>What came of parsing a text with parse_mode HTML.</summary>
internal abstract record HtmlResult
{
    private HtmlResult()
    {
    }

    internal sealed record Parsed(FormattedText Text) : HtmlResult;

    /// <summary>Telegram's reason, without the prefix "Bad Request: can't parse entities: ".</summary>
    internal sealed record Unreadable(string Reason) : HtmlResult;
}

/// <summary>
/// Telegram's HTML as its servers read it (Bot API, "HTML style"; the rules and error texts are those of the official
/// client library): tags of a closed list in any case, attributes quoted or as a name token, four named entities and
/// numeric ones, everything else literal. Places in errors are byte offsets in UTF-8, entities count UTF-16 units.
/// </summary>
internal sealed class HtmlEntityParser
{
    private sealed record OpenTag(string Name, string Argument, string Format, int Offset, int TextStart);

    private static readonly HashSet<string> KnownTags =
    [
        "a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "tg-time", "span", "pre", "code", "blockquote",
    ];

    private readonly byte[] source;
    private readonly StringBuilder text = new();
    private readonly List<TextEntity> entities = [];
    private readonly Stack<OpenTag> open = new();
    private int at;

    private HtmlEntityParser(string html) => source = Encoding.UTF8.GetBytes(html);

    public static HtmlResult Parse(string html)
    {
        var parser = new HtmlEntityParser(html);
        return parser.Run() is { } reason
            ? new HtmlResult.Unreadable(reason)
            : new HtmlResult.Parsed(new FormattedText(parser.text.ToString(), EntityRules.Sorted(parser.entities.Select(WithoutCodeLanguage))));
    }

    // Beyond the end stands a zero, which the rules below count as white space, as the official parser does.
    private byte Current => at < source.Length ? source[at] : (byte)0;

    private bool AtEnd => at >= source.Length;

    private string? Run()
    {
        var literal = 0;
        while (!AtEnd)
        {
            if (Current == '&' && HtmlCharacters.TryDecode(source, at, out var rune, out var next))
            {
                CopyLiteral(literal);
                text.Append(rune.ToString());
                at = literal = next;
            }
            else if (Current == '<')
            {
                CopyLiteral(literal);
                var begin = at++;
                if ((Current == '/' ? EndTag(begin) : StartTag(begin)) is { } reason)
                    return reason;
                literal = at;
            }
            else
            {
                at++;
            }
        }
        CopyLiteral(literal);
        return open.TryPeek(out var unclosed) ? $"Can't find end tag corresponding to start tag \"{unclosed.Name}\"" : null;
    }

    private void CopyLiteral(int from)
    {
        if (at > from)
            text.Append(Encoding.UTF8.GetString(source, from, at - from));
    }

    private string? StartTag(int begin)
    {
        while (!AtEnd && !IsSpace(Current) && Current != '>')
            at++;
        if (AtEnd || Current == 0)
            return $"Unclosed start tag at byte offset {begin}";
        var name = Slice(begin + 1, at).ToLowerInvariant();
        if (!KnownTags.Contains(name))
            return $"Unsupported start tag \"{name}\" at byte offset {begin}";

        var argument = "";
        var format = "";
        while (Current != '>')
        {
            SkipSpaces();
            if (Current == '>')
                break;
            if (Attribute(name, begin, out var attribute, out var value) is { } reason)
                return reason;
            switch (name, attribute)
            {
                case ("a", "href") or ("tg-emoji", "emoji-id") or ("tg-time", "unix"):
                    argument = value ?? "";
                    break;
                case ("tg-time", "format"):
                    format = value ?? "";
                    break;
                case ("code", "class") when value?.StartsWith("language-", StringComparison.Ordinal) == true:
                    argument = value[9..];
                    break;
                case ("span", "class") when value?.StartsWith("tg-", StringComparison.Ordinal) == true:
                    argument = value[3..];
                    break;
                case ("blockquote", "expandable"):
                    argument = "1";
                    break;
            }
        }
        if (name == "span" && argument != "spoiler")
            return $"Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}";
        at++;
        open.Push(new OpenTag(name, argument, format, text.Length, text.Length));
        return null;
    }

    private string? Attribute(string tag, int begin, out string attribute, out string? value)
    {
        value = null;
        var start = at;
        while (!AtEnd && !IsSpace(Current) && Current is not ((byte)'=' or (byte)'>' or (byte)'/' or (byte)'"' or (byte)'\''))
            at++;
        attribute = Slice(start, at);
        if (attribute.Length == 0)
            return AtEnd
                ? $"Unclosed start tag \"{tag}\" at byte offset {begin}"
                : $"Empty attribute name in the tag \"{tag}\" at byte offset {begin}";
        SkipSpaces();
        if (AtEnd)
            return $"Unclosed start tag \"{tag}\" at byte offset {begin}";
        if (Current != '=')
            return null;
        at++;
        SkipSpaces();
        if (AtEnd)
            return $"Unclosed start tag \"{tag}\" at byte offset {begin}";
        if (Current is (byte)'"' or (byte)'\'')
        {
            value = QuotedValue();
        }
        else
        {
            var token = at;
            while (!AtEnd && (char.IsAsciiLetterOrDigit((char)Current) || Current is (byte)'.' or (byte)'-'))
                at++;
            value = Slice(token, at).ToLowerInvariant();
            if (!IsSpace(Current) && Current != '>')
                return $"Unexpected end of name token at byte offset {token}";
        }
        return AtEnd ? $"Unclosed start tag at byte offset {begin}" : null;
    }

    private string QuotedValue()
    {
        var quote = Current;
        var value = new List<byte>();
        for (at++; !AtEnd && Current != quote;)
        {
            if (Current == '&' && HtmlCharacters.TryDecode(source, at, out var rune, out var next))
            {
                value.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
                at = next;
            }
            else
            {
                value.Add(Current);
                at++;
            }
        }
        if (!AtEnd)
            at++;
        return Encoding.UTF8.GetString([.. value]);
    }

    private string? EndTag(int begin)
    {
        if (!open.TryPop(out var tag))
            return $"Unexpected end tag at byte offset {begin}";
        while (!AtEnd && !IsSpace(Current) && Current != '>')
            at++;
        var name = Slice(begin + 2, at).ToLowerInvariant();
        SkipSpaces();
        if (Current != '>')
            return $"Unclosed end tag at byte offset {begin}";
        if (name.Length > 0 && name != tag.Name)
            return $"Unmatched end tag at byte offset {begin}, expected \"</{tag.Name}>\", found \"</{name}>\"";
        at++;
        return text.Length > tag.Offset ? Close(tag) : null;
    }

    private string? Close(OpenTag tag)
    {
        var (offset, length) = (tag.Offset, text.Length - tag.Offset);
        switch (tag.Name)
        {
            case "tg-emoji":
                if (!long.TryParse(tag.Argument, out var emoji) || emoji == 0)
                    return "Invalid custom emoji identifier specified";
                entities.Add(new TextEntity("custom_emoji", offset, length) { CustomEmojiId = tag.Argument });
                return null;
            case "tg-time":
                if (!long.TryParse(tag.Argument, out var moment) || moment <= 0)
                    return "Invalid Unix time specified";
                if (!DateTimeFormat.IsValid(tag.Format))
                    return "Invalid date-time format specified";
                entities.Add(new TextEntity("date_time", offset, length)
                {
                    UnixTime = moment,
                    DateTimeFormat = tag.Format.Length > 0 ? tag.Format : null,
                });
                return null;
            case "a":
                var address = tag.Argument.Length > 0 ? tag.Argument : text.ToString(tag.TextStart, length);
                if (LinkCheck.UserId(address) is { } user)
                    entities.Add(new TextEntity("text_mention", offset, length) { UserId = user });
                else if (LinkCheck.Check(address) is LinkCheck.Result.Accepted accepted)
                    entities.Add(new TextEntity("text_link", offset, length) { Url = accepted.Url });
                return null;
            case "pre" or "code":
                CloseCode(tag, offset, length);
                return null;
            default:
                entities.Add(new TextEntity(EntityType(tag), offset, length));
                return null;
        }
    }

    // <pre><code class="language-x"> in either order is one block with a language.
    private void CloseCode(OpenTag tag, int offset, int length)
    {
        var language = tag.Name == "code" && tag.Argument.Length > 0 ? tag.Argument : null;
        var inner = entities.Count > 0 && entities[^1].Offset == offset && entities[^1].Length == length ? entities[^1] : null;
        if (inner is { Type: "code", Language: not null } && tag.Name == "pre")
            entities[^1] = inner with { Type = "pre" };
        else if (inner is { Type: "pre" } && language is not null)
            entities[^1] = inner with { Language = language };
        else
            entities.Add(new TextEntity(tag.Name, offset, length) { Language = language });
    }

    private static TextEntity WithoutCodeLanguage(TextEntity entity) => entity.Type == "code" ? entity with { Language = null } : entity;

    private static string EntityType(OpenTag tag) => tag.Name switch
    {
        "b" or "strong" => "bold",
        "i" or "em" => "italic",
        "s" or "strike" or "del" => "strikethrough",
        "u" or "ins" => "underline",
        "tg-spoiler" or "span" => "spoiler",
        _ => tag.Argument.Length > 0 ? "expandable_blockquote" : "blockquote",
    };

    private void SkipSpaces()
    {
        while (!AtEnd && IsSpace(Current))
            at++;
    }

    private string Slice(int from, int to) => Encoding.UTF8.GetString(source, from, to - from);

    private static bool IsSpace(byte value) => value is 0 or (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or 11;
}
