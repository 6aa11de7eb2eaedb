using System.Text;
using System.Text.RegularExpressions;

namespace NewsBot.Benchmarks.Stems;

/// <summary>A word of a dictionary with all the forms its flags give it.</summary>
internal sealed record DictionaryWord(string Word, string Flags, IReadOnlyList<string> Forms);

/// <summary>
/// A dictionary in the format of Hunspell (hunspell(5)), read as far as the Ukrainian and the Polish one need it: flags
/// of one character and suffixes. Prefixes (Polish nie-) make other words and are left out.
/// </summary>
internal sealed class HunspellDictionary
{
    private readonly Dictionary<char, List<Suffix>> _suffixes = [];
    private readonly string[] _lines;

    public HunspellDictionary(string dictionaryFile, string affixFile)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = EncodingOf(affixFile);
        foreach (var line in File.ReadLines(affixFile, encoding))
        {
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 5 || parts[0] != "SFX")
                continue;
            if (!_suffixes.TryGetValue(parts[1][0], out var rules))
                _suffixes[parts[1][0]] = rules = [];
            rules.Add(new Suffix(Plain(parts[2]), Plain(parts[3]), parts[4] == "." ? null : new Regex(parts[4] + "$", RegexOptions.CultureInvariant)));
        }

        _lines = File.ReadAllLines(dictionaryFile, encoding);
    }

    public IEnumerable<DictionaryWord> Words()
    {
        foreach (var line in _lines.Skip(1))
        {
            var slash = line.IndexOf('/', StringComparison.Ordinal);
            var word = (slash < 0 ? line : line[..slash]).Trim();
            var flags = slash < 0 ? "" : line[(slash + 1)..].Trim();
            if (word.Length == 0 || word.Contains('-', StringComparison.Ordinal))
                continue;
            yield return new DictionaryWord(word, flags, Forms(word, flags));
        }
    }

    private List<string> Forms(string word, string flags)
    {
        var forms = new List<string> { word };
        foreach (var flag in flags)
        {
            foreach (var suffix in _suffixes.GetValueOrDefault(flag, []))
            {
                if (word.EndsWith(suffix.Cut, StringComparison.Ordinal) && (suffix.Condition?.IsMatch(word) ?? true))
                    forms.Add(word[..^suffix.Cut.Length] + suffix.Append);
            }
        }

        return forms;
    }

    private static Encoding EncodingOf(string affixFile)
    {
        var name = File.ReadLines(affixFile, Encoding.Latin1).First(line => line.StartsWith("SET ", StringComparison.Ordinal))[4..].Trim();
        return Encoding.GetEncoding(name.Replace("ISO8859-", "iso-8859-", StringComparison.Ordinal));
    }

    private static string Plain(string affix) => affix == "0" ? "" : affix.Split('/')[0];

    private sealed record Suffix(string Cut, string Append, Regex? Condition);
}
