using System.Buffers;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads feeds of every dialect: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and 1.1. No document can
/// make it throw, loop, or read anything but the bytes it was given; <see cref="ParseLimits"/> says what one may cost.
/// The way: <see cref="FeedEncoding"/> makes text of bytes, <see cref="MarkupReader"/> takes any text apart into tags,
/// <see cref="XmlFeedReader"/> makes items of them and mends what is broken, <see cref="XmlItemMapping"/> and
/// <see cref="XmlFeedMapping"/> say what they mean.
/// </summary>
internal static class FeedParser
{
    private static readonly SearchValues<char> Nothing = SearchValues.Create("\uFEFF\u0000 \t\r\n\u00A0\u000B\u000C");

    /// <summary>What a document says.</summary>
    /// <param name="bytes">The body as received, decompressed.</param>
    /// <param name="contentType">The HTTP header of that name; consulted for the charset only, as servers often send a wrong type.</param>
    /// <param name="documentAddress">Where the document came from, after redirects: what relative addresses are relative to.</param>
    /// <param name="contentLanguage">The HTTP header of that name: the feed's language where it names none.</param>
    public static ParseResult Parse(ReadOnlySpan<byte> bytes, string? contentType = null, Uri? documentAddress = null, string? contentLanguage = null) =>
        ParseText(FeedEncoding.Decode(bytes, contentType), documentAddress, contentLanguage);

    /// <summary>What a decoded document says.</summary>
    public static ParseResult ParseText(string text, Uri? documentAddress = null, string? contentLanguage = null)
    {
        var start = text.AsSpan().IndexOfAnyExcept(Nothing);
        if (start < 0)
            return new ParseResult.NotAFeed(DocumentKind.Empty);
        var result = text[start] is '{' or '[' || text.AsSpan(start) is ['/', '/' or '*', ..]
            ? JsonFeedReader.Read(TextCleaner.Clean(text[start..]), documentAddress)
            : ParseXml(text, documentAddress);
        return contentLanguage is not null && result is ParseResult.Parsed { Feed.Language: null } parsed
            ? parsed with { Feed = InLanguage(parsed.Feed, contentLanguage.Split(',')[0].Trim()) }
            : result;
    }

    /// <summary>The text from there on without its XML declaration, and how many lines that cut off.</summary>
    internal static (string Text, int LinesBefore) WithoutDeclaration(string text, int start)
    {
        var from = start;
        if (text.AsSpan(start).StartsWith("<?xml ") && text.IndexOf("?>", start, StringComparison.Ordinal) is > 0 and var end)
            from = end + 2;
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return (text[from..], text.AsSpan(0, from).Count('\n'));
    }

    private static ParseResult ParseXml(string text, Uri? documentAddress)
    {
        var (first, root) = Roots(text);
        if (root is null)
            return new ParseResult.NotAFeed(KindOf(first));
        var (feed, defect) = XmlFeedReader.Read(text, root, documentAddress);
        if (feed is null)
            return new ParseResult.NotAFeed(KindOf(first));
        if (feed.Items.Count == 0 && root != first)
            return new ParseResult.NotAFeed(KindOf(first));
        return defect is not null && feed is { Items.Count: 0, Title: null, SiteLink: null, Id: null, Description: null }
            ? new ParseResult.Unreadable(defect)
            : new ParseResult.Parsed(feed, defect);
    }

    // The first element, and the first that is a feed's root: warnings of the server may stand before it.
    private static (string? First, string? Root) Roots(string text)
    {
        var markup = new MarkupReader(text);
        string? first = null;
        while (markup.Read() && markup.Start < ParseLimits.Prologue)
        {
            if (markup.Kind != MarkupKind.StartTag)
                continue;
            var name = markup.LocalName();
            first ??= name;
            if (name is "rss" or "rdf" or "feed" or "channel" || (name == "entry" && first == name))
                return (first, name);
        }

        return (first, null);
    }

    private static ParsedFeed InLanguage(ParsedFeed feed, string language) => feed with
    {
        Language = language,
        Items = [.. feed.Items.Select(item => item.Language is null ? item with { Language = language } : item)],
    };

    private static DocumentKind KindOf(string? root) => root switch
    {
        null => DocumentKind.Unknown,
        "html" or "head" or "body" or "div" or "p" or "script" or "meta" or "title" or "h1" or "br" or "b" or "center" or "style" or "link" => DocumentKind.WebPage,
        _ => DocumentKind.OtherXml,
    };
}
