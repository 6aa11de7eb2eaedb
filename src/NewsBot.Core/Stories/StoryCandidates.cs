using System.Runtime.InteropServices;

namespace NewsBot.Core.Stories;

/// <summary>
/// Finds the open stories that an article shares most with, by the terms of their first articles' titles and leads and
/// by names and numbers anywhere. Rare terms are looked up first; words that thousands of stories have are not.
/// </summary>
internal sealed class StoryCandidates
{
    /// <summary>Stories that are compared in full.</summary>
    public const int Most = 24;

    /// <summary>Entries that are walked for one article: what bounds its time among fifty thousand stories.</summary>
    private const int MostEntries = 6_000;

    private readonly Dictionary<uint, Places> _places = [];
    private readonly List<int> _met = [];
    private double[] _scores = [];

    public void Add(int place, ReadOnlySpan<StoryTerm> terms)
    {
        if (place >= _scores.Length)
            Array.Resize(ref _scores, Math.Max(place + 1, _scores.Length * 2));
        foreach (var term in terms)
        {
            if (IsKey(term))
                CollectionsMarshal.GetValueRefOrAddDefault(_places, term.Id, out _).Add(place);
        }
    }

    public void Remove(int place, ReadOnlySpan<StoryTerm> terms)
    {
        foreach (var term in terms)
        {
            if (!IsKey(term))
                continue;
            ref var places = ref CollectionsMarshal.GetValueRefOrNullRef(_places, term.Id);
            places.Remove(place);
            if (places.Count == 0)
                _places.Remove(term.Id);
        }
    }

    /// <summary>The places of the stories that share most with the text, the likeliest first.</summary>
    /// <param name="text">What is compared.</param>
    /// <param name="weights">What terms say.</param>
    /// <param name="order">Of two equal ones the lower comes first: places are not the same after a restart.</param>
    public IReadOnlyList<int> Find(StoryText text, TermWeights weights, Func<int, long> order)
    {
        var logarithm = weights.LogarithmOf(text.Article.Language);
        var walked = 0;
        foreach (var (term, count) in text.Terms.Select(term => (Term: term, Count: CountOf(term.Id))).Where(pair => pair.Count > 0).OrderBy(pair => pair.Count).ThenBy(pair => pair.Term.Id))
        {
            walked += count;
            if (walked > MostEntries)
                break;
            var weight = weights.Of(term, logarithm);
            var score = weight * weight * term.Weight;
            foreach (var place in _places[term.Id].All)
            {
                if (_scores[place] == 0)
                    _met.Add(place);
                _scores[place] += score;
            }
        }

        var best = Best(order);
        foreach (var place in _met)
            _scores[place] = 0;
        _met.Clear();
        return best;
    }

    private List<int> Best(Func<int, long> order)
    {
        var best = new PriorityQueue<int, (double, long)>();
        var least = (Score: double.NegativeInfinity, Order: long.MinValue);
        foreach (var place in _met)
        {
            var score = _scores[place];
            if (best.Count == Most && score < least.Score)
                continue;
            var priority = (score, -order(place));
            if (best.Count < Most)
                best.Enqueue(place, priority);
            else if (priority.CompareTo(least) > 0)
                best.EnqueueDequeue(place, priority);
            best.TryPeek(out _, out least);
        }

        var places = new List<int>(best.Count);
        while (best.TryDequeue(out var place, out _))
            places.Add(place);
        places.Reverse();
        return places;
    }

    private int CountOf(uint term) => _places.TryGetValue(term, out var places) ? places.Count : 0;

    private static bool IsKey(StoryTerm term) => term.Opening > 0 || term.Kind == TermKind.Name || term.IsParticularNumber;

    /// <summary>Most terms stand in one story only: that takes no array.</summary>
    private struct Places
    {
        private int _only;
        private int[]? _many;

        public int Count { get; private set; }

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public readonly ReadOnlySpan<int> All => _many is null ? new ReadOnlySpan<int>(in _only)[..Count] : _many.AsSpan(0, Count);

        public void Add(int place)
        {
            if (Count == 0)
                _only = place;
            if (Count == 1 && _many is null)
                _many = [_only, 0, 0];
            if (_many is not null)
            {
                if (Count == _many.Length)
                    Array.Resize(ref _many, Count + Count / 2 + 1);
                _many[Count] = place;
            }

            Count++;
        }

        public void Remove(int place)
        {
            if (_many is null)
            {
                Count = 0;
                return;
            }

            var at = Array.IndexOf(_many, place, 0, Count);
            _many[at] = _many[--Count];
        }
    }
}
