using System.Text.RegularExpressions;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads feeds of every dialect: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.0 and 1.1. No document can
/// make it throw, loop, or read anything but the bytes it was given.
/// </summary>
internal static partial class FeedParser
{
    /// <summary>What a document says.</summary>
    /// <param name="bytes">The body as received, decompressed.</param>
    /// <param name="contentType">The HTTP header of that name; consulted for the charset only, as servers often send a wrong type.</param>
    /// <param name="documentAddress">Where the document came from, after redirects: what relative addresses are relative to.</param>
    public static ParseResult Parse(ReadOnlySpan<byte> bytes, string? contentType = null, Uri? documentAddress = null)
    {
        var text = TextCleaner.Clean(FeedEncoding.Decode(bytes, contentType));
        var content = text.AsSpan().TrimStart("\uFEFF \t\r\n\u00A0");
        if (content.IsEmpty)
            return new ParseResult.NotAFeed(DocumentKind.Empty);
        if (content[0] is '{' or '[')
            return JsonFeedReader.Read(content.ToString(), documentAddress);
        return RootName().Match(text) is { Success: true } root
            ? ParseXml(text, root, documentAddress)
            : new ParseResult.NotAFeed(DocumentKind.Unknown);
    }

    private static ParseResult ParseXml(string text, Match root, Uri? documentAddress)
    {
        if (!IsFeed(root.Groups["name"].Value))
            return new ParseResult.NotAFeed(IsPage(root.Groups["name"].Value) ? DocumentKind.WebPage : DocumentKind.OtherXml);
        // Whatever stands before the first "<", and a declaration whose charset is already served, can only disturb.
        var start = text.IndexOf('<', StringComparison.Ordinal);
        var (prologue, lines) = WithoutDeclaration(text, start);
        var (feed, defect) = XmlFeedReader.Read(prologue, documentAddress);
        defect = defect is null ? null : defect with { Line = defect.Line + lines };
        if (feed is null)
            return defect is null ? new ParseResult.NotAFeed(DocumentKind.OtherXml) : new ParseResult.Unreadable(defect);
        return defect is not null && feed.Items.Count == 0 && feed.Title is null
            ? new ParseResult.Unreadable(defect)
            : new ParseResult.Parsed(feed, defect);
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

    private static bool IsFeed(string root) => root.ToLowerInvariant() is "rss" or "rdf" or "feed" or "channel" or "entry";

    private static bool IsPage(string root) => root.ToLowerInvariant() is "html" or "head" or "body" or "div" or "p" or "script" or "meta" or "title" or "h1";

    // The first start tag after declaration, comments, instructions and document type.
    [GeneratedRegex("""
        ^[^<]*(?:<\?.*?\?>[^<]*|<!--.*?-->[^<]*|<!DOCTYPE(?:[^\[>]|\[(?:[^\]"']|"[^"]*"|'[^']*')*\])*>[^<]*)*<(?:[A-Za-z_][\w.-]*:)?(?<name>[A-Za-z_][\w.-]*)[\s/>]
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex RootName();
}
