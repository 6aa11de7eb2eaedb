using NewsBot.Core.Wording;

namespace NewsBot.Tests.Wording;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 годин")]
    [InlineData(1, "1 годину")]
    [InlineData(2, "2 години")]
    [InlineData(4, "4 години")]
    [InlineData(5, "5 годин")]
    [InlineData(11, "11 годин")]
    [InlineData(12, "12 годин")]
    [InlineData(21, "21 годину")]
    [InlineData(24, "24 години")]
    [InlineData(111, "111 годин")]
    [InlineData(112, "112 годин")]
    [InlineData(121, "121 годину")]
    public void Ukrainian_Numbers_TakeTheirPluralForm(long count, string expected) =>
        Assert.Equal(expected, Words.For("uk").Say("time.hours", ("count", count)));

    [Theory]
    [InlineData("en", 5, "every 5 seconds")]
    [InlineData("en", 900, "every 15 minutes")]
    [InlineData("en", 3600, "every hour")]
    [InlineData("uk", 1, "щосекунди")]
    [InlineData("uk", 900, "раз на 15 хвилин")]
    [InlineData("uk", 3600, "щогодини")]
    [InlineData("uk", 86400, "щодня")]
    public void Every_Span_ReadsNaturally(string language, int seconds, string expected) =>
        Assert.Equal(expected, Words.For(language).Every(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("en", 12345, "12,345")]
    [InlineData("uk", 12345, "12\u00a0345")]
    [InlineData("uk", 1234, "1234")]
    public void Number_Large_IsGroupedAsTheLanguageDoes(string language, long value, string expected) =>
        Assert.Equal(expected, Words.For(language).Number(value));

    [Theory]
    [InlineData("en", null, "23 Nov 2026, 11:26 UTC")]
    [InlineData("uk", "Europe/Kyiv", "23 лист. 2026, 13:26")]
    public void Moment_InAZone_NamesTheLocalTime(string language, string? zone, string expected) =>
        Assert.Equal(expected, Words.For(language).Moment(1795433160000, zone));

    [Theory]
    [InlineData("uk-UA", "uk")]
    [InlineData("en_US", "en")]
    [InlineData("de", "en")]
    [InlineData(null, "en")]
    public void For_ALanguageCodeOfTelegram_ChoosesTheNearest(string? code, string expected) =>
        Assert.Equal(expected, Words.For(code).Language);

    [Fact]
    public void Say_WithABraceInsideAValue_LeavesItAlone() =>
        Assert.Equal("{count} minutes", Words.For("en").Say("time.minutes", ("count", 2L)).Replace("2", "{count}", StringComparison.Ordinal));

    [Fact]
    public void Say_OfAnUnknownKey_NamesTheKeyAndTheFile()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => Words.For("uk").Say("no.such-key"));
        Assert.Contains("no.such-key", error.Message, StringComparison.Ordinal);
        Assert.Contains("uk.json", error.Message, StringComparison.Ordinal);
    }
}
