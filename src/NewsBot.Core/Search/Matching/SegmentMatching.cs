using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>
/// Finds the queries of a segment that an article answers: marks the atoms that hold, then reads along what hangs on
/// them. Takes no lock and, once the scratch has grown, no memory.
/// </summary>
internal static class SegmentMatching
{
    private const int Plain = 1 << (int)AtomKind.Plain;
    private const int Exact = 1 << (int)AtomKind.Exact;
    private const int Beginning = 1 << (int)AtomKind.Beginning;
    private const int Language = 1 << (int)AtomKind.Language;

    /// <summary>Adds what the segment finds to the result.</summary>
    public static void Match(SegmentView view, MatchScratch article, MatchResult into)
    {
        var segment = view.Segment;
        article.Reserve(segment.AtomCount, segment.QueryCount);
        MarkWords(segment, article);
        MarkSurroundings(segment, article);
        var found = Collect(segment, article);
        Report(view, article.Found.AsSpan(0, found), into);
        article.Clear();
    }

    private static void MarkWords(QuerySegment segment, MatchScratch article)
    {
        var stems = article.Article.Stemmer is { } stemmer ? segment.StemsOf(stemmer) : null;
        var kinds = stems is null ? Exact | Plain : Exact;
        var beginnings = segment.Beginnings;
        // From the end, so that the occurrences of an atom, each put before the last, are in ascending order.
        for (var index = article.WordCount - 1; index >= 0; index--)
        {
            var position = article.PositionAt(index);
            var word = segment.Words.Find(article.WordAt(index), article.WordHashAt(index));
            if (word >= 0)
            {
                MarkAtoms(segment, article, word, kinds, position);
            }

            if (stems is not null)
            {
                foreach (var atom in stems.AtomsOf(article.StemAt(index), article.StemHashAt(index)))
                    Mark(segment, article, atom, position);
            }

            if (beginnings is null)
                continue;
            for (var place = beginnings.LongestOf(article.WordAt(index)); place >= 0; place = beginnings.Shorter(place))
                MarkAtoms(segment, article, beginnings.WordAt(place), Beginning, position);
        }
    }

    private static void MarkSurroundings(QuerySegment segment, MatchScratch article)
    {
        if (segment.Always >= 0)
            article.Mark(segment.Always);
        if (article.Article.Language is { } language && segment.Words.Find(language, WordTable.HashOf(language)) is >= 0 and var word)
            MarkAtoms(segment, article, word, Language, 0);
        if (segment.Sources is { } sources)
        {
            foreach (var atom in sources.Of(article.Article.Source))
                article.Mark(atom);
        }
    }

    private static void MarkAtoms(QuerySegment segment, MatchScratch article, int word, int kinds, int position)
    {
        var end = segment.AtomStarts[word + 1];
        for (var atom = segment.AtomStarts[word]; atom < end; atom++)
        {
            if ((kinds >> (int)segment.Atoms[atom].Atom.Kind & 1) != 0)
                Mark(segment, article, atom, position);
        }
    }

    private static void Mark(QuerySegment segment, MatchScratch article, int number, int position)
    {
        var atom = segment.Atoms[number].Atom;
        if (atom.InTitle && position > article.LastTitlePosition)
            return;
        if (atom.IsPositional)
            article.Mark(number, position);
        else
            article.Mark(number);
    }

    private static int Collect(QuerySegment segment, MatchScratch article)
    {
        var found = 0;
        var present = article.Present;
        foreach (var atom in article.Hit)
        {
            ref readonly var entry = ref segment.Atoms[atom];
            ref readonly var end = ref segment.Atoms[atom + 1];
            var pairs = segment.Pairs.AsSpan(entry.Pairs, end.Pairs - entry.Pairs);
            var rest = segment.Rest.AsSpan(entry.Rest, end.Rest - entry.Rest);
            var into = article.ReserveFound(found, 1 + (pairs.Length / 2) + (rest.Length / 2));
            if (entry.Single >= 0)
                into[found++] = entry.Single;
            // Written in any case, counted when both hold: there is no branch to guess.
            for (var at = 0; at + 1 < pairs.Length; at += 2)
            {
                into[found] = pairs[at + 1];
                found += (int)(present[pairs[at] >> 6] >> pairs[at]) & 1;
            }

            for (var at = 0; at < rest.Length;)
            {
                var query = rest[at];
                var guard = rest[at + 1];
                at += 2;
                if ((present[guard >> 6] >> guard & 1) != 0 && (query >= 0 || article.SeesFirst(query &= ~QuerySegment.SharedBit)) && QueryProgram.Holds(rest, at, article))
                    into[found++] = query;
                at += QueryProgram.SizeAt(rest, at);
            }
        }

        return found;
    }

    private static void Report(SegmentView view, ReadOnlySpan<int> found, MatchResult into)
    {
        var segment = view.Segment;
        foreach (var query in found)
        {
            var start = segment.OwnerStarts[query];
            var owners = segment.Owners.AsSpan(start, segment.OwnerStarts[query + 1] - start);
            if (view.Buried is { } buried)
                ReportLiving(buried, start, owners, segment.NamesALanguage(query), into);
            else
                into.Add(owners, segment.NamesALanguage(query));
        }
    }

    private static void ReportLiving(BuriedOwners buried, int start, ReadOnlySpan<QueryOwner> owners, bool namesLanguage, MatchResult into)
    {
        into.Begin(owners.Length, namesLanguage);
        for (var index = 0; index < owners.Length; index++)
        {
            if (!buried.Contains(start + index))
                into.Append(owners[index]);
        }

        into.End();
    }
}
