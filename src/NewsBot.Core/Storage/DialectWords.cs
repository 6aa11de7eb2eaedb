using System.Text.RegularExpressions;

namespace NewsBot.Core.Storage;

/// <summary>
/// Replaces the {{words}} of a dialect in SQL text, and lists. An unknown word is a bug and throws. A list is written
/// <c>x IN @list</c> or <c>x NOT IN @list</c>: Dapper makes parameters of it for SQLite, but hands it to Npgsql as an array.
/// </summary>
internal static partial class DialectWords
{
    /// <summary>The text as the engine reads it.</summary>
    public static string Expand(string sql, ISqlDialect dialect)
    {
        sql = ExpandWords(sql, dialect);
        if (!dialect.TakesArrays || !sql.Contains("IN @", StringComparison.Ordinal))
            return sql;
        return List().Replace(sql, list => list.Groups["not"].Success ? $"<> ALL({list.Groups["name"].Value})" : $"= ANY({list.Groups["name"].Value})");
    }

    private static string ExpandWords(string sql, ISqlDialect dialect)
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

    [GeneratedRegex(@"\b(?<not>NOT\s+)?IN (?<name>@\w+)")]
    private static partial Regex List();
}
