namespace NewsBot.Core.Storage;

/// <summary>Replaces the {{words}} of a dialect in SQL text. An unknown word is a bug and throws.</summary>
internal static class DialectWords
{
    public static string Expand(string sql, ISqlDialect dialect)
    {
        var start = sql.IndexOf("{{", StringComparison.Ordinal);
        if (start < 0)
            return sql;
        var text = new System.Text.StringBuilder(sql.Length);
        var position = 0;
        while (start >= 0)
        {
            var end = sql.IndexOf("}}", start, StringComparison.Ordinal);
            var word = end < 0 ? sql[start..] : sql[(start + 2)..end];
            if (end < 0 || !dialect.Words.TryGetValue(word, out var meaning))
                throw new InvalidOperationException($"The SQL word '{word}' is not known to {dialect.GetType().Name}.");
            text.Append(sql, position, start - position).Append(meaning);
            position = end + 2;
            start = sql.IndexOf("{{", position, StringComparison.Ordinal);
        }
        return text.Append(sql, position, sql.Length - position).ToString();
    }
}
