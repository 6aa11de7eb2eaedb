using Dapper;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Articles;

/// <summary>
/// The forms in which the words of the articles stand in the index, by their stems, and which languages with stems there are: of
/// each a row for the empty word. What was written lately is remembered, so that most articles add nothing.
/// </summary>
internal sealed class WordForms
{
    private const int RowsOfStatement = 40;

    // 2^17 hashes: one megabyte once articles with stems come in.
    private const int Places = 1 << 17;
    private long[]? _known;

    private static readonly string[] _languages = [.. Stemmer.All.Select(stemmer => StemLanguages.Tag(stemmer, ""))];

    /// <summary>The forms of all stems that the queries ask for, in every language of the store.</summary>
    public static async Task<FormsOfStem> ReadAsync(Session session, IEnumerable<Query> queries, CancellationToken cancellationToken)
    {
        var terms = queries.SelectMany(TermsOf).ToList();
        if (terms.Count == 0)
            return _ => [];
        var stems = terms.SelectMany(StemLanguages.All.StemsOf).Concat(_languages).ToHashSet(StringComparer.Ordinal);
        var rows = await session.QueryAsync<FormRow>("SELECT stem, word FROM word_form WHERE stem IN @stems", new { stems = stems.ToArray() }, cancellationToken);
        var forms = rows.ToLookup(row => row.Stem, row => row.Word, StringComparer.Ordinal);
        return stem => forms[stem];
    }

    /// <summary>Keeps the forms of an article that are new. To be called in the transaction that writes its row in the index.</summary>
    public async Task AddAsync(Session session, ArticleTokens article, CancellationToken cancellationToken)
    {
        if (article.Stemmer is not { } stemmer)
            return;
        var known = Volatile.Read(ref _known) ?? (_known = new long[Places]);
        var words = article.Text.Title.Concat(article.Text.Body).Where(token => token.Stem != token.Text)
            .Select(token => (Stem: token.Stem!, Word: token.Text)).Prepend((Stem: "", Word: ""))
            .Select(form => (form.Stem, form.Word, Hash: HashOf(stemmer, form.Word))).Where(form => known[form.Hash & (Places - 1)] != form.Hash)
            // All programs write them in one order, so that none waits for the other in a circle.
            .DistinctBy(form => form.Hash).OrderBy(form => form.Word, StringComparer.Ordinal).ToList();
        foreach (var rows in words.Chunk(RowsOfStatement))
        {
            var parameters = new DynamicParameters();
            foreach (var (index, (stem, word, _)) in rows.Index())
            {
                parameters.Add($"stem{index}", StemLanguages.Tag(stemmer, stem));
                parameters.Add($"word{index}", word);
            }

            var values = string.Join(", ", Enumerable.Range(0, rows.Length).Select(index => $"(@stem{index}, @word{index})"));
            await session.ExecuteAsync($"INSERT INTO word_form (stem, word) VALUES {values} ON CONFLICT DO NOTHING", parameters, cancellationToken);
        }

        if (words.Count > 0)
        {
            session.AfterCommit(() =>
            {
                foreach (var (_, _, hash) in words)
                    known[hash & (Places - 1)] = hash;
            });
        }
    }

    private static long HashOf(Stemmer stemmer, string word) =>
        ((long)string.GetHashCode(word, StringComparison.Ordinal) << 32 ^ (long)string.GetHashCode(word, StringComparison.OrdinalIgnoreCase)) * 31 + string.GetHashCode(stemmer.Key, StringComparison.Ordinal);

    private static IEnumerable<Query.Term> TermsOf(Query query) => query switch
    {
        Query.Term term => [term],
        Query.And all => all.Parts.SelectMany(TermsOf),
        Query.Or any => any.Parts.SelectMany(TermsOf),
        Query.Not not => TermsOf(not.Part),
        Query.Source or Query.Language => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private sealed class FormRow
    {
        public string Stem { get; set; } = "";
        public string Word { get; set; } = "";
    }
}
