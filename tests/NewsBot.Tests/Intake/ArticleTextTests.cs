using NewsBot.Core.Intake;

namespace NewsBot.Tests.Intake;

public sealed class ArticleTextTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("A sentence of a body that says a little. ", 40)).Trim();

    [Theory]
    [InlineData("Short enough.", 40, "Short enough.")]
    [InlineData("One sentence fits. The second one does not.", 30, "One sentence fits.")]
    [InlineData("The U.S. troops left the base on the hill by dawn.", 30, "The U.S. troops left the base…")]
    [InlineData("Слово за словом без жодної крапки до самого кінця", 24, "Слово за словом без…")]
    [InlineData("One\ntwo", 40, "One two")]
    public void Shorten_Text_EndsWhereASentenceOrAWordEnds(string text, int longest, string expected) =>
        Assert.Equal(expected, ArticleText.Shorten(text, longest));

    [Fact]
    public void Shorten_AnyLength_NeverCutsAPairOfSurrogatesNorGrows()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 60));
        for (var longest = 10; longest < 130; longest++)
        {
            var shortened = ArticleText.Shorten(text, longest);
            Assert.InRange(shortened.Length, 1, longest + 1);
            Assert.DoesNotContain('\uFFFD', new string(shortened.EnumerateRunes().SelectMany(rune => rune.ToString()).ToArray()));
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" Read more", false)]
    [InlineData(" [Read more…]", false)]
    [InlineData(" Continue reading →", false)]
    [InlineData(" and then...", false)]
    [InlineData(" […]", false)]
    [InlineData(" Читати далі", false)]
    public void IsWholeArticle_LongContent_IsOneUnlessItEndsLikeATeaser(string ending, bool expected) =>
        Assert.Equal(expected, ArticleText.IsWholeArticle(Long + ending, "A summary."));

    [Fact]
    public void IsWholeArticle_ShortContentOrTheSummaryAgain_IsNone()
    {
        Assert.False(ArticleText.IsWholeArticle("A sentence.", ""));
        Assert.False(ArticleText.IsWholeArticle(Long, Long));
    }
}
