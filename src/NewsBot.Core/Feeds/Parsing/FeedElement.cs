using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// An element of a feed document: just enough of a tree to map one item, which is then dropped. Walks are loops, not
/// recursion, so that no depth of nesting can end the process.
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="names">The names in force inside it.</param>
/// <param name="parent">The element around it; null for the root.</param>
internal sealed class FeedElement(FeedName name, FeedNames names, FeedElement? parent)
{
    private readonly FeedName _name = name;
    private string? _text;
    private List<object>? _mixed;
    private List<FeedElement>? _children;
    private List<(string Key, string Value)>? _attributes;

    /// <summary>Canonical prefix and lower-case local name.</summary>
    public string Key => _name.Key;

    /// <summary>The names in force inside it.</summary>
    public FeedNames Names { get; } = names;

    /// <summary>The element around it.</summary>
    public FeedElement? Parent { get; } = parent;

    /// <summary>What relative addresses in it are relative to, as far as known.</summary>
    public Uri? Base { get; set; } = parent?.Base;

    /// <summary>xml:lang in force.</summary>
    public string? Language { get; set; } = parent?.Language;

    /// <summary>The elements directly in it, in order.</summary>
    public IReadOnlyList<FeedElement> Children => _children ?? (IReadOnlyList<FeedElement>)[];

    /// <summary>True if it holds elements, not only text.</summary>
    public bool HasChildren => _children is not null;

    /// <summary>True if it says nothing at all.</summary>
    public bool IsEmpty => _text is null && _mixed is null && _children is null && _attributes is null;

    /// <summary>Adds a run of text.</summary>
    public void Add(string text)
    {
        if (_text is null && _mixed is null && _children is null)
            _text = text;
        else
            Mixed().Add(text);
    }

    /// <summary>Adds a child, once it is complete or when reading stops.</summary>
    public void Add(FeedElement child)
    {
        if (_text is not null || _mixed is not null)
            Mixed().Add(child);
        (_children ??= []).Add(child);
    }

    /// <summary>Adds an attribute; of two with one name the first counts.</summary>
    public void AddAttribute(string attribute, string value) => (_attributes ??= []).Add((attribute, value));

    /// <summary>Value of an attribute, or null.</summary>
    public string? Attribute(string attribute)
    {
        if (_attributes is null)
            return null;
        foreach (var (found, value) in _attributes)
        {
            if (found == attribute)
                return value;
        }

        return null;
    }

    /// <summary>The first child that has one of these keys and is not empty; an earlier key goes before an earlier place.</summary>
    public FeedElement? First(params ReadOnlySpan<string> keys)
    {
        if (_children is null)
            return null;
        foreach (var wanted in keys)
        {
            foreach (var child in _children)
            {
                if (child.Key == wanted && !child.IsEmpty)
                    return child;
            }
        }

        return null;
    }

    /// <summary>The trimmed text of the first child with one of these keys that has text; else null.</summary>
    public string? TextOf(params ReadOnlySpan<string> keys)
    {
        if (_children is null)
            return null;
        foreach (var wanted in keys)
        {
            foreach (var child in _children)
            {
                if (child.Key == wanted && child.Text() is { Length: > 0 } text)
                    return text;
            }
        }

        return null;
    }

    /// <summary>All text in it and below, trimmed.</summary>
    public string Text()
    {
        if (_children is null && _mixed is null)
            return _text?.Trim() ?? "";
        var text = new StringBuilder();
        foreach (var (node, closes) in Nodes())
        {
            if (!closes && node is string run)
                text.Append(run);
        }

        return text.ToString().Trim();
    }

    /// <summary>What is in it as HTML, trimmed: text escaped, elements without their prefixes.</summary>
    public string InnerHtml()
    {
        var html = new StringBuilder();
        foreach (var (node, closes) in Nodes())
        {
            if (node is string run)
                AppendEscaped(html, run, quotes: false);
            else if (!closes)
                ((FeedElement)node).AppendStartTag(html);
            else if (!HtmlElements.Void.Contains(((FeedElement)node)._name.Local.ToLowerInvariant()))
                html.Append("</").Append(((FeedElement)node)._name.Local).Append('>');
        }

        return html.ToString().Trim();
    }

    /// <summary>Text as HTML.</summary>
    public static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAny('&', '<', '>') < 0)
            return text;
        var html = new StringBuilder(text.Length + 16);
        AppendEscaped(html, text, quotes: false);
        return html.ToString();
    }

    private List<object> Mixed()
    {
        if (_mixed is null)
        {
            _mixed = [];
            if (_text is not null)
                _mixed.Add(_text);
            if (_children is not null)
                _mixed.AddRange(_children);
            _text = null;
        }

        return _mixed;
    }

    // Texts and elements in the order of the document; an element comes twice, where it opens and where it closes.
    private IEnumerable<(object Node, bool Closes)> Nodes()
    {
        var path = new Stack<(FeedElement Element, int Next)>();
        path.Push((this, 0));
        while (path.TryPop(out var step))
        {
            var (element, next) = step;
            if (next < element.NodeCount)
            {
                path.Push((element, next + 1));
                var node = element.NodeAt(next);
                yield return (node, false);
                if (node is FeedElement child)
                    path.Push((child, 0));
            }
            else if (element != this)
            {
                yield return (element, true);
            }
        }
    }

    private int NodeCount => _mixed?.Count ?? _children?.Count ?? (_text is null ? 0 : 1);

    private object NodeAt(int index) => _mixed?[index] ?? _children?[index] ?? (object)_text!;

    private void AppendStartTag(StringBuilder html)
    {
        html.Append('<').Append(_name.Local);
        foreach (var (attribute, value) in _attributes ?? [])
        {
            if (attribute.Contains(':', StringComparison.Ordinal))
                continue;
            html.Append(' ').Append(attribute).Append("=\"");
            AppendEscaped(html, value, quotes: true);
            html.Append('"');
        }

        html.Append('>');
    }

    private static void AppendEscaped(StringBuilder html, string text, bool quotes)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' when quotes => html.Append("&quot;"),
                _ => html.Append(character),
            };
        }
    }
}
