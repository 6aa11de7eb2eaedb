using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>
/// Finds, among a million standing queries, those that an article answers. The queries lie in segments that are never
/// changed: a change makes a new small one, which takes in the small ones before it, and swaps one reference. Whoever
/// matches sees the segments of before or of after, waits for nobody and makes nobody wait. Now and then all segments are
/// made one (<see cref="Rebuild"/>), beside everything else.
/// </summary>
/// <remarks>
/// It finds what <see cref="QueryEvaluator"/> finds, one by one. Only programs of numbers are kept, not the text.
/// </remarks>
internal sealed class StandingQueryIndex
{
    /// <summary>A segment of more owners is only taken into a larger one by <see cref="Rebuild"/>.</summary>
    private const int LargestMergedAtOnce = 4_096;

    /// <summary>A segment is taken into a new one when it is not so many times larger.</summary>
    private const int Steps = 8;
    private const int SmallestStep = 16;

    private readonly Lock _changing = new();
    private readonly TermCounts _counts = new();
    private QuerySegment[] _segments = [];
    private Stemmer[] _stemmers = [];
    private MatchScratch? _scratch;

    // While a rebuild reads segments: those it reads, and who was taken out of them meanwhile.
    private HashSet<QuerySegment>? _beingRead;
    private List<long>? _takenOut;
    private int _articlesAtRebuild;

    /// <summary>Owners with a query.</summary>
    public int OwnerCount => Volatile.Read(ref _segments).Sum(segment => segment.LiveCount);

    /// <summary>Different queries, counted again in each segment.</summary>
    public int QueryCount => Volatile.Read(ref _segments).Sum(segment => segment.QueryCount);

    /// <summary>Articles that were matched or observed; older ones count less.</summary>
    public int ArticlesCounted => _counts.Articles;

    /// <summary>Whether <see cref="Rebuild"/> would make matching faster: many changes, or terms known much better than before.</summary>
    public bool WantsRebuild
    {
        get
        {
            var segments = Volatile.Read(ref _segments);
            var owners = segments.Sum(segment => segment.Owners.Length);
            var settled = segments.Select(segment => segment.LiveCount).DefaultIfEmpty().Max();
            return owners - settled > Math.Clamp(owners / 32, 1_024, 4 * LargestMergedAtOnce)
                || (segments.Length > 0 && _counts.Articles > 200 + (_articlesAtRebuild * 4));
        }
    }

    /// <summary>Gives an owner a query, in canonical form, or another one than before. The next article meets it.</summary>
    public void Set(OwnerKind kind, long ownerId, Query query) => Apply([new QueryChange(new QueryOwner(kind, ownerId), query)]);

    /// <summary>Takes the query of an owner out.</summary>
    public void Remove(OwnerKind kind, long ownerId) => Apply([new QueryChange(new QueryOwner(kind, ownerId), null)]);

    /// <summary>Makes many changes at once; of several for one owner the last counts.</summary>
    public void Apply(IReadOnlyCollection<QueryChange> changes)
    {
        if (changes.Count == 0)
            return;
        lock (_changing)
        {
            var last = new Dictionary<long, QueryChange>(changes.Count);
            foreach (var change in changes)
                last[change.Owner.Key] = change;
            var kept = new List<QuerySegment>(_segments);
            var merged = TakeSmallest(kept, last.Count);
            var changed = last.Keys.ToHashSet();
            var builder = new QuerySegmentBuilder(merged);
            foreach (var segment in merged)
                builder.Add(segment, changed);
            foreach (var change in last.Values)
            {
                if (change.Query is { } query)
                    builder.Add(change.Owner, query);
            }

            if (builder.QueryCount > 0)
                kept.Add(SegmentPacking.Pack(builder, _counts, _stemmers));
            // First the new query, then without the old: nobody sees an owner without one.
            var before = _segments;
            Volatile.Write(ref _segments, [.. kept]);
            foreach (var segment in before.Except(merged))
                foreach (var owner in last.Keys)
                    if (segment.Bury(owner) && _beingRead?.Contains(segment) == true)
                        _takenOut!.Add(owner);
            _counts.Grow(_segments.Sum(segment => segment.Words.Count));
        }
    }

    /// <summary>Replaces everything by what the builder has.</summary>
    public void Replace(QuerySegmentBuilder builder)
    {
        lock (_changing)
        {
            _counts.Grow(builder.Words.Count);
            _articlesAtRebuild = _counts.Articles;
            _beingRead = null;
            Volatile.Write(ref _segments, builder.QueryCount == 0 ? [] : [SegmentPacking.Pack(builder, _counts, _stemmers)]);
        }
    }

    /// <summary>
    /// Makes all segments one, each query on the term that is the rarest by now. Takes a second for a million queries;
    /// matching and changing go on meanwhile. One at a time.
    /// </summary>
    public void Rebuild()
    {
        QuerySegment[] read;
        lock (_changing)
        {
            if (_beingRead is not null)
                return;
            read = _segments;
            _beingRead = [.. read];
            _takenOut = [];
            _articlesAtRebuild = _counts.Articles;
        }

        try
        {
            var builder = new QuerySegmentBuilder(read);
            foreach (var segment in read)
                builder.Add(segment);
            Publish(read, builder.QueryCount == 0 ? [] : [SegmentPacking.Pack(builder, _counts, _stemmers)]);
        }
        finally
        {
            lock (_changing)
                _beingRead = null;
        }
    }

    private void Publish(QuerySegment[] read, QuerySegment[] built)
    {
        lock (_changing)
        {
            // Everything was replaced meanwhile.
            if (_beingRead is null)
                return;
            foreach (var owner in _takenOut!)
                foreach (var segment in built)
                    segment.Bury(owner);
            Volatile.Write(ref _segments, [.. built, .. _segments.Except(read)]);
        }
    }

    /// <summary>Finds all queries that the article answers, into a result that is cleared before. Safe from many threads.</summary>
    public void Match(ArticleTokens article, MatchResult into)
    {
        into.Clear();
        var scratch = Read(article);
        foreach (var segment in Volatile.Read(ref _segments))
            SegmentMatching.Match(segment, scratch, into);
        _counts.Count(scratch);
        Volatile.Write(ref _scratch, scratch);
    }

    /// <summary>Counts the terms of an article without looking for queries: so the index knows beforehand which terms are rare.</summary>
    public void Observe(ArticleTokens article)
    {
        var scratch = Read(article);
        _counts.Count(scratch);
        Volatile.Write(ref _scratch, scratch);
    }

    private MatchScratch Read(ArticleTokens article)
    {
        // Whoever comes while another is at work takes a new one; one of them stays.
        var scratch = Interlocked.Exchange(ref _scratch, null) ?? new MatchScratch();
        scratch.Read(article);
        if (article.Stemmer is { } stemmer && Array.IndexOf(_stemmers, stemmer) < 0)
            _stemmers = [.. _stemmers, stemmer];
        return scratch;
    }

    // The last segments as long as they are not much larger than what they are put together with.
    private List<QuerySegment> TakeSmallest(List<QuerySegment> segments, int added)
    {
        var taken = new List<QuerySegment>();
        var size = Math.Max(added, SmallestStep);
        while (segments.Count > 0 && segments[^1] is var last && last.LiveCount <= Math.Min(size * Steps, LargestMergedAtOnce) && _beingRead?.Contains(last) != true)
        {
            segments.RemoveAt(segments.Count - 1);
            taken.Add(last);
            size += last.LiveCount;
        }

        return taken;
    }
}
