using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>Mends JSON as far as it can be told what was meant: halves of characters, line ends and escapes inside strings that may not be there, a document cut off.</summary>
internal static partial class JsonRepair
{
    private static readonly SearchValues<char> Escapable = SearchValues.Create("\"\\/bfnrtu");

    /// <summary>The text without escapes that name half a character, which no string can hold (RFC 8259, 8.2).</summary>
    public static string WithoutHalves(string text) =>
        text.Contains("\\ud", StringComparison.OrdinalIgnoreCase) ? Half().Replace(text, "\\ufffd") : text;

    /// <summary>The text up to where it breaks, with everything closed that is open there; null where nothing precedes the break.</summary>
    public static string? UpToBreak(string text, JsonDocumentOptions options)
    {
        var bytes = Encoding.UTF8.GetBytes(WithoutErrorsInStrings(text));
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = options.AllowTrailingCommas, CommentHandling = options.CommentHandling, MaxDepth = options.MaxDepth });
        var open = new Stack<char>();
        var (end, closing) = (0L, "");
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    open.Push(reader.TokenType == JsonTokenType.StartObject ? '}' : ']');
                else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    open.Pop();
                if (reader.TokenType is not JsonTokenType.PropertyName)
                    (end, closing) = (reader.BytesConsumed, open.Count == 0 ? "" : string.Concat(open));
            }
        }
        catch (JsonException)
        {
            // What was read before the break is what there is.
        }

        return end == 0 ? null : Encoding.UTF8.GetString(bytes.AsSpan(0, (int)end)) + closing;
    }

    // In strings a line end must be escaped, and only few characters can be (RFC 8259, 7).
    private static string WithoutErrorsInStrings(string text)
    {
        var mended = new StringBuilder(text.Length);
        var (inString, escaped) = (false, false);
        foreach (var character in text)
        {
            if (inString && escaped && !Escapable.Contains(character))
                mended.Length--;
            mended.Append(inString && character < ' ' ? ' ' : character);
            inString ^= character == '"' && !escaped;
            escaped = inString && character == '\\' && !escaped;
        }

        return mended.ToString();
    }

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex Half();
}
