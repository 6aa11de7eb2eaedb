using NewsBot.Core.Delivery;

namespace NewsBot.Tests.Delivery;

public sealed class TelegramHtmlTests
{
    [Theory]
    [InlineData("<b>ab</b>", 2)]
    [InlineData("&lt;&amp;&gt;&quot;", 4)]
    [InlineData("&nbsp;", 6)]
    [InlineData("&#128512;x", 2)]
    [InlineData("😀é", 2)]
    [InlineData("<a href=\"https://a.b/?x=1&amp;y=2\">go</a>", 2)]
    public void Length_OfHtml_CountsCodePointsAfterParsing(string html, int length) =>
        Assert.Equal(length, TelegramHtml.Length(html));

    [Fact]
    public void Truncate_InsideTags_ClosesThemAndCutsNoEntity()
    {
        Assert.Equal("<b>a<i>&amp;…</i></b>", TelegramHtml.Truncate("<b>a<i>&amp;&amp;&amp;</i></b>", 3));
        Assert.Equal("<b>a</b>bc", TelegramHtml.Truncate("<b>a</b>bc", 3));
    }

    [Fact]
    public void TruncatePlain_BetweenCharacters_CutsNoFamilyApart()
    {
        var family = "👩‍👩‍👧";

        Assert.Equal("a…", TelegramHtml.TruncatePlain("a" + family + family, 5));
        Assert.Equal("one two…", TelegramHtml.TruncatePlain("one two three", 10));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("tg://user?id=1")]
    [InlineData("https://a b/")]
    [InlineData("/relative")]
    [InlineData(null)]
    public void Link_ToAnythingButTheWeb_IsPlainText(string? url) =>
        Assert.Equal("a &lt; b", TelegramHtml.Link("a < b", url));

    [Fact]
    public void Link_WithQuoteInTheAddress_StaysInItsAttribute() =>
        Assert.Equal("<a href=\"https://a.b/?q=&quot;&gt;&lt;b&gt;\">x</a>", TelegramHtml.Link("x", "https://a.b/?q=\"><b>"));

    [Fact]
    public void ToPlain_OfComposedText_GivesItBack() =>
        Assert.Equal("a < b & \"c\"", TelegramHtml.ToPlain(TelegramHtml.Bold("a < b & \"c\"")));
}
