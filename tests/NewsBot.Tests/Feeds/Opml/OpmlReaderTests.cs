using System.Text;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class OpmlReaderTests
{
    [Fact]
    public void Opml_WithGroups_KeepsTitlesAndFolders()
    {
        var document = Read("""
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0"><head><title>Mine</title></head><body>
              <outline text="Top" xmlUrl="https://top.example/feed" type="rss"/>
              <outline text="World">
                <outline title="BBC &amp;amp; co" text="x" xmlUrl="https://bbc.example/rss" htmlUrl="https://bbc.example/" language="en-gb"/>
                <outline text="Ukraine"><outline text="УП" xmlURL="http://up.example/rss"/></outline>
                <outline text="After" xmlUrl="feed://after.example/rss"></outline>
              </outline>
              <outline text="Last" xmlUrl="https://last.example/"/>
            </body></opml>
            """);

        Assert.Empty(document.Problems);
        Assert.Equal(
            [("Top", ""), ("BBC & co", "World"), ("УП", "World / Ukraine"), ("After", "World"), ("Last", "")],
            document.Feeds.Select(feed => (feed.Title, feed.Folder)));
        Assert.Equal(("https://bbc.example/", "en", 5), (document.Feeds[1].SiteAddress, document.Feeds[1].Language, document.Feeds[1].Line));
        Assert.Equal("http://after.example/rss", document.Feeds[3].Address.AbsoluteUri);
    }

    [Fact]
    public void Opml_WithBadOutlines_NamesAndSkipsThem()
    {
        var document = Read("""
            <opml><body>
              <outline text="Good" xmlUrl="https://good.example/"/>
              <outline text="Local" xmlUrl="file:///etc/passwd"/>
              <outline text="Empty" type="rss"/>
              <outline text="Twice" xmlUrl="https://good.example"/>
            </body></opml>
            """);

        Assert.Equal("Good", Assert.Single(document.Feeds).Title);
        Assert.Equal([3, 4], document.Problems.Select(problem => problem.Line));
        Assert.Contains("'Local'", document.Problems[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Opml_BrokenHalfWay_KeepsWhatStandsBefore()
    {
        var document = Read("<opml><body><outline text=\"A\" xmlUrl=\"https://a.example/\"/>\n<outline text=\"B & C\" xmlUrl=\"https://b.example/\"/></body></opml>");

        Assert.Equal("A", Assert.Single(document.Feeds).Title);
        Assert.Equal(2, Assert.Single(document.Problems).Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<html><body><outline xmlUrl='https://a.example/'/></body></html>")]
    public void Opml_ThatIsNone_IsRefused(string text)
    {
        var document = Read(text);

        Assert.Empty(document.Feeds);
        Assert.Contains("not OPML", document.Problems[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Opml_WithADocumentType_ReadsNoFile()
    {
        var document = Read("<!DOCTYPE opml [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><opml><body><outline text=\"A\" xmlUrl=\"https://a.example/\"/>&f;</body></opml>");

        Assert.Equal("A", Assert.Single(document.Feeds).Title);
    }

    private static OpmlDocument Read(string text) => OpmlReader.Read(Encoding.UTF8.GetBytes(text));
}
