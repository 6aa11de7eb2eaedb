using NewsBot.Core.Search;
using NewsBot.Core.Text;

namespace NewsBot.Core.Articles;

/// <summary>Words that a term of a query finds.</summary>
/// <param name="Start">UTF-16 offset in the title or the text.</param>
/// <param name="End">Behind the last of them.</param>
/// <param name="Term">Which of the query's terms.</param>
internal readonly record struct ArticleMatch(int Start, int End, int Term);

/// <summary>Where the wanted words of a query stand in an article, in the order of the text.</summary>
internal sealed class ArticleMatches
{
    /// <param name="article">The article.</param>
    /// <param name="text">What a search sees of its summary and body.</param>
    /// <param name="query">The query; what it does not want is left out.</param>
    public ArticleMatches(Article article, string text, Query query)
    {
        var tokens = ArticleTokens.Of(article.Title, text, null, article.Language);
        var title = TokenPlaces.Of(article.Title);
        var body = TokenPlaces.Of(text);
        var (inTitle, inBody) = (new List<ArticleMatch>(), new List<ArticleMatch>());
        var positions = Positions(body, title.Count);
        var terms = query.WantedLeaves().OfType<Query.Term>().Distinct().ToList();
        for (var term = 0; term < terms.Count; term++)
        {
            var more = terms[term].Tokens.Count - 1;
            foreach (var position in tokens.PlacesOf(terms[term]))
            {
                if (position <= title.Count)
                    inTitle.Add(new ArticleMatch(title[position - 1].Start, title[Math.Min(position + more, title.Count) - 1].End, term));
                else if (positions.BinarySearch(position) is >= 0 and var place)
                    inBody.Add(new ArticleMatch(body[place].Start, body[Math.Min(place + more, body.Count - 1)].End, term));
            }
        }

        InTitle = Sorted(inTitle);
        InBody = Sorted(inBody);
    }

    public IReadOnlyList<ArticleMatch> InTitle { get; }

    public IReadOnlyList<ArticleMatch> InBody { get; }

    // As the analyser counts: a gap before the body, and one between blocks.
    private static List<int> Positions(IReadOnlyList<TokenPlace> body, int titleTokens)
    {
        var positions = new List<int>(body.Count);
        var position = titleTokens > 0 ? titleTokens + 1 : 0;
        foreach (var place in body)
        {
            position += place.AfterBreak && positions.Count > 0 ? 2 : 1;
            positions.Add(position);
        }

        return positions;
    }

    private static List<ArticleMatch> Sorted(List<ArticleMatch> matches) => [.. matches.OrderBy(match => match.Start).ThenByDescending(match => match.End)];
}
