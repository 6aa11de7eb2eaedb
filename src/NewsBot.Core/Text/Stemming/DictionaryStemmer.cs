using System.Buffers;

namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// A stemmer whose rules come from a dictionary; see Tables for the dictionaries and their licences. Its table is read when
/// the first word of the language comes.
/// </summary>
internal sealed class DictionaryStemmer(string key, string letters) : Stemmer(key)
{
    private readonly SearchValues<char> _letters = SearchValues.Create(letters);
    private readonly Lazy<SuffixRules> _rules = new(() => Load(key));

    /// <summary>The languages that have a table.</summary>
    public static IReadOnlyList<Stemmer> Stemmers { get; } =
    [
        new DictionaryStemmer("pl", "abcdefghijklmnopqrstuvwxyz"),
        new DictionaryStemmer("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя\u02BC"),
    ];

    /// <inheritdoc/>
    public override bool Reads(string word) => !word.AsSpan().ContainsAnyExcept(_letters);

    private protected override string Reduce(string word) => _rules.Value.Apply(word);

    private static SuffixRules Load(string language)
    {
        using var table = typeof(DictionaryStemmer).Assembly.GetManifestResourceStream($"NewsBot.Core.Text.Stemming.Tables.{language}.stems")!;
        return new SuffixRules(table);
    }
}
