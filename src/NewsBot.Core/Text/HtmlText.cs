using System.Text.RegularExpressions;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace NewsBot.Core.Text;

/// <summary>
/// HTML as feeds carry it, made plain. It reads the tags one after another and builds no tree, so neither depth nor
/// unclosed elements cost more than their length.
/// </summary>
internal static partial class HtmlText
{
    /// <summary>Characters of HTML that are read; what follows is ignored.</summary>
    public const int MaximumLength = 2_000_000;

    /// <summary>
    /// The text of an HTML fragment: entities decoded once, white space collapsed, one line a block, without scripts,
    /// styles and hidden elements. In text without tags an empty line parts two blocks.
    /// </summary>
    public static string ToPlainText(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return "";

        html = TextCleaner.Clean(html.Length > MaximumLength ? html[..MaximumLength] : html);
        var text = new BlockText(html.Length);
        new Walk(html.Contains('<') ? html : EmptyLine().Replace(html, "<br>"), text).Run();

        // A reference such as &#0; may bring back what the cleaner removed.
        return TextCleaner.Clean(text.ToString());
    }

    /// <summary>
    /// A title as one line. Feeds put markup into titles, entities that were escaped twice, and plain text with a bare
    /// <c>&lt;</c>: tags that HTML knows are dropped, others stay as text, and entities that still show are decoded once more.
    /// </summary>
    public static string ToTitle(string? title)
    {
        if (string.IsNullOrWhiteSpace(title))
            return "";

        var text = ToPlainText(UnknownTag().Replace(title, "&lt;"));
        if (Entity().IsMatch(text))
            text = ToPlainText(text.Replace("<", "&lt;", StringComparison.Ordinal));
        return text.Replace('\n', ' ');
    }

    [GeneratedRegex(@"<(?!/?(?:a|abbr|acronym|article|b|bdi|bdo|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|li|mark|nobr|ol|p|pre|q|rp|rt|ruby|s|samp|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|time|tr|tt|u|ul|var|wbr)(?:[\s/>]|$)|!--|!\[CDATA\[)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnknownTag();

    [GeneratedRegex("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")]
    private static partial Regex Entity();

    /// <summary>One pass over the tags of one fragment.</summary>
    private sealed class Walk(string html, BlockText text)
    {
        // Beyond so many different names of hidden elements nobody is hiding text in earnest.
        private const int MaximumNames = 64;

        private readonly Dictionary<string, int> _lastEnds = new(StringComparer.Ordinal);
        private string? _skipped;
        private int _skippedDepth;

        public void Run()
        {
            using var source = new TextSource(html);
            var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver)
            {
                SkipComments = true,
                SkipProcessingInstructions = true,
                IsAcceptingCharacterData = true,
            };
            while (tokenizer.Get() is { Type: not HtmlTokenType.EndOfFile } token)
            {
                if (token is HtmlTagToken tag)
                    Enter(tag, tokenizer, source.Index);
                else if (token.Type == HtmlTokenType.Character && _skipped is null)
                    text.Append(token.Data);
            }
        }

        private void Enter(HtmlTagToken tag, HtmlTokenizer tokenizer, int index)
        {
            var name = tag.Name;
            var opens = tag.Type == HtmlTokenType.StartTag && !tag.IsSelfClosing && !HtmlElements.Void.Contains(name);
            if (opens && HtmlElements.Raw.Contains(name) && IsClosedAfter(index, name))
                tokenizer.State = name == "script" ? HtmlParseMode.Script : HtmlParseMode.Rawtext;

            if (_skipped is not null)
            {
                SkipFurther(name, opens, tag.Type == HtmlTokenType.EndTag);
                if (_skipped is not null)
                    return;
            }
            else if (opens && (HtmlElements.Dropped.Contains(name) || IsHidden(tag)) && IsClosedAfter(index, name))
            {
                _skipped = name;
                _skippedDepth = 1;
            }

            if (HtmlElements.Block.Contains(name))
                text.EndBlock();
            else if (name is "td" or "th" or "option" or "img")
                text.Space();
        }

        private void SkipFurther(string name, bool opens, bool closes)
        {
            // A paragraph ends where the next block begins.
            if (_skipped == "p" && opens && HtmlElements.Block.Contains(name))
                _skipped = null;
            else if (name == _skipped && opens)
                _skippedDepth++;
            else if (name == _skipped && closes && --_skippedDepth == 0)
                _skipped = null;
        }

        /// <summary>Whether the element has an end: if not, dropping it would drop all the rest.</summary>
        private bool IsClosedAfter(int index, string name)
        {
            if (!_lastEnds.TryGetValue(name, out var lastEnd))
            {
                if (_lastEnds.Count == MaximumNames)
                    return false;
                lastEnd = html.LastIndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);
                _lastEnds.Add(name, lastEnd);
            }

            return lastEnd >= index;
        }

        private static bool IsHidden(HtmlTagToken tag)
        {
            foreach (var attribute in tag.Attributes)
            {
                if (attribute.Name == "hidden" || (attribute.Name == "style" && HiddenStyle().IsMatch(attribute.Value)))
                    return true;
            }

            return false;
        }
    }

    [GeneratedRegex(@"\n[^\S\n]*\n")]
    private static partial Regex EmptyLine();

    [GeneratedRegex(@"(?:display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HiddenStyle();
}
