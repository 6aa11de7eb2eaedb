using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>One form of an article's tokens, as they are written or their stems, by what they are and by where they stand.</summary>
internal sealed class TokenPositions
{
    private readonly string?[] _byPosition;
    private readonly Dictionary<string, List<int>> _positions = new(StringComparer.Ordinal);
    private string[]? _sorted;

    public TokenPositions(AnalyzedText text, Func<Token, string> form)
    {
        var last = text.Body is [.., var end] ? end.Position : text.Title is [.., var titleEnd] ? titleEnd.Position : 0;
        _byPosition = new string?[last + 1];
        foreach (var token in text.Title.Concat(text.Body))
        {
            var term = form(token);
            _byPosition[token.Position] = term;
            if (!_positions.TryGetValue(term, out var positions))
                _positions.Add(term, positions = []);
            positions.Add(token.Position);
        }
    }

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

    /// <summary>Where the terms begin to stand next to each other, each position once; ascending, but for beginnings.</summary>
    /// <param name="terms">At least one.</param>
    /// <param name="endsOpen">Whether the last is the beginning of a term.</param>
    /// <param name="end">The last position that counts for the first term.</param>
    public IEnumerable<int> PlacesOf(IReadOnlyList<string> terms, bool endsOpen, int end)
    {
        var starts = endsOpen && terms.Count == 1
            ? Beginning(terms[0]).SelectMany(term => _positions[term])
            : _positions.TryGetValue(terms[0], out var positions) ? positions : [];

        // A gap parts title and body, so what begins in the title ends there.
        return starts.Where(position => position <= end && Stand(terms, endsOpen, position));
    }

    private IEnumerable<string> Beginning(string beginning)
    {
        var index = Array.BinarySearch(Sorted, beginning, StringComparer.Ordinal);
        for (index = index < 0 ? ~index : index; index < Sorted.Length && Sorted[index].StartsWith(beginning, StringComparison.Ordinal); index++)
            yield return Sorted[index];
    }

    private bool Stand(IReadOnlyList<string> terms, bool endsOpen, int position)
    {
        for (var index = 1; index < terms.Count; index++)
        {
            if (position + index >= _byPosition.Length || _byPosition[position + index] is not { } term)
                return false;
            var isOpen = endsOpen && index == terms.Count - 1;
            if (isOpen ? !term.StartsWith(terms[index], StringComparison.Ordinal) : term != terms[index])
                return false;
        }

        return true;
    }
}
