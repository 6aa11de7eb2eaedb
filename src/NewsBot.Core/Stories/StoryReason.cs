using NewsBot.Core.Articles;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Stories;

/// <summary>Why two articles are or are not one story: what the pipeline would decide if the earlier one were the whole story.</summary>
/// <param name="Verdict">What was decided of the later one.</param>
/// <param name="Beside">The two compared, whatever decided.</param>
/// <param name="SameKey">They have an address or a key in common.</param>
/// <param name="SameTitle">Their titles are the same, without an aggregator's addition.</param>
/// <param name="Jaccard">Of all their shingles the part that both have.</param>
/// <param name="Containment">Of the shorter one's shingles the part that the other has.</param>
/// <param name="Shingles">How many each has: the earlier, the later.</param>
/// <param name="NumbersDiffer">So many numbers differ that neither is taken for a copy.</param>
/// <param name="SharedNames">Names and rare words in both, as the later one writes them, folded.</param>
/// <param name="SharedNumbers">Numbers of two digits and more in both.</param>
/// <param name="NumbersOfEarlier">Those that only the earlier one has.</param>
/// <param name="NumbersOfLater">Those that only the later one has.</param>
internal sealed record StoryReason(
    StoryVerdict Verdict,
    StoryComparison Beside,
    bool SameKey,
    bool SameTitle,
    double Jaccard,
    double Containment,
    (int Earlier, int Later) Shingles,
    bool NumbersDiffer,
    IReadOnlyList<string> SharedNames,
    IReadOnlyList<string> SharedNumbers,
    IReadOnlyList<string> NumbersOfEarlier,
    IReadOnlyList<string> NumbersOfLater)
{
    /// <summary>Articles before the two of which the weights of terms are taken: a person waits for it.</summary>
    private const int MostArticles = 5_000;

    private const int MostWords = 20;

    /// <summary>Compares two stored articles among those that were open when the later one came.</summary>
    /// <param name="session">A reading one is enough.</param>
    /// <param name="earlier">The one that came first.</param>
    /// <param name="later">The one that is asked about.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<StoryReason> OfAsync(Session session, Article earlier, Article later, CancellationToken cancellationToken)
    {
        var now = Math.Max(earlier.FirstSeenAt, later.FirstSeenAt);
        var book = await StoryWindow.LoadAsync(session, now, [earlier.ArticleId, later.ArticleId], MostArticles, cancellationToken);
        return Of(book, book.WithoutBoilerplate(StoryWindow.Of(earlier)), book.WithoutBoilerplate(StoryWindow.Of(later)));
    }

    /// <summary>Compares two articles that are not in the book; the earlier one is afterwards.</summary>
    public static StoryReason Of(StoryBook book, StoryArticle earlier, StoryArticle later)
    {
        var (first, second) = (StoryText.Of(earlier), StoryText.Of(later));
        // A number that no stored story has.
        var story = book.Add(first, long.MinValue);
        var shared = second.Terms.IntersectBy(first.Terms.Select(term => term.Id), term => term.Id).ToList();
        var rare = shared.Where(term => !term.IsNumber && (term.Kind == TermKind.Name || book.WeightOf(term, second.Article.Language) >= TermWeights.Rare))
            .OrderByDescending(term => book.WeightOf(term, second.Article.Language)).Take(MostWords);
        return new StoryReason(
            book.Decide(second, story),
            book.Compare(second, story),
            first.Article.ExactKeys.Intersect(second.Article.ExactKeys).Any(),
            first.Title.Key != 0 && first.Title.Key == second.Title.Key,
            Stories.Shingles.Jaccard(first.Shingles, second.Shingles),
            Stories.Shingles.Containment(first.Shingles, second.Shingles),
            (first.Shingles.Length, second.Shingles.Length),
            Vetoes.NumbersDiffer(first.Numbers, second.Numbers),
            WordsOf(later, rare.Select(term => term.Id)),
            WordsOf(later, second.Numbers.Intersect(first.Numbers)),
            WordsOf(earlier, first.Numbers.Except(second.Numbers)),
            WordsOf(later, second.Numbers.Except(first.Numbers)));
    }

    // Terms are numbers: their words are found in the text again.
    private static List<string> WordsOf(StoryArticle article, IEnumerable<uint> terms)
    {
        var stemmer = Stemmer.For(article.Language);
        var byTerm = new Dictionary<uint, string>();
        foreach (var word in Analyzer.Words($"{article.Title}\n{article.Lead}\n{article.Body}"))
            byTerm.TryAdd(StoryTerms.IdOf(stemmer?.Stem(word) ?? word, article.Language), word);
        return [.. terms.Select(term => byTerm.GetValueOrDefault(term)).OfType<string>()];
    }
}
