using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// An element of a feed document: just enough of a tree to map one item, which is then dropped. Walks are loops, not
/// recursion, so that no depth of nesting can end the process.
/// </summary>
/// <param name="key">Canonical prefix and lower-case local name: "title", "atom:link", "media:content".</param>
/// <param name="name">Local name as written.</param>
/// <param name="parent">The element around it; null for the root.</param>
internal sealed class FeedElement(string key, string name, FeedElement? parent)
{
    private readonly string _name = name;
    private readonly List<object> _nodes = [];
    private List<(string Key, string Value)>? _attributes;

    /// <summary>Canonical prefix and lower-case local name.</summary>
    public string Key { get; } = key;

    /// <summary>The element around it.</summary>
    public FeedElement? Parent { get; } = parent;

    /// <summary>What relative addresses in it are relative to, as far as known.</summary>
    public Uri? Base { get; set; } = parent?.Base;

    /// <summary>xml:lang in force.</summary>
    public string? Language { get; set; } = parent?.Language;

    /// <summary>The elements directly in it, in order.</summary>
    public IEnumerable<FeedElement> Children => _nodes.OfType<FeedElement>();

    /// <summary>Adds a run of text.</summary>
    public void Add(string text) => _nodes.Add(text);

    /// <summary>Adds a child, once it is complete or when reading stops.</summary>
    public void Add(FeedElement child) => _nodes.Add(child);

    /// <summary>Adds an attribute; its key is built like that of an element.</summary>
    public void AddAttribute(string attribute, string value) => (_attributes ??= []).Add((attribute, value));

    /// <summary>Value of an attribute, or null.</summary>
    public string? Attribute(string attribute)
    {
        foreach (var (found, value) in _attributes ?? [])
        {
            if (found == attribute)
                return value;
        }

        return null;
    }

    /// <summary>The first child that has one of these keys and is not empty; an earlier key goes before an earlier place.</summary>
    public FeedElement? First(params ReadOnlySpan<string> keys)
    {
        foreach (var wanted in keys)
        {
            foreach (var child in Children)
            {
                if (child.Key == wanted && child._nodes.Count + (child._attributes?.Count ?? 0) > 0)
                    return child;
            }
        }

        return null;
    }

    /// <summary>All children with this key.</summary>
    public IEnumerable<FeedElement> All(string wanted) => Children.Where(child => child.Key == wanted);

    /// <summary>The trimmed text of the first child with one of these keys that has text; else null.</summary>
    public string? TextOf(params ReadOnlySpan<string> keys)
    {
        foreach (var wanted in keys)
        {
            foreach (var child in Children)
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
        if (_nodes is [string only])
            return only.Trim();
        var text = new StringBuilder();
        Walk(_ => { }, run => text.Append(run), _ => { });
        return text.ToString().Trim();
    }

    /// <summary>True if it holds elements, not only text.</summary>
    public bool HasChildren => _nodes.Exists(node => node is FeedElement);

    /// <summary>What is in it as HTML, trimmed: text escaped, elements without their prefixes.</summary>
    public string InnerHtml()
    {
        var html = new StringBuilder();
        Walk(
            element => element.AppendStartTag(html),
            run => AppendEscaped(html, run, quotes: false),
            element =>
            {
                if (!HtmlElements.Void.Contains(element._name.ToLowerInvariant()))
                    html.Append("</").Append(element._name).Append('>');
            });
        return html.ToString().Trim();
    }

    private void Walk(Action<FeedElement> open, Action<string> text, Action<FeedElement> close)
    {
        var path = new Stack<(FeedElement Element, int Next)>();
        path.Push((this, 0));
        while (path.TryPop(out var step))
        {
            var (element, next) = step;
            if (next == element._nodes.Count)
            {
                if (element != this)
                    close(element);
                continue;
            }

            path.Push((element, next + 1));
            if (element._nodes[next] is FeedElement child)
            {
                open(child);
                path.Push((child, 0));
            }
            else
            {
                text((string)element._nodes[next]);
            }
        }
    }

    private void AppendStartTag(StringBuilder html)
    {
        html.Append('<').Append(_name);
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
