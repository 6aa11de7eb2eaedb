using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;

namespace NewsBot.Tests.Conversation.Timing;

/// <summary>What may stand after /digest.</summary>
public sealed class DigestArgumentTests
{
    [Theory]
    [InlineData("8:00", "Daily 480")]
    [InlineData("8", "Daily 480")]
    [InlineData("8 18", "Daily 480,1080")]
    [InlineData("18, 8.30", "Daily 510,1080")]
    [InlineData("0730", "Daily 450")]
    [InlineData("8 am and 6:15pm", "Daily 480,1095")]
    [InlineData("12am 12 pm", "Daily 0,720")]
    [InlineData("24:00", "Daily 0")]
    [InlineData("weekdays 7:30", "Weekdays 450")]
    [InlineData("7:30 weekdays", "Weekdays 450")]
    [InlineData("WEEKDAYS", "Weekdays ")]
    [InlineData("daily", "Daily ")]
    [InlineData("hourly", "Hourly ")]
    [InlineData("off", "AtOnce ")]
    [InlineData("at once", "AtOnce ")]
    [InlineData("по буднях о 7:30", "Weekdays 450")]
    [InlineData("щодня о 8 і 20", "Daily 480,1200")]
    [InlineData("щогодини", "Hourly ")]
    [InlineData("вимкнути", "AtOnce ")]
    public void Argument_OfTimesAndRhythms_IsRead(string text, string expected)
    {
        var wish = Assert.IsType<DigestArgument.Wish>(DigestArgument.Read(text));

        Assert.Equal(expected, $"{wish.Rhythm} {SendingTimes.WriteMinutes(wish.Times)}");
    }

    [Theory]
    [InlineData("25:00", "25:00")]
    [InlineData("8:60", "8:60")]
    [InlineData("24:01", "24:01")]
    [InlineData("13pm", "13pm")]
    [InlineData("8 0pm", "0pm")]
    [InlineData("9999", "9999")]
    [InlineData("100:00", "100:00")]
    public void Argument_ThatLooksLikeATimeAndIsNone_IsNamed(string text, string word) =>
        Assert.Equal(word, Assert.IsType<DigestArgument.NoSuchTime>(DigestArgument.Read(text)).Word);

    [Theory]
    [InlineData("sometimes")]
    [InlineData("8:")]
    [InlineData("-8")]
    [InlineData("hourly 8")]
    [InlineData("off 8:00")]
    [InlineData("at")]
    [InlineData("8:00:00")]
    [InlineData("99999999999999999999")]
    [InlineData("½")]
    public void Argument_OfSomethingElse_IsUnreadable(string text) => Assert.IsType<DigestArgument.Unreadable>(DigestArgument.Read(text));

    [Fact]
    public void Argument_Empty_ShowsHowItIs() => Assert.IsType<DigestArgument.Nothing>(DigestArgument.Read("  "));

    [Fact]
    public void Argument_OfThirteenTimes_IsTooMany() => Assert.IsType<DigestArgument.TooMany>(DigestArgument.Read("1 2 3 4 5 6 7 8 9 10 11 12 13"));
}
