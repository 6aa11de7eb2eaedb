using System.Buffers;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace NewsBot.Core.Text.Stemming;

/// <summary>The languages that Snowball stems.</summary>
internal static class SnowballLanguages
{
    private static readonly SearchValues<char> _latin = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> _russian = SearchValues.Create("абвгдежзийклмнопрстуфхцчшщъыьэюя");

    public static IReadOnlyList<Stemmer> Stemmers { get; } =
    [
        new SnowballStemmer("da", _latin, () => new DanishStemmer()),
        new SnowballStemmer("de", _latin, () => new GermanStemmer()),
        new SnowballStemmer("en", _latin, () => new EnglishStemmer()),
        new SnowballStemmer("es", _latin, () => new SpanishStemmer()),
        new SnowballStemmer("fi", _latin, () => new FinnishStemmer()),
        new SnowballStemmer("fr", _latin, () => new FrenchStemmer()),
        new SnowballStemmer("hu", _latin, () => new HungarianStemmer()),
        new SnowballStemmer("it", _latin, () => new ItalianStemmer()),
        new SnowballStemmer("nb", _latin, () => new NorwegianStemmer()),
        new SnowballStemmer("nl", _latin, () => new DutchStemmer()),
        new SnowballStemmer("pt", _latin, () => new PortugueseStemmer()),
        new SnowballStemmer("ro", _latin, () => new RomanianStemmer()),
        new SnowballStemmer("ru", _russian, () => new RussianStemmer()),
        new SnowballStemmer("sv", _latin, () => new SwedishStemmer()),
        new SnowballStemmer("tr", _latin, () => new TurkishStemmer()),
    ];
}
