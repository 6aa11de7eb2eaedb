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
    private SegmentView[] _segments = [];
    private Stemmer[] _stemmers = [];
    private MatchScratch? _scratch;

    // While a rebuild reads segments: those it reads, and whose queries have changed meanwhile.
    private HashSet<QuerySegment>? _beingRead;
    private HashSet<long> _changed = [];
    private int _articlesAtRebuild;

    /// <summary>Owners with a query.</summary>
    public int OwnerCount => Volatile.Read(ref _segments).Sum(view => view.LiveCount);

    /// <summary>Different queries, counted again in each segment.</summary>
    public int QueryCount => Volatile.Read(ref _segments).Sum(view => view.Segment.QueryCount);

    /// <summary>Articles that were matched or observed; older ones count less.</summary>
    public int ArticlesCounted => _counts.Articles;

    /// <summary>Whether <see cref="Rebuild"/> would make matching faster: many changes, or terms known much better than before.</summary>
    public bool WantsRebuild
    {
        get
        {
            var segments = Volatile.Read(ref _segments);
            var owners = segments.Sum(view => view.Segment.Owners.Length);
            var settled = segments.Select(view => view.LiveCount).DefaultIfEmpty().Max();
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
            var kept = new List<SegmentView>(_segments);
            var merged = TakeSmallest(kept, last.Count);
            var owners = last.Keys.ToHashSet();
            var builder = new QuerySegmentBuilder(merged);
            foreach (var view in merged)
                builder.Add(view, owners);
            foreach (var change in last.Values)
            {
                if (change.Query is { } query)
                    builder.Add(change.Owner, query);
            }

            SegmentView[] added = builder.QueryCount == 0 ? [] : [Pack(builder)];
            Volatile.Write(ref _segments, [.. kept.Select(view => view.Without(owners)), .. added]);
            if (_beingRead is not null)
                _changed.UnionWith(owners);
            _counts.Grow(_segments.Sum(view => view.Segment.Words.Count));
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
            Volatile.Write(ref _segments, builder.QueryCount == 0 ? [] : [Pack(builder)]);
        }
    }

    /// <summary>
    /// Makes all segments one, each query on the term that is the rarest by now. Takes a second for a million queries;
    /// matching and changing go on meanwhile. One at a time.
    /// </summary>
    public void Rebuild()
    {
        SegmentView[] read;
        HashSet<QuerySegment> segments;
        lock (_changing)
        {
            if (_beingRead is not null)
                return;
            read = _segments;
            _beingRead = segments = [.. read.Select(view => view.Segment)];
            _changed = [];
            _articlesAtRebuild = _counts.Articles;
        }

        try
        {
            var builder = new QuerySegmentBuilder(read);
            foreach (var view in read)
                builder.Add(view);
            Publish(segments, builder.QueryCount == 0 ? [] : [Pack(builder)]);
        }
        finally
        {
            lock (_changing)
                _beingRead = _beingRead == segments ? null : _beingRead;
        }
    }

    private SegmentView Pack(QuerySegmentBuilder builder) => new(SegmentPacking.Pack(builder, _counts, _stemmers));

    private void Publish(HashSet<QuerySegment> read, SegmentView[] built)
    {
        lock (_changing)
        {
            // Another one, or none, when everything was replaced meanwhile.
            if (_beingRead == read)
                Volatile.Write(ref _segments, [.. built.Select(view => view.Without(_changed)), .. _segments.Where(view => !read.Contains(view.Segment))]);
        }
    }

    /// <summary>Finds all queries that the article answers, into a result that is cleared before. Safe from many threads.</summary>
    public void Match(ArticleTokens article, MatchResult into)
    {
        into.Clear();
        var scratch = Read(article);
        foreach (var view in Volatile.Read(ref _segments))
            SegmentMatching.Match(view, scratch, into);
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
    private List<SegmentView> TakeSmallest(List<SegmentView> segments, int added)
    {
        var taken = new List<SegmentView>();
        var size = Math.Max(added, SmallestStep);
        while (segments is [.., var last] && last.LiveCount <= Math.Min(size * Steps, LargestMergedAtOnce) && _beingRead?.Contains(last.Segment) != true)
        {
            segments.RemoveAt(segments.Count - 1);
            taken.Add(last);
            size += last.LiveCount;
        }

        return taken;
    }
}
