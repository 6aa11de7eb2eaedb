using System.Globalization;
using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>The columns of SQLite's index.</summary>
internal sealed record Fts5Row(string Title, string Body);

/// <summary>
/// Writes an article in the forms of the two full-text indexes. Both take the words as <see cref="StemLanguages.Entry"/> gives them:
/// SQLite's table is split at blanks by the <c>ascii</c> tokenizer with <c>&amp; + # . , _</c> as token characters, PostgreSQL gets a literal.
/// </summary>
internal static class IndexWriter
{
    /// <summary>Stands in SQLite's index where a gap is; no query holds it.</summary>
    public const string Gap = "_";

    /// <summary>The row of SQLite's index.</summary>
    public static Fts5Row ToFts5(ArticleTokens article) => new(Column(article.Text.Title, article), Column(article.Text.Body, article));

    /// <summary>The literal of PostgreSQL's <c>tsvector</c>; tokens of the title have the weight A. To be cast, not analysed.</summary>
    public static string ToTsVector(ArticleTokens article)
    {
        var vector = new StringBuilder(16_384);
        foreach (var term in article.Text.Title.Concat(article.Text.Body).GroupBy(token => token.Text, StringComparer.Ordinal))
        {
            vector.Append(vector.Length == 0 ? "" : " ").Append(TsQueryPrinter.Quote(StemLanguages.Entry(article.Stemmer, term.Key))).Append(':');
            foreach (var token in term)
                vector.Append(CultureInfo.InvariantCulture, $"{token.Position}{(token.Position <= article.LastTitlePosition ? "A" : "")},");
            vector.Length--;
        }

        return vector.ToString();
    }

    private static string Column(IReadOnlyList<Token> tokens, ArticleTokens article)
    {
        var column = new StringBuilder(tokens.Count * 8);
        var expected = 0;
        foreach (var token in tokens)
        {
            if (column.Length > 0)
                column.Append(' ').Append(token.Position == expected ? "" : Gap + " ");
            if (article.Stemmer is { } stemmer && stemmer.Reads(token.Text))
                column.Append(stemmer.Key).Append('_');
            column.Append(token.Text);
            expected = token.Position + 1;
        }

        return column.ToString();
    }
}
