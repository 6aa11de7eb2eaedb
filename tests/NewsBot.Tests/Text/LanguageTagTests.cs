using NewsBot.Core.Text;

namespace NewsBot.Tests.Text;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("en-US", "en")]
    [InlineData("EN_gb", "en")]
    [InlineData(" uk-UA ", "uk")]
    [InlineData("zh-Hans-CN", "zh")]
    [InlineData("ukr", "uk")]
    [InlineData("iw", "he")]
    [InlineData("nb-NO", "no")]
    [InlineData("English", "en")]
    [InlineData("en, fr", "en")]
    [InlineData("ckb", "ckb")]
    [InlineData("ua", null)]
    [InlineData("xx", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Normalize_OfATag_GivesItsLanguage(string? tag, string? expected) =>
        Assert.Equal(expected, LanguageTag.Normalize(tag));

    [Fact]
    public void Guess_OfACountry_GivesTheLanguageMeant() => Assert.Equal("uk", LanguageTag.Guess("ua"));
}
