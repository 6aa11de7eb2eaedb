using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>A link element or an anchor of a page.</summary>
/// <param name="IsAnchor">An anchor.</param>
/// <param name="Attributes">By name in any case; references read.</param>
internal sealed record PageLink(bool IsAnchor, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>What stands in the anchor, on one line; null where that is nothing or too long for a name.</summary>
    public string? Text { get; set; }

    /// <summary>What its picture shows.</summary>
    public string? PictureText { get; set; }

    /// <summary>Value of an attribute, or null.</summary>
    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);
}

/// <summary>
/// The tags of a page that say something about feeds, in one pass and without a tree: building one takes minutes for pages
/// made to hurt (a million open elements).
/// </summary>
internal sealed class PageTags
{
    private const int MostLinks = 20_000;
    private const int MostAttributes = 40;
    private const int LongestName = 200;

    private readonly List<PageLink> _links = [];
    private readonly StringBuilder _text = new();
    private PageLink? _open;

    /// <summary>Link elements and anchors with an address, in their order.</summary>
    public IReadOnlyList<PageLink> Links => _links;

    /// <summary>What relative addresses are relative to, where the page says it: the first counts (HTML, 4.2.3).</summary>
    public string? Base { get; private set; }

    /// <summary>The first http-equiv="refresh".</summary>
    public string? Refresh { get; private set; }

    /// <summary>Reads a page.</summary>
    public static PageTags Read(string page)
    {
        var tags = new PageTags();
        var scanner = new HtmlScanner(page);
        while (scanner.Next() && tags._links.Count < MostLinks)
        {
            switch (scanner.Piece)
            {
                case HtmlPiece.StartTag:
                    tags.Start(scanner.Name, scanner.Content);
                    break;
                case HtmlPiece.EndTag when scanner.Name.Equals("a", StringComparison.OrdinalIgnoreCase):
                    tags.CloseAnchor();
                    break;
                case HtmlPiece.Text when tags._open is not null && tags._text.Length <= LongestName:
                    tags._text.Append(scanner.Content[..Math.Min(scanner.Content.Length, 2 * LongestName)]);
                    break;
            }
        }

        tags.CloseAnchor();
        return tags;
    }

    private void Start(ReadOnlySpan<char> name, ReadOnlySpan<char> content)
    {
        switch (name)
        {
            case ['a' or 'A']:
                CloseAnchor();
                _open = AddLink(true, content);
                break;
            case { Length: 3 } when _open is not null && name.Equals("img", StringComparison.OrdinalIgnoreCase):
                _open.PictureText ??= Attributes(content).GetValueOrDefault("alt");
                break;
            case { Length: 4 } when name.Equals("link", StringComparison.OrdinalIgnoreCase):
                AddLink(false, content);
                break;
            case { Length: 4 } when Base is null && name.Equals("base", StringComparison.OrdinalIgnoreCase):
                Base = Attributes(content).GetValueOrDefault("href");
                break;
            case { Length: 4 } when Refresh is null && name.Equals("meta", StringComparison.OrdinalIgnoreCase):
                var meta = Attributes(content);
                if (meta.GetValueOrDefault("http-equiv")?.Trim().Equals("refresh", StringComparison.OrdinalIgnoreCase) == true)
                    Refresh = meta.GetValueOrDefault("content");
                break;
        }
    }

    private PageLink? AddLink(bool isAnchor, ReadOnlySpan<char> content)
    {
        var link = new PageLink(isAnchor, Attributes(content));
        if (link.Attribute("href") is null)
            return null;
        _links.Add(link);
        return link;
    }

    private void CloseAnchor()
    {
        if (_open is not null)
            _open.Text = FeedText.OneLine(FeedText.DecodeReferences(_text.ToString())) is { Length: <= LongestName } name ? name : null;
        _open = null;
        _text.Clear();
    }

    private static Dictionary<string, string> Attributes(ReadOnlySpan<char> content)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var attributes = new HtmlAttributes(content);
        while (attributes.Next() && found.Count < MostAttributes)
            found.TryAdd(attributes.Name.ToString(), FeedText.DecodeReferences(attributes.Value.ToString()));
        return found;
    }
}
