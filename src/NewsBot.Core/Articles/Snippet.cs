using NewsBot.Core.Search;
using NewsBot.Core.Text;

namespace NewsBot.Core.Articles;

/// <summary>A piece of a text that is shown.</summary>
/// <param name="Text">Plain text of one line.</param>
/// <param name="IsMatch">Whether the query was found by it.</param>
internal readonly record struct SnippetPart(string Text, bool IsMatch);

/// <summary>
/// What of an article shows that a query found it: the title, and a line of the text around the words that were found. Made
/// from what is stored, with the tokens of the analyser, so that it marks what the search saw.
/// </summary>
internal static class Snippet
{
    /// <summary>Characters (UTF-16) of a snippet, the marks where it is cut not counted.</summary>
    public const int MaximumLength = 160;

    private const char Cut = '…';

    /// <summary>
    /// A line of the text around its most telling words; its beginning when only the title holds what was asked for. Empty
    /// for an article without a text.
    /// </summary>
    public static IReadOnlyList<SnippetPart> Of(Article article, Query query)
    {
        var text = ArticleIndex.SearchText(article.Summary, article.Body);
        if (text.Length == 0)
            return [];
        var matches = new ArticleMatches(article, text, query).InBody;
        var (start, end) = Window(text, matches);
        return Parts(text, start, end, matches);
    }

    /// <summary>The whole title, its words that were found marked.</summary>
    public static IReadOnlyList<SnippetPart> OfTitle(Article article, Query query) => article.Title.Length == 0
        ? []
        : Parts(article.Title, 0, article.Title.Length, new ArticleMatches(article, ArticleIndex.SearchText(article.Summary, article.Body), query).InTitle);

    // Of all pieces that fit, the first with the most different words that were asked for, then the most of them.
    private static (int Start, int End) Window(string text, IReadOnlyList<ArticleMatch> matches)
    {
        var (best, found) = ((Start: 0, End: 0), (Terms: 0, Words: 0));
        for (var first = 0; first < matches.Count; first++)
        {
            var last = first;
            var terms = new HashSet<int>();
            while (last < matches.Count && matches[last].End - matches[first].Start <= MaximumLength)
                terms.Add(matches[last++].Term);
            if ((terms.Count, last - first).CompareTo(found) <= 0)
                continue;
            found = (terms.Count, last - first);
            best = (matches[first].Start, matches[last - 1].End);
        }

        // What stands before says what it is about; a bit of it is enough.
        var spare = MaximumLength - (best.End - best.Start);
        var start = matches.Count == 0 ? 0 : SnippetEdges.Forward(text, Math.Max(0, best.Start - spare / 3), best.Start);
        var end = Math.Min(text.Length, start + MaximumLength);
        if (end == text.Length)
            start = SnippetEdges.Forward(text, Math.Max(0, end - MaximumLength), Math.Min(start, best.Start));
        return (start, SnippetEdges.Back(text, end, Math.Max(best.End, start)));
    }

    private static List<SnippetPart> Parts(string text, int start, int end, IReadOnlyList<ArticleMatch> matches)
    {
        var parts = new List<SnippetPart>();
        var at = start;
        if (start > 0)
            parts.Add(new SnippetPart(Cut.ToString(), false));
        foreach (var match in matches)
        {
            // Words of two terms may lie in each other.
            var (from, to) = (Math.Max(match.Start, at), Math.Min(match.End, end));
            if (from >= to)
                continue;
            Add(text[at..from], isMatch: false);
            Add(text[from..to], isMatch: true);
            at = to;
        }

        if (at < end)
            Add(text[at..end], isMatch: false);
        if (end < text.Length && text.AsSpan(end).Trim().Length > 0)
            Add(Cut.ToString(), isMatch: false);
        return parts;

        void Add(string piece, bool isMatch)
        {
            piece = SnippetEdges.OneLine(piece);
            if (piece.Length == 0)
                return;
            if (parts is [.., var before] && before.IsMatch == isMatch)
                parts[^1] = before with { Text = before.Text + piece };
            else
                parts.Add(new SnippetPart(piece, isMatch));
        }
    }
}
