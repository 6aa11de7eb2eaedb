using System.Text;
using NewsBot.Core.Stories;

namespace NewsBot.Tests.Stories;

/// <summary>
/// Articles of invented words, the same in every run: common words and rare ones as in a language (Zipf), fields that have
/// words of their own, as sport and politics do, and names and numbers of each article. The commonest words are those of English.
/// </summary>
internal sealed class MadeUpTexts(int seed)
{
    private const int Vocabulary = 30_000;
    private const int Fields = 40;
    private const int WordsOfField = 400;
    private const int NamesOfArticle = 6;

    private static readonly string[] _syllables =
        ["ba", "ko", "ri", "ten", "mul", "sa", "ver", "do", "lin", "pe", "gar", "no", "tis", "fel", "hu", "ram", "ost", "wi", "cle", "du", "ja", "zem", "or", "ag"];

    private static readonly string[] _shortWords = [.. StopWords.Of("en").Order(StringComparer.Ordinal)];

    private readonly Random _random = new(seed);
    private long _number;

    /// <summary>An article that has nothing to do with any other.</summary>
    public StoryArticle Next(string outlet, long at, int words)
    {
        var field = _random.Next(Fields);
        var names = Enumerable.Range(0, NamesOfArticle).Select(_ => Capital(Word(Vocabulary + _random.Next(1_000_000)))).ToArray();
        var body = new StringBuilder();
        for (var index = 0; index < words; index++)
        {
            var isStart = index % 14 == 0;
            var word = _random.Next(12) switch
            {
                0 => names[_random.Next(names.Length)],
                1 or 2 => Word(field * WordsOfField + 500 + _random.Next(WordsOfField)),
                3 when _random.Next(3) == 0 => (_random.Next(10) == 0 ? _random.Next(2000) : _random.Next(1, 60)).ToString(System.Globalization.CultureInfo.InvariantCulture),
                _ => Common(),
            };
            body.Append(index == 0 ? "" : isStart ? index % 56 == 0 ? ".\n" : ". " : " ").Append(isStart ? Capital(word) : word);
        }

        var title = $"{Capital(Common())} {names[0]} {Word(field * WordsOfField + 500 + _random.Next(WordsOfField))} {Common()} {names[1]} {Common()} {Common()}";
        return new StoryArticle(++_number, outlet, "en", at, title, "", body.Append('.').ToString(), []);
    }

    /// <summary>A headline that another outlet puts over the same text.</summary>
    public string Headline() => $"{Capital(Common())} {Common()} {Word(_random.Next(Vocabulary))} {Common()} {Word(_random.Next(Vocabulary))}";

    /// <summary>Fifteen words in front and behind that belong to the outlet.</summary>
    public string WithHeaderAndFooter(string body) => $"{Run(15)}\n{body}\n{Run(15)}";

    /// <summary>This part of the words replaced.</summary>
    public string Edited(string body, double part)
    {
        var words = body.Split(' ');
        for (var index = 0; index < words.Length; index++)
        {
            if (_random.NextDouble() < part)
                words[index] = Word(_random.Next(Vocabulary));
        }

        return string.Join(' ', words);
    }

    /// <summary>The first part of the words.</summary>
    public static string Cut(string body, double part)
    {
        var words = body.Split(' ');
        return string.Join(' ', words.Take((int)(words.Length * part)));
    }

    private string Run(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Common()));

    private string Common()
    {
        var rank = (int)Math.Pow(Vocabulary, _random.NextDouble());
        return rank < _shortWords.Length ? _shortWords[rank] : Word(rank);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>Of each number another word; small ones are short.</summary>
    private static string Word(int number)
    {
        var word = new StringBuilder();
        for (var rest = number; word.Length == 0 || rest > 0; rest /= _syllables.Length)
            word.Append(_syllables[rest % _syllables.Length]);
        return word.Append((char)('a' + number % 5)).ToString();
    }
}
