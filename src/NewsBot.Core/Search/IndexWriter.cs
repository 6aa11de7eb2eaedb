using System.Globalization;
using System.Text;
using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>The columns of SQLite's index: tokens as they are written, and their stems at the same places.</summary>
internal sealed record Fts5Row(string Title, string Body, string TitleStems, string BodyStems);

/// <summary>
/// Writes an article in the forms of the two full-text indexes. Both take the tokens and their stems as they are: SQLite's
/// table is split at blanks by the <c>ascii</c> tokenizer with <c>&amp; + # . , _</c> as token characters, PostgreSQL gets a literal.
/// </summary>
internal static class IndexWriter
{
    /// <summary>Stands in SQLite's index where a gap is; no query holds it.</summary>
    public const string Gap = "_";

    /// <summary>The row of SQLite's index.</summary>
    public static Fts5Row ToFts5(ArticleTokens article) => new(
        Column(article.Text.Title, stemmer: null), Column(article.Text.Body, stemmer: null),
        article.Stemmer is { } stemmer ? Column(article.Text.Title, stemmer) : "",
        article.Stemmer is not null ? Column(article.Text.Body, article.Stemmer) : "");

    /// <summary>The literal of PostgreSQL's <c>tsvector</c>; tokens of the title have the weight A. To be cast, not analysed.</summary>
    public static string ToTsVector(ArticleTokens article)
    {
        var vector = new StringBuilder(16_384);
        Append(vector, article, token => token.Text, "");
        if (article.Stemmer is { } stemmer)
            Append(vector, article, token => token.Stem!, StemLanguages.Tag(stemmer, ""));
        return vector.ToString();
    }

    private static void Append(StringBuilder vector, ArticleTokens article, Func<Token, string> form, string mark)
    {
        foreach (var term in article.Text.Title.Concat(article.Text.Body).GroupBy(form, StringComparer.Ordinal))
        {
            vector.Append(vector.Length == 0 ? "" : " ").Append(TsQueryPrinter.Quote(mark + term.Key)).Append(':');
            foreach (var token in term)
                vector.Append(CultureInfo.InvariantCulture, $"{token.Position}{(token.Position <= article.LastTitlePosition ? "A" : "")},");
            vector.Length--;
        }
    }

    private static string Column(IReadOnlyList<Token> tokens, Stemmer? stemmer)
    {
        var column = new StringBuilder(tokens.Count * 8);
        var mark = stemmer is null ? "" : StemLanguages.Tag(stemmer, "");
        var expected = 0;
        foreach (var token in tokens)
        {
            if (column.Length > 0)
                column.Append(' ').Append(token.Position == expected ? "" : Gap + " ");
            column.Append(mark).Append(stemmer is null ? token.Text : token.Stem);
            expected = token.Position + 1;
        }

        return column.ToString();
    }
}
