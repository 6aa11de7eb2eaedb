namespace NewsBot.Benchmarks.Stems;

/// <summary>What the making of a table must know of a language beyond its dictionary.</summary>
internal sealed record StemHabits
{
    /// <summary>A possessive adjective (міністрів: the minister's), which is also a form of its noun: the two are one.</summary>
    public required Func<DictionaryWord, bool> IsPossessive { get; init; }

    /// <summary>Whether a name is a woman's by its ending alone (Путіна), so that it cannot be told from a form of the man's.</summary>
    public required Func<string, bool> IsWomansSurname { get; init; }

    /// <summary>The stem for a word that stands for its group. Names in -ов and adjectives in -овий share forms and get one ending.</summary>
    public required Func<string, string> StemOf { get; init; }

    /// <summary>Endings of cases with which a name may stand beside its plain form as a word of its own (Путіним, Warszawą).</summary>
    public required IReadOnlySet<string> CaseEndings { get; init; }

    /// <summary>Vowels that a name may lose before such an ending.</summary>
    public required string FinalVowels { get; init; }

    /// <summary>Of several words that share a form, the one that news means; the earlier goes first.</summary>
    public required IReadOnlyDictionary<string, int> Preferred { get; init; }

    /// <summary>Forms of which the dictionary does not say whose they are, or that news means otherwise: from form to word.</summary>
    public required IReadOnlyDictionary<string, string> Fixed { get; init; }

    public static StemHabits Of(string language) => language switch
    {
        "uk" => UkrainianHabits.Create(),
        "pl" => PolishHabits.Create(),
        _ => throw new ArgumentException($"There are no rules for '{language}'; expected uk or pl.", nameof(language)),
    };

    public static HashSet<string> Set(string words) => [.. Split(words)];

    public static Dictionary<string, int> Order(string words)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in Split(words))
            order.TryAdd(word, order.Count);
        return order;
    }

    /// <summary>Lines of a word and its forms.</summary>
    public static Dictionary<string, string> Forms(string lines) => lines.Split('\n')
        .Select(Split)
        .SelectMany(words => words.Skip(1).Select(form => (Form: form, Word: words[0])))
        .ToDictionary(pair => pair.Form, pair => pair.Word, StringComparer.Ordinal);

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
