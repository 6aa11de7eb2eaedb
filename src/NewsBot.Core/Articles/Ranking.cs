using System.Diagnostics;
using System.Runtime.InteropServices;
using Dapper;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Articles;

/// <summary>
/// The newest hits of a search with how often its terms stand in each, for <see cref="Bm25"/>. SQLite's index tells it, on PostgreSQL the
/// codes beside the index are counted; both count the same.
/// </summary>
internal sealed class Ranking(ArticleFilter filter)
{
    /// <summary>So many of the newest hits are ranked.</summary>
    public const int MostHits = 2000;

    // Joining hits takes longer than finding them.
    private static readonly int[] Windows = [MostHits, 4 * MostHits];

    private readonly IReadOnlyList<(Query.Term Term, bool IsWanted)> _all = filter.Text is null ? [] : [.. TermsOf(filter.Text, isWanted: true)];

    private List<Query.Term> Wanted => [.. _all.Where(pair => pair.IsWanted).Select(pair => pair.Term).Distinct()];

    /// <summary>The hits up to this id, the newest first. Where no words of the query must stand in an article, none is better than another.</summary>
    public async Task<IReadOnlyList<RankedHit>> HitsAsync(Session session, long newest, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(filter.Parameters);
        parameters.Add("newest", newest);
        parameters.Add("most", MostHits);
        var terms = Wanted;
        if (terms.Count == 0)
            return [.. (await ReadAsync<HitRow>("", "")).Select(row => new RankedHit(row.ArticleId, row.StoryId, 1, []))];
        return session.Dialect is PostgreSqlDialect ? await CountedAsync() : await ToldAsync();

        async Task<IReadOnlyList<RankedHit>> ToldAsync()
        {
            var phrases = _all.SelectMany(pair => Enumerable.Repeat(pair.IsWanted ? terms.IndexOf(pair.Term) : -1, filter.TextLanguages.PhrasesOf(pair.Term).Count())).ToArray();
            return [.. (await ReadAsync<HitRow>(", word_counts(article_index) AS counts", "")).Select(row => Told(row, phrases, terms))];
        }

        async Task<IReadOnlyList<RankedHit>> CountedAsync()
        {
            var columns = ", a.language, c.codes";
            foreach (var (index, term) in terms.Index().Where(pair => pair.Item.EndsOpen))
            {
                parameters.Add($"title{index}", TsQueryPrinter.PrintIn(term, filter.TextLanguages, title: true));
                parameters.Add($"body{index}", TsQueryPrinter.PrintIn(term, filter.TextLanguages, title: false));
                columns += $", (SELECT (CASE WHEN x.tokens @@ @title{index}::tsquery THEN 1 ELSE 0 END) + (CASE WHEN x.tokens @@ @body{index}::tsquery THEN 2 ELSE 0 END) FROM article_index x WHERE x.article_id = a.article_id) AS open{index}";
            }

            var words = new Dictionary<string, int[][][]>();
            // Beginnings are columns of their own, which have no fixed number.
            if (terms.Any(term => term.EndsOpen))
                return [.. (await ReadAsync<object>(columns, Codes)).Cast<IDictionary<string, object?>>().Select(row => Counted(
                    new HitRow { ArticleId = (long)row["article_id"]!, StoryId = (long)row["story_id"]!, Language = (string?)row["language"], Codes = (byte[])row["codes"]! },
                    terms, words, index => (int)row[$"open{index}"]!))];
            return [.. (await ReadAsync<HitRow>(columns, Codes)).Select(row => Counted(row, terms, words, _ => throw new UnreachableException()))];
        }

        async Task<IReadOnlyList<T>> ReadAsync<T>(string columns, string join)
        {
            if (filter.NewestHits is not { } newestHits)
                return await FromAsync<T>(columns, filter.From + join, filter.Key);
            // Mostly the newest hits may all be seen; where few may, all are gone through. Finding a phrase costs: it is done once.
            foreach (var window in Windows)
            {
                parameters.Add("window", window);
                var hits = await session.QueryAsync<long>(newestHits, parameters, cancellationToken);
                parameters.Add("hits", hits);
                var rows = await FromAsync<T>(columns, $"article a{join}", "a.article_id", "a.article_id IN @hits AND ");
                if (rows.Count == MostHits || hits.Count < window)
                    return rows;
            }

            return await FromAsync<T>(columns, filter.From + join, filter.Key);
        }

        Task<IReadOnlyList<T>> FromAsync<T>(string columns, string from, string key, string which = "") => session.QueryAsync<T>(
            $"SELECT a.article_id, a.story_id{columns} FROM {from} WHERE {which}{filter.Where} AND {key} <= @newest ORDER BY {key} DESC LIMIT @most",
            parameters, cancellationToken);
    }

    private const string Codes = " JOIN article_codes c ON c.article_id = a.article_id";

    private static RankedHit Told(HitRow row, int[] phrases, List<Query.Term> terms)
    {
        var numbers = MemoryMarshal.Cast<byte, int>(row.Counts);
        var counts = new TermCount[terms.Count];
        foreach (var place in numbers[1..])
        {
            if (phrases[place >> 1] is >= 0 and var term)
                counts[term] = (place & 1) == 1 ? counts[term] with { InTitle = counts[term].InTitle + 1 } : counts[term] with { InBody = counts[term].InBody + 1 };
        }

        // Of beginnings it counts where they are, not how often: PostgreSQL cannot tell.
        for (var term = 0; term < counts.Length; term++)
        {
            if (terms[term].EndsOpen)
                counts[term] = new TermCount(Math.Min(1, counts[term].InTitle), Math.Min(1, counts[term].InBody));
        }

        return new RankedHit(row.ArticleId, row.StoryId, numbers[0], counts);
    }

    private RankedHit Counted(HitRow row, List<Query.Term> terms, Dictionary<string, int[][][]> words, Func<int, int> open)
    {
        if (!words.TryGetValue(row.Language ?? "", out var wordsOfTerms))
        {
            var stemmer = Stemmer.For(row.Language);
            words[row.Language ?? ""] = wordsOfTerms =
                [.. terms.Select(term => filter.TextLanguages.WordsOf(term, stemmer).Select(phrase => phrase.Select(TokenCodes.Of).ToArray()).ToArray())];
        }

        var codes = TokenCodes.Read(row.Codes, out var title);
        var counts = new TermCount[terms.Count];
        for (var term = 0; term < counts.Length; term++)
        {
            if (terms[term].EndsOpen)
            {
                var places = open(term);
                counts[term] = new TermCount(places & 1, terms[term].InTitle ? 0 : places >> 1);
                continue;
            }

            foreach (var phrase in wordsOfTerms[term])
            {
                counts[term] = new TermCount(
                    counts[term].InTitle + TokenCodes.Count(codes[..title], phrase),
                    counts[term].InBody + (terms[term].InTitle ? 0 : TokenCodes.Count(codes[title..], phrase)));
            }
        }

        return new RankedHit(row.ArticleId, row.StoryId, codes.Length, counts);
    }

    // In the order in which they are printed.
    private static IEnumerable<(Query.Term Term, bool IsWanted)> TermsOf(Query query, bool isWanted) => query switch
    {
        Query.Term term => [(term, isWanted)],
        Query.And all => all.Parts.Where(part => part is not Query.Not).Concat(all.Parts.Where(part => part is Query.Not)).SelectMany(part => TermsOf(part, isWanted)),
        Query.Or any => any.Parts.SelectMany(part => TermsOf(part, isWanted)),
        Query.Not not => TermsOf(not.Part, isWanted: false),
        Query.Source or Query.Language => [],
        _ => throw new UnreachableException(),
    };

    private sealed class HitRow
    {
        public long ArticleId { get; set; }
        public long StoryId { get; set; }
        public string? Language { get; set; }
        public byte[] Counts { get; set; } = [];
        public byte[] Codes { get; set; } = [];
    }
}
