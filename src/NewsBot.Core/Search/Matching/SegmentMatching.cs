using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>
/// Finds the queries of a segment that an article answers: marks the atoms that hold, then reads along what hangs on
/// them. Takes no lock and, once the scratch has grown, no memory.
/// </summary>
internal static class SegmentMatching
{
    /// <summary>Adds what the segment finds to the result.</summary>
    public static void Match(SegmentView view, MatchScratch article, MatchResult into)
    {
        var segment = view.Segment;
        article.Reserve(segment.Atoms.Length, segment.QueryCount);
        MarkWords(segment, article);
        MarkSurroundings(segment, article);
        var found = Collect(segment, article);
        Report(view, article.Found.AsSpan(0, found), into);
        article.Clear();
    }

    private static void MarkWords(QuerySegment segment, MatchScratch article)
    {
        var stems = article.Article.Stemmer is { } stemmer ? segment.StemsOf(stemmer) : null;
        var beginnings = segment.Beginnings;
        // From the end, so that the occurrences of an atom, each put before the last, are in ascending order.
        for (var index = article.WordCount - 1; index >= 0; index--)
        {
            var position = article.PositionAt(index);
            var word = segment.Words.Find(article.WordAt(index), article.WordHashAt(index));
            if (word >= 0)
            {
                MarkAtoms(segment, article, word, AtomKind.Exact, position);
                if (stems is null)
                    MarkAtoms(segment, article, word, AtomKind.Plain, position);
            }

            if (stems is not null)
            {
                foreach (var atom in stems.AtomsOf(article.StemAt(index), article.StemHashAt(index)))
                    Mark(segment, article, atom, position);
            }

            if (beginnings is null)
                continue;
            for (var place = beginnings.LongestOf(article.WordAt(index)); place >= 0; place = beginnings.Shorter(place))
                MarkAtoms(segment, article, beginnings.WordAt(place), AtomKind.Beginning, position);
        }
    }

    private static void MarkSurroundings(QuerySegment segment, MatchScratch article)
    {
        if (segment.Always >= 0)
            article.Mark(segment.Always);
        if (article.Article.Language is { } language && segment.Words.Find(language, WordTable.HashOf(language)) is >= 0 and var word)
            MarkAtoms(segment, article, word, AtomKind.Language, 0);
        if (segment.Sources is { } sources)
        {
            foreach (var atom in sources.Of(article.Article.Source))
                article.Mark(atom);
        }
    }

    private static void MarkAtoms(QuerySegment segment, MatchScratch article, int word, AtomKind kind, int position)
    {
        var end = segment.AtomStarts[word + 1];
        for (var atom = segment.AtomStarts[word]; atom < end; atom++)
        {
            if (segment.Atoms[atom].Kind == kind)
                Mark(segment, article, atom, position);
        }
    }

    private static void Mark(QuerySegment segment, MatchScratch article, int number, int position)
    {
        var atom = segment.Atoms[number];
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
        foreach (var atom in article.Hit)
        {
            var pairs = segment.Pairs.AsSpan(segment.PairStarts[atom], segment.PairStarts[atom + 1] - segment.PairStarts[atom]);
            var rest = segment.Rest.AsSpan(segment.RestStarts[atom], segment.RestStarts[atom + 1] - segment.RestStarts[atom]);
            var into = article.ReserveFound(found, 1 + pairs.Length / 2 + rest.Length / 2);
            if (segment.Singles[atom] is >= 0 and var single)
                into[found++] = single;
            // Written in any case, counted when both hold: there is no branch to guess.
            for (var at = 0; at + 1 < pairs.Length; at += 2)
            {
                into[found] = pairs[at + 1];
                found += article.Bit(pairs[at]);
            }

            for (var at = 0; at < rest.Length;)
            {
                var query = rest[at++];
                if ((query >= 0 || article.SeesFirst(query &= ~QuerySegment.SharedBit)) && QueryProgram.Holds(rest, at, article))
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
