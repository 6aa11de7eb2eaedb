using NewsBot.Core.Search;

namespace NewsBot.Tests.Search;

public sealed class SourceNamesTests
{
    [Theory]
    [InlineData("source:bbc", true)]
    [InlineData("source:\"bbc world\"", true)]
    [InlineData("source:\"world bbc\"", false)]
    [InlineData("source:bbc.co.uk", true)]
    [InlineData("source:bbci", true)]
    [InlineData("source:worl*", true)]
    [InlineData("source:worl", false)]
    [InlineData("source:www", false)]
    [InlineData("source:\"news uk\"", false)]
    public void Source_WithTitleAndHosts_IsFoundByItsNames(string term, bool expected)
    {
        var names = SourceNames.Of("BBC News – World", "https://www.bbc.co.uk/news", "https://feeds.bbci.co.uk/news/world/rss.xml");
        var query = Assert.IsType<Query.Source>(Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(term)).Query);

        Assert.Equal(expected, names.Match(query));
        Assert.Equal(expected, SourceNames.Parse(names.ToString()).Match(query));
    }

    [Theory]
    [InlineData("朝日新聞", null, "source:新聞", true)]
    [InlineData("朝日新聞", null, "source:聞", true)]
    [InlineData(null, "https://xn--80ak6aa92e.com/", "source:аррӏе", true)]
    [InlineData(null, "not an address", "source:not", false)]
    [InlineData(null, null, "source:any", false)]
    public void Source_OfUnusualNames_IsFoundToo(string? title, string? site, string term, bool expected)
    {
        var query = Assert.IsType<Query.Source>(Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(term)).Query);

        Assert.Equal(expected, SourceNames.Of(title, site, null).Match(query));
    }
}
