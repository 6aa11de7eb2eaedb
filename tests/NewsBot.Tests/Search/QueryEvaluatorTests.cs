using NewsBot.Core.Search;

namespace NewsBot.Tests.Search;

public sealed class QueryEvaluatorTests
{
    private static readonly ArticleTokens _article = ArticleTokens.Of(
        "Ceasefire deal: AT&T and Putin’s power plants",
        "Ukraine signed it.\nCOVID-19 cases in the U.S. rose 3.14 %\nОб’єкт у Києві. 中国人民 use C++",
        SourceNames.Of("BBC News – World", "https://www.bbc.co.uk/", "https://feeds.bbci.co.uk/rss.xml"),
        "en");

    [Theory]
    [InlineData("ceasefire deal", true)]
    [InlineData("\"power plants\"", true)]
    [InlineData("\"plants power\"", false)]
    [InlineData("\"plants ukraine\"", false)] // the title does not run into the body
    [InlineData("\"signed it covid\"", false)] // nor one block into the next
    [InlineData("russia OR ukraine", true)]
    [InlineData("ceasefire -opinion", true)]
    [InlineData("ceasefire NOT ukraine", false)]
    [InlineData("(russia OR ukraine) ceasefire", true)]
    [InlineData("ceasefi*", true)]
    [InlineData("easefire", false)]
    [InlineData("art", false)]
    [InlineData("title:putin", true)]
    [InlineData("title:ukraine", false)]
    [InlineData("title:ukr*", false)]
    [InlineData("title:pla*", true)]
    [InlineData("source:bbc", true)]
    [InlineData("source:cnn", false)]
    [InlineData("lang:en", true)]
    [InlineData("lang:uk", false)]
    [InlineData("at&t", true)]
    [InlineData("c++", true)]
    [InlineData("c", false)]
    [InlineData("об'єкт", true)]
    [InlineData("covid19", true)]
    [InlineData("\"covid 19\"", true)]
    [InlineData("US", true)]
    [InlineData("3.14", true)]
    [InlineData("国人", true)]
    [InlineData("民", true)]
    [InlineData("人中", false)]
    [InlineData("putin", true)]
    [InlineData("ceasefire source:bbc -(lang:uk OR title:opinion)", true)]
    public void Query_OnAnArticle_FindsItOrNot(string query, bool expected) =>
        Assert.Equal(expected, QueryEvaluator.Matches(Samples.Parse(query), _article));

    [Fact]
    public void Article_OfUnknownLanguage_IsInNone()
    {
        var article = ArticleTokens.Of("Ceasefire", null);

        Assert.False(QueryEvaluator.Matches(Samples.Parse("lang:en"), article));
        Assert.True(QueryEvaluator.Matches(Samples.Parse("ceasefire -lang:en"), article));
    }

    [Fact]
    public void MatchedLeaves_OfAlternatives_NameThoseThatHold() =>
        Assert.Equal(
            ["source:bbc", "covid-19", "title:putin"],
            QueryEvaluator.MatchedLeaves(Samples.Parse("(source:bbc OR source:cnn) ((COVID-19 title:Putin) OR russia) -opinion"), _article)
                .Select(leaf => leaf.ToString()).Order(StringComparer.Ordinal).OrderBy(leaf => leaf.StartsWith("source", StringComparison.Ordinal) ? 0 : 1));
}
