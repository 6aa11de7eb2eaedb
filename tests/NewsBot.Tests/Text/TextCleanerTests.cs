using NewsBot.Core.Text;

namespace NewsBot.Tests.Text;

public sealed class TextCleanerTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("tab\tline\r\nend 😀 обʼєкт", "tab\tline\r\nend 😀 обʼєкт")]
    [InlineData("a\0b\u0001c\u001Fd\uFFFEe\uFFFFf", "abcdef")]
    public void Clean_OfText_KeepsWhatStoresTake(string? text, string? expected) =>
        Assert.Equal(expected, TextCleaner.Clean(text));

    [Fact]
    public void Clean_OfLoneSurrogates_RemovesThem()
    {
        Assert.Equal("abc", TextCleaner.Clean("a\uD83Db\uDE00c\uD83D"));
        Assert.Equal("😀", TextCleaner.Clean("\uD83D\uD83D\uDE00"));
    }

    [Fact]
    public void Clean_OfCleanText_ReturnsItself()
    {
        const string text = "nothing to remove 😀";

        Assert.Same(text, TextCleaner.Clean(text));
    }
}
