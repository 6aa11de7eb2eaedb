using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>The document type of XML: internal entities are kept, external ones are known and empty, nothing is fetched.</summary>
internal static partial class DocumentType
{
    /// <summary>Where the document goes on after the type that begins here.</summary>
    public static int Read(string text, int start, CharacterReferences references)
    {
        var end = End(text, start);
        var subset = text.IndexOf('[', start, end - start);
        if (subset < 0)
            return end;
        foreach (var match in Entity().EnumerateMatches(text.AsSpan(subset, end - subset)))
        {
            var entity = Entity().Match(text, subset + match.Index, match.Length);
            references.Declare(entity.Groups["name"].Value, entity.Groups["value"].Value);
        }

        return end;
    }

    // The ">" that is in no quotes, brackets or comment; of an unclosed type the first ">".
    private static int End(string text, int start)
    {
        var inSubset = false;
        var comments = new NextPlace(text, "-->");
        var instructions = new NextPlace(text, "?>");
        for (var at = start + 2; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '[':
                    inSubset = true;
                    break;
                case ']':
                    inSubset = false;
                    break;
                case '"' or '\'' when text.IndexOf(text[at], at + 1) is > 0 and var close && (inSubset || !text.AsSpan(at, close - at).Contains('>')):
                    at = close;
                    break;
                case '-' when inSubset && text.AsSpan(at - 2).StartsWith("<!--") && comments.From(at) is > 0 and var close:
                    at = close + 2;
                    break;
                case '?' when inSubset && text[at - 1] == '<' && instructions.From(at) is > 0 and var close:
                    at = close + 1;
                    break;
                case '>' when !inSubset:
                    return at + 1;
            }
        }

        var plain = text.IndexOf('>', start);
        return plain < 0 ? text.Length : plain + 1;
    }

    // Parameter entities ("% name") match nothing and stay unknown.
    [GeneratedRegex("""<!ENTITY\s+(?<name>[\w:.-]+)\s+(?:"(?<value>[^"]*)"|'(?<value>[^']*)'|(?:SYSTEM|PUBLIC)\b)""")]
    private static partial Regex Entity();
}
