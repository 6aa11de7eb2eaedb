using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>
/// What queries see of an article. The evaluator reads it directly, both full-text indexes are written from it
/// (<see cref="IndexWriter"/>), so all three find the same.
/// </summary>
internal sealed class ArticleTokens
{
    private readonly string?[] _byPosition;
    private readonly Dictionary<string, List<int>> _positions = new(StringComparer.Ordinal);
    private string[]? _sorted;

    private ArticleTokens(AnalyzedText text, SourceNames source, string? language)
    {
        Text = text;
        Source = source;
        Language = language;
        LastTitlePosition = text.Title is [.., var last] ? last.Position : 0;
        _byPosition = new string?[Math.Max(LastTitlePosition, text.Body is [.., var end] ? end.Position : 0) + 1];
        foreach (var token in text.Title.Concat(text.Body))
        {
            _byPosition[token.Position] = token.Text;
            if (!_positions.TryGetValue(token.Text, out var positions))
                _positions.Add(token.Text, positions = []);
            positions.Add(token.Position);
        }
    }

    public AnalyzedText Text { get; }

    /// <summary>The names of the feed that brought the article.</summary>
    public SourceNames Source { get; }

    /// <summary>Normalised; null when it is not known.</summary>
    public string? Language { get; }

    /// <summary>Tokens up to this position are in the title; 0 when it has none.</summary>
    public int LastTitlePosition { get; }

    /// <summary>The distinct tokens in ordinal order.</summary>
    public IReadOnlyList<string> Terms => Sorted;

    private string[] Sorted
    {
        get
        {
            if (_sorted is null)
            {
                var sorted = _positions.Keys.ToArray();
                Array.Sort(sorted, StringComparer.Ordinal);
                _sorted = sorted;
            }

            return _sorted;
        }
    }

    /// <summary>Analyses an article.</summary>
    /// <param name="title">One line of plain text.</param>
    /// <param name="body">Plain text, blocks on lines of their own.</param>
    /// <param name="source">The names of its feed; without them no <c>source:</c> finds it.</param>
    /// <param name="language">Normalised; null when it is not known.</param>
    public static ArticleTokens Of(string title, string? body, SourceNames? source = null, string? language = null) =>
        new(Analyzer.Analyze(title, body), source ?? SourceNames.None, language);

    /// <summary>The same text as another source's or in another language, without analysing it again.</summary>
    public ArticleTokens From(SourceNames source, string? language) => new(Text, source, language);

    /// <summary>Where a token stands, in ascending order; empty when it does not.</summary>
    public IReadOnlyList<int> PositionsOf(string token) => _positions.TryGetValue(token, out var positions) ? positions : [];

    /// <summary>Whether tokens of the term stand next to each other somewhere, in the title if the term says so.</summary>
    public bool Holds(Query.Term term)
    {
        var end = term.InTitle ? LastTitlePosition : int.MaxValue;
        if (term.Tokens.Count == 1 && term.EndsOpen)
            return HoldsBeginning(term.Tokens[0], end);

        // Positions ascend: beyond the title there is nothing more to see.
        if (!_positions.TryGetValue(term.Tokens[0], out var positions))
            return false;
        foreach (var position in positions)
        {
            if (position > end)
                return false;
            if (StandsAt(position, term))
                return true;
        }

        return false;
    }

    private bool HoldsBeginning(string beginning, int end)
    {
        var index = Array.BinarySearch(Sorted, beginning, StringComparer.Ordinal);
        for (index = index < 0 ? ~index : index; index < Sorted.Length && Sorted[index].StartsWith(beginning, StringComparison.Ordinal); index++)
        {
            if (_positions[Sorted[index]][0] <= end)
                return true;
        }

        return false;
    }

    private bool StandsAt(int position, Query.Term term)
    {
        // A gap parts title and body, so what begins in the title ends there.
        for (var index = 1; index < term.Tokens.Count; index++)
        {
            if (position + index >= _byPosition.Length || _byPosition[position + index] is not { } token)
                return false;
            var isOpen = term.EndsOpen && index == term.Tokens.Count - 1;
            if (isOpen ? !token.StartsWith(term.Tokens[index], StringComparison.Ordinal) : token != term.Tokens[index])
                return false;
        }

        return true;
    }
}
