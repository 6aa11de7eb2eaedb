using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>
/// The HTML of rich messages made safe for the page: tags of a closed list without their attributes (links keep a
/// checked address), everything else as text.
/// </summary>
internal static partial class RichHtml
{
    private static readonly HashSet<string> Shown =
    [
        "b", "strong", "i", "em", "u", "ins", "s", "del", "code", "pre", "mark", "sub", "sup", "p", "ul", "ol", "li", "h1", "h2", "h3",
        "h4", "h5", "h6", "blockquote", "table", "tr", "th", "td", "caption", "details", "summary", "figure", "figcaption", "cite",
        "aside", "footer", "hr", "br", "a",
    ];

    private static readonly HashSet<string> Void = ["hr", "br"];

    public static string Sanitise(string html)
    {
        var result = new StringBuilder(html.Length);
        var open = new Stack<string>();
        var at = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            result.Append(Escape(WebUtility.HtmlDecode(html[at..tag.Index])));
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            if (!Shown.Contains(name))
                continue;
            if (tag.Groups["end"].Length == 0)
            {
                result.Append(Start(name, tag.Groups["attributes"].Value));
                if (!Void.Contains(name))
                    open.Push(name);
            }
            else if (open.Contains(name))
            {
                while (open.TryPop(out var last))
                {
                    result.Append("</").Append(last).Append('>');
                    if (last == name)
                        break;
                }
            }
        }
        result.Append(Escape(WebUtility.HtmlDecode(html[at..])));
        while (open.TryPop(out var left))
            result.Append("</").Append(left).Append('>');
        return result.ToString();
    }

    public static string Paragraph(string text) => string.IsNullOrWhiteSpace(text) ? "" : $"<p>{Escape(text)}</p>";

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public static string PlainText(string rendering) => WebUtility.HtmlDecode(Tag().Replace(rendering, "")).Trim();

    public static string Link(string address, string innerHtml) =>
        LinkCheck.Check(address) is LinkCheck.Result.Accepted { Url: var url } && url.StartsWith("http", StringComparison.Ordinal)
            ? $"<a href=\"{Escape(url)}\" rel=\"noopener noreferrer\" target=\"_blank\">{innerHtml}</a>"
            : innerHtml;

    private static string Start(string name, string attributes)
    {
        if (name != "a")
            return $"<{name}>";
        var address = WebUtility.HtmlDecode(Href().Match(attributes).Groups["address"].Value);
        return LinkCheck.Check(address) is LinkCheck.Result.Accepted { Url: var url } && url.StartsWith("http", StringComparison.Ordinal)
            ? $"<a href=\"{Escape(url)}\" rel=\"noopener noreferrer\" target=\"_blank\">"
            : "<a>";
    }

    [GeneratedRegex(@"<(?<end>/?)(?<name>[A-Za-z][A-Za-z0-9-]*)(?<attributes>[^<>]*)>")]
    private static partial Regex Tag();

    [GeneratedRegex("""href\s*=\s*["']?(?<address>[^"'\s>]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Href();
}
