using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>An article with all that queries see of it.</summary>
internal sealed record SeenArticle(Article Article, Feed Feed, ArticleTokens Tokens)
{
    /// <summary>What a search sees of it beside the title.</summary>
    public string Text { get; } = ArticleIndex.SearchText(Article.Summary, Article.Body);

    /// <summary>Null when its feed is gone.</summary>
    public static async Task<SeenArticle?> OfAsync(Session session, Article article, CancellationToken cancellationToken)
    {
        if (await FeedStore.FindAsync(session, article.FeedId, cancellationToken) is not { } feed)
            return null;
        if (article.FeedTitle.Length == 0)
            article.FeedTitle = feed.Title;
        var names = SourceNames.Of(feed.Title, feed.SiteUrl, feed.Url);
        return new SeenArticle(article, feed, ArticleTokens.Of(article.Title, ArticleIndex.SearchText(article.Summary, article.Body), names, article.Language));
    }
}

/// <summary>Which words of a query stand where in an article. HTML.</summary>
internal static class Matching
{
    private const int MostNamed = 6;

    /// <summary>"“ceasefires” in the title; “deal” in the text; the source is BBC World". Empty when the query does not find it (any more).</summary>
    public static string Where(Turn turn, Query query, SeenArticle seen)
    {
        var words = turn.Words;
        var (inTitle, inText, others) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var leaf in QueryEvaluator.MatchedLeaves(query, seen.Tokens))
        {
            switch (leaf)
            {
                case Query.Term term:
                    var matches = new ArticleMatches(seen.Article, seen.Text, term);
                    if (matches.InTitle is [var inHead, ..])
                        inTitle.Add(FeedLine.Of(seen.Article.Title[inHead.Start..inHead.End]));
                    else if (matches.InBody is [var inBody, ..])
                        inText.Add(FeedLine.Of(seen.Text[inBody.Start..inBody.End]));
                    break;
                case Query.Source:
                    others.Add(words.Html("why.source-is", ("name", seen.Article.FeedTitle)));
                    break;
                case Query.Language language:
                    others.Add(words.Html("why.language-is", ("name", Words.NameOf(language.Tag))));
                    break;
            }
        }
        List<string> parts = [.. Named(words, "why.in-title", inTitle), .. Named(words, "why.in-text", inText), .. others];
        return string.Join("; ", parts);
    }

    /// <summary>A piece of the text with the words of all the queries bold; empty where they stand in the title only.</summary>
    public static string Snippet(IEnumerable<Query> queries, SeenArticle seen)
    {
        var terms = queries.SelectMany(query => QueryEvaluator.MatchedLeaves(query, seen.Tokens)).OfType<Query.Term>().Where(term => !term.InTitle).Distinct().ToList();
        var found = new Query.Or(new ValueList<Query>(terms));
        return terms.Count == 0 || new ArticleMatches(seen.Article, seen.Text, found).InBody.Count == 0
            ? ""
            : SnippetHtml.Of(Articles.Snippet.Of(seen.Article, found));
    }

    private static IEnumerable<string> Named(Words words, string key, List<string> found)
    {
        var distinct = found.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (distinct.Count == 0)
            yield break;
        var named = string.Join(", ", distinct.Take(MostNamed).Select(word => words.Say("why.word", ("word", TelegramHtml.TruncatePlain(word, 60)))));
        yield return words.Html(key, ("words", named + (distinct.Count > MostNamed ? " …" : "")));
    }
}
