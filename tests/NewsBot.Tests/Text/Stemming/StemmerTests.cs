using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;
using NewsBot.Tests.Architecture;

namespace NewsBot.Tests.Text.Stemming;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("en-GB", "en")]
    [InlineData("no", "nb")]
    [InlineData("nb", "nb")]
    [InlineData("nn-NO", "nb")]
    [InlineData("ru_RU", "ru")]
    [InlineData("ja", null)]
    [InlineData("xx", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void For_ATag_IsTheStemmerOfItsLanguage(string? tag, string? key) => Assert.Equal(key, Stemmer.For(tag)?.Key);

    [Fact]
    public void All_EachStemmer_IsFoundByItsKey()
    {
        Assert.All(Stemmer.All, stemmer => Assert.Same(stemmer, Stemmer.For(stemmer.Key)));
        Assert.Equal(Stemmer.All.Select(stemmer => stemmer.Key).Order(StringComparer.Ordinal), Stemmer.All.Select(stemmer => stemmer.Key));
    }

    [Theory]
    [InlineData("at&t")]
    [InlineData("3.14")]
    [InlineData("c++")]
    [InlineData("中国")]
    [InlineData("новости")]
    [InlineData("s")]
    [InlineData("")]
    public void Stem_OfAWordTheLanguageCannotRead_IsTheWord(string word)
    {
        var stemmer = Stemmer.For("en")!;

        Assert.Same(word, stemmer.Stem(word));
    }

    [Fact]
    public void Stem_FromManyThreads_IsTheSame()
    {
        var words = Enumerable.Range(0, 5_000).Select(number => string.Create(8, number, (span, n) =>
        {
            for (var index = 0; index < span.Length; index++, n /= 5)
                span[index] = "aeinst"[(n + index) % 6];
        })).ToArray();

        Assert.All(Stemmer.All.Where(stemmer => stemmer.Reads("news")), stemmer =>
        {
            var expected = words.Take(1_000).ToDictionary(word => word, stemmer.Stem);
            Parallel.For(0, 4, part =>
            {
                for (var index = 0; index < words.Length; index++)
                {
                    var word = words[(index + (part * 1_000)) % words.Length];
                    var stem = stemmer.Stem(word);
                    Assert.True(!expected.TryGetValue(word, out var alone) || alone == stem);
                }
            });
        });
    }

    [Theory]
    [InlineData("зсу")]
    [InlineData("рнбо")]
    [InlineData("тцку")]
    public void Stem_OfAShortWordNoDictionaryHas_IsTheWord(string word) => Assert.Same(word, Stemmer.For("uk")!.Stem(word));

    [Fact]
    public void Tables_OfStems_HaveTheirLicenceBesideThem()
    {
        var tables = Repository.Files.Where(file => file.EndsWith(".stems", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, tables.Count);
        Assert.All(tables, table => Assert.Contains("Copyright", Repository.Read(Path.ChangeExtension(table, ".LICENSE.txt")), StringComparison.Ordinal));
    }
}
