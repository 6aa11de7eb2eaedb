using System.Text;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Text;

namespace NewsBot.Core.Conversation;

/// <summary>A piece of a text: where it begins, and how long it is.</summary>
internal readonly record struct TextSpan(int Start, int Length)
{
    public int End => Start + Length;
}

/// <summary>
/// Where the words of a query stand in a text as a person reads it. Each piece between blanks is asked by the evaluator
/// itself, so that what is marked is what was found, in every form and script.
/// </summary>
internal sealed class MatchedWords
{
    private readonly string _text;
    private readonly string? _language;
    private readonly List<TextSpan> _pieces = [];
    private readonly Dictionary<TextSpan, ArticleTokens> _read = [];

    /// <summary><paramref name="language"/>: of the article, whose grammatical forms count; null: unknown.</summary>
    public MatchedWords(string text, string? language)
    {
        (_text, _language) = (text, language);
        var start = -1;
        for (var index = 0; index <= text.Length; index++)
        {
            var isBlank = index == text.Length || char.IsWhiteSpace(text[index]);
            if (!isBlank && start < 0)
                start = index;
            if (!isBlank || start < 0)
                continue;
            _pieces.Add(new TextSpan(start, index - start));
            start = -1;
        }
    }

    /// <summary>The places of the term, in the order of the text, without the marks around the words.</summary>
    public IReadOnlyList<TextSpan> Of(Query.Term term)
    {
        // A term of several words stands in at most as many pieces.
        var anywhere = term with { InTitle = false };
        var beginning = term.Tokens.Count == 1 ? anywhere : anywhere with { Tokens = new ValueList<string>([term.Tokens[0]]), Form = term.Form == TermForm.Beginning ? TermForm.Quoted : term.Form };
        var places = new List<TextSpan>();
        for (var first = 0; first < _pieces.Count; first++)
        {
            if (!Holds(_pieces[first], beginning))
                continue;
            for (var last = first; last < Math.Min(_pieces.Count, first + term.Tokens.Count); last++)
            {
                var window = new TextSpan(_pieces[first].Start, _pieces[last].End - _pieces[first].Start);
                if (!Holds(window, anywhere))
                    continue;
                // What begins later holds it too: then this one only leads up to it.
                if (first < last && Holds(new TextSpan(_pieces[first + 1].Start, window.End - _pieces[first + 1].Start), anywhere))
                    break;
                places.Add(Trimmed(window, term));
                first = last;
                break;
            }
        }
        return places;
    }

    /// <summary>The words at a place as they stand.</summary>
    public string At(TextSpan place) => FeedLine.Of(_text.Substring(place.Start, place.Length));

    private bool Holds(TextSpan window, Query.Term term)
    {
        if (!_read.TryGetValue(window, out var tokens))
            _read[window] = tokens = ArticleTokens.Of("", _text.Substring(window.Start, window.Length), null, _language);
        return tokens.Holds(term);
    }

    private TextSpan Trimmed(TextSpan window, Query.Term term)
    {
        // A script without blanks: the piece is a whole sentence, the words are in it as they were written.
        if (Analyzer.IsUnspaced(term.Tokens[0]) && _text.IndexOf(Analyzer.Join(term.Tokens, ' '), window.Start, window.Length, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            return new TextSpan(at, Analyzer.Join(term.Tokens, ' ').Length);
        var (start, end) = (window.Start, window.End);
        while (start < end && !IsWord(start))
            start++;
        while (end > start && !IsWord(end - 1))
            end--;
        return new TextSpan(start, end - start);
    }

    // Half of a pair belongs to a letter beyond the basic plane; + and # end C++ and C#.
    private bool IsWord(int index) => char.IsLetterOrDigit(_text[index]) || char.IsSurrogate(_text[index]) || char.GetUnicodeCategory(_text[index]) is System.Globalization.UnicodeCategory.NonSpacingMark || _text[index] is '+' or '#';
}

/// <summary>A short piece of a text around the words that were found, which are bold.</summary>
internal static class MatchedSnippet
{
    private const int Around = 90;

    /// <summary>HTML; empty where nothing was found. Shows the neighbourhood of the first place.</summary>
    public static string Of(string text, IReadOnlyList<TextSpan> places)
    {
        if (places.Count == 0)
            return "";
        var ordered = places.OrderBy(place => place.Start).ToList();
        var (from, to) = (Start(text, ordered[0].Start), End(text, ordered[0].End));
        var html = new StringBuilder(from > 0 && text[from - 1] != '\n' ? "… " : "");
        var at = from;
        foreach (var place in ordered.Where(place => place.End <= to))
        {
            if (place.Start < at)
                continue;
            html.Append(Plain(text, at, place.Start)).Append("<b>").Append(Plain(text, place.Start, place.End)).Append("</b>");
            at = place.End;
        }
        return html.Append(Plain(text, at, to)).Append(to < text.Length && text[to] != '\n' ? " …" : "").ToString();
    }

    private static string Plain(string text, int from, int to) => TelegramHtml.Escape(TextCleaner.Clean(text[from..to]));

    // Where a word begins, in the same block.
    private static int Start(string text, int place)
    {
        var block = text.LastIndexOf('\n', Math.Max(0, place - 1)) + 1;
        var from = Math.Max(block, place - Around);
        while (from > block && from < place && !char.IsWhiteSpace(text[from - 1]))
            from++;
        return from;
    }

    private static int End(string text, int place)
    {
        var block = text.IndexOf('\n', place) is >= 0 and var line ? line : text.Length;
        var to = Math.Min(block, place + Around);
        while (to < block && to > place && !char.IsWhiteSpace(text[to]))
            to--;
        return to;
    }
}
