using NewsBot.Core.Search;
using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Tests.Search.Differential;

/// <summary>What an article is made of, and its words in a row: null where a phrase may not go on.</summary>
internal sealed class NaiveArticle
{
    public NaiveArticle(string title, string body, int feed, string? language)
    {
        (Title, Body, Feed, Language) = (title, body, feed, language);
        var text = Analyzer.Analyze(title, body, Stemmer.For(language));
        TitleWords = Row(text.Title);
        BodyWords = Row(text.Body);
    }

    public string Title { get; }
    public string Body { get; }

    /// <summary>Index into <see cref="ArticleSamples.Feeds"/>.</summary>
    public int Feed { get; }
    public string? Language { get; }

    /// <summary>The article as the product sees it.</summary>
    public ArticleTokens Tokens
    {
        get
        {
            var (title, site, url) = ArticleSamples.Feeds[Feed];
            return ArticleTokens.Of(Title, Body, SourceNames.Of(title, site, url), Language);
        }
    }

    public (string Text, string? Stem)?[] TitleWords { get; }
    public (string Text, string? Stem)?[] BodyWords { get; }

    private static (string Text, string? Stem)?[] Row(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count == 0)
            return [];
        var row = new (string, string?)?[tokens[^1].Position - tokens[0].Position + 1];
        foreach (var token in tokens)
            row[token.Position - tokens[0].Position] = (token.Text, token.Stem);
        return row;
    }
}
