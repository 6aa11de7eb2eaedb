using NewsBot.Core.Text;

namespace NewsBot.Tests.Text;

/// <summary>What people write in different ways and mean the same by, and what only looks the same.</summary>
public sealed class TokenizerRulesTests
{
    [Theory]
    [InlineData("at&t", "AT&T | at&t | ＡＴ＆Ｔ | AT&T.")]
    [InlineData("c++", "C++ | c++ | Ｃ＋＋ | (C++) | C++,")]
    [InlineData("c#", "C# | c# | Ｃ＃ | C#.")]
    [InlineData(".net", ".NET | .net | ．NET | (.NET) | \".NET\"")]
    [InlineData("us", "U.S. | US | u.s. | U.S | Ｕ.Ｓ. | U.S.,")]
    [InlineData("обʼєкт", "об'єкт | об’єкт | обʼєкт | об`єкт | об´єкт | об‘єкт | об′єкт | об＇єкт | ОБ'ЄКТ")]
    [InlineData("мʼята", "м'ята | м’ята | мʼята | м`ята | м´ята")]
    [InlineData("елка", "ёлка | елка | Ёлка | е\u0308лка")]
    [InlineData("strasse", "Straße | STRASSE | strasse | STRAẞE | stra\u00DFe")]
    [InlineData("election", "élection | Élection | e\u0301lection | ELECTION | \u00E9lection")]
    [InlineData("covid 19", "COVID-19 | covid19 | covid 19 | Covid–19 | COVID‑19 | COVID−19 | COVID_19 | COVID/19")]
    [InlineData("iphone 15", "iphone15 | iPhone 15 | IPHONE-15 | iPhone\u00A015 | iPhone\u202F15")]
    [InlineData("3.14", "3.14 | ３．１４ | ٣.١٤ | 3.14.")]
    [InlineData("слово", "сло\u00ADво | сло\u200Bво | сло\u200Dво | сло\u2060во | \uFEFFслово | сло\u0301во | слово\u200E")]
    [InlineData("київ", "Київ | Киї\u0301в | Ки\u0457в | Ки\u0456\u0308в | КИЇВ")]
    [InlineData("йод", "йод | и\u0306од | Йод")]
    [InlineData("中国 国人", "中国人 | 中国人 | 中国人。 | “中国人”")]
    [InlineData("ไท ทย", "ไทย | ไทย ")]
    [InlineData("محمد", "محمد | مُحَمَّد | محـمـد | محمد،")]
    [InlineData("עברית", "עברית | עִבְרִית | עברית.")]
    [InlineData("istanbul", "İstanbul | Istanbul | ISTANBUL | I\u0307stanbul")]
    [InlineData("2026", "2026 | ٢٠٢٦ | २०२६ | ２０２６")]
    [InlineData("lodz", "Łódź | ŁÓDŹ | Lodz | Lo\u0301dz\u0301")]
    [InlineData("αθηνα", "Αθήνα | ΑΘΗΝΑ | Αθη\u0301να")]
    public void Words_WrittenInManyWays_AreTheSame(string words, string writings) =>
        Assert.All(writings.Split(" | "), writing => Assert.Equal(words, Read(writing)));

    [Theory]
    [InlineData("c | c++ | c#")]
    [InlineData("net | .net")]
    [InlineData("3.14 | 314 | 3 14")]
    [InlineData("гривня | ґривня")]
    [InlineData("іній | иней")]
    [InlineData("їжа | іжа")]
    [InlineData("май | маи")]
    [InlineData("at&t | at t")]
    [InlineData("мята | м'ята")]
    public void Words_ThatOnlyLookAlike_Differ(string writings)
    {
        var words = writings.Split(" | ").Select(Read).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }

    [Theory]
    [InlineData("COVID-19 and AT&T’s C++ in the U.S. cost 3.14 об'єкт")]
    [InlineData("中国人 iPhone15 ไทย 2026年 ウクライナ")]
    [InlineData("مُحَمَّد עִבְרִית हिन्दी .NET")]
    public void Article_AtEveryPosition_HasOneToken(string text)
    {
        var positions = Analyzer.Analyze(text, text).Body.Select(token => token.Position).ToList();

        Assert.Equal(Enumerable.Range(positions[0], positions.Count), positions);
    }

    [Theory]
    [InlineData("https://www.example.org/a-b?c=1", "https www example org a b c 1")]
    [InlineData("@zelenskiy_official #Київ", "zelenskiy official київ")]
    [InlineData("10:30, 5%, $1,000.50 і 18.03.2026", "10 30 5 1,000.50 і 18.03.2026")]
    [InlineData("Дж.Байден та Ж.-Ж. Руссо", "дж байден та ж ж руссо")]
    [InlineData("т.зв. «ЛНР»", "т зв лнр")]
    [InlineData("rock ’n’ roll, O'Neill", "rock n roll o neill")]
    [InlineData("C#, F#; C++/CLI; A+ i B++", "c# f# c++ cli a i b++")]
    [InlineData("…end.  Start", "end start")]
    [InlineData("🇺🇦 Слава 💙💛", "слава")]
    [InlineData("½ Mio. €", "1 2 mio")]
    [InlineData("x² + y³", "x 2 y 3")]
    public void Words_OfWhatNewsHolds_AreThese(string text, string words) => Assert.Equal(words, Read(text));

    private static string Read(string text) => string.Join(' ', Analyzer.Words(text));
}
