using System.Globalization;
using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>
/// Writes an article in the forms of the two full-text indexes. Both take the tokens as they are: SQLite's table is
/// split at blanks by the <c>ascii</c> tokenizer with <c>&amp; + # . , _</c> as token characters, PostgreSQL gets a literal.
/// </summary>
internal static class IndexWriter
{
    /// <summary>Stands in SQLite's index where a gap is; no query holds it.</summary>
    public const string Gap = "_";

    /// <summary>The texts for the columns <c>title</c> and <c>body</c> of SQLite's index.</summary>
    public static (string Title, string Body) ToFts5(ArticleTokens article) =>
        (Column(article.Text.Title), Column(article.Text.Body));

    /// <summary>The literal of PostgreSQL's <c>tsvector</c>; tokens of the title have the weight A. To be cast, not analysed.</summary>
    public static string ToTsVector(ArticleTokens article)
    {
        var vector = new StringBuilder();
        foreach (var term in article.Terms)
        {
            vector.Append(vector.Length == 0 ? "" : " ").Append(TsQueryPrinter.Quote(term)).Append(':');
            foreach (var position in article.PositionsOf(term))
                vector.Append(CultureInfo.InvariantCulture, $"{position}{(position <= article.LastTitlePosition ? "A" : "")},");
            vector.Length--;
        }

        return vector.ToString();
    }

    private static string Column(IReadOnlyList<Token> tokens)
    {
        var column = new StringBuilder();
        var expected = 0;
        foreach (var token in tokens)
        {
            if (column.Length > 0)
                column.Append(' ').Append(token.Position == expected ? "" : Gap + " ");
            column.Append(token.Text);
            expected = token.Position + 1;
        }

        return column.ToString();
    }
}
