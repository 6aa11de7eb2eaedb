namespace NewsBot.Core.Search;

/// <summary>Words typed with the keyboard set to another language: <c>ghbdsn</c> is <c>привыт</c> on the same keys.</summary>
internal static class KeyboardLayout
{
    private const string Latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
    private const string Ukrainian = "йцукенгшщзхїфівапролджєячсмитьбю";
    private const string Russian = "йцукенгшщзхъфывапролджэячсмитьбю";

    /// <summary>The word on the same keys of the other layouts; only those that stay words.</summary>
    public static IEnumerable<string> Others(string word)
    {
        foreach (var layout in new[] { Ukrainian, Russian })
        {
            if (Map(word, Latin, layout) is { } cyrillic)
                yield return cyrillic;
            if (Map(word, layout, Latin) is { } latin && latin.All(char.IsAsciiLetter))
                yield return latin;
        }
    }

    private static string? Map(string word, string from, string to)
    {
        var mapped = new char[word.Length];
        for (var index = 0; index < word.Length; index++)
        {
            var key = from.IndexOf(word[index], StringComparison.Ordinal);
            if (key < 0)
                return null;
            mapped[index] = to[key];
        }

        return new string(mapped);
    }
}
