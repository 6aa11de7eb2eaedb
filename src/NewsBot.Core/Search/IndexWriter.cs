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
        Token[] tokens = [.. article.Text.Title, .. article.Text.Body];
        var first = new Dictionary<string, int>(tokens.Length, StringComparer.Ordinal);
        var next = new int[tokens.Length];
        for (var index = tokens.Length - 1; index >= 0; index--)
        {
            next[index] = first.GetValueOrDefault(tokens[index].Text, -1);
            first[tokens[index].Text] = index;
        }

        var vector = new StringBuilder(16_384);
        foreach (var (term, start) in first)
        {
            vector.Append(vector.Length == 0 ? "" : " ").Append(TsQueryPrinter.Quote(StemLanguages.Entry(article.Stemmer, term)));
            for (var index = start; index >= 0; index = next[index])
                vector.Append(index == start ? ':' : ',').Append(tokens[index].Position).Append(tokens[index].Position <= article.LastTitlePosition ? "A" : "");
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
