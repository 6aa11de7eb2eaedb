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

    [Theory]
    [InlineData("""<outline text="A" xmlUrl="https://a.example/f"/>""")]
    [InlineData("""<OUTLINE TEXT='A' XMLURL='https://a.example/f' />""")]
    [InlineData("""<outline title="A" text="" xmlurl=" https://a.example/f&#10;"></outline>""")]
    [InlineData("""<o:outline xmlns:o="http://opml.org/spec2" text="A" XmlUrl="https://a.example/f"/>""")]
    [InlineData("""<outline text=A type=rss xmlUrl=https://a.example/f/>""")]
    [InlineData("""<outline text="A" type="rss" url="https://a.example/f"/>""")]
    [InlineData("""<outline type="podcast" text="A" xmlUrl="feed:https://a.example/f"/>""")]
    [InlineData("<outline text=\"A\" xmlUrl=\"https://a.exa\nmple/f\"/>")]
    [InlineData("""<!-- <outline text="No" xmlUrl="https://no.example/"/> --><outline text="A" xmlUrl="//a.example/f"/>""")]
    public void Opml_AttributeAndAddressInAnyForm_IsTheFeed(string outline)
    {
        var document = Read($"<opml version='1.1'><body>{outline}</body></opml>");

        Assert.Empty(document.Problems);
        Assert.Equal(("A", "https://a.example/f"), document.Feeds.Select(feed => (feed.Title, feed.Address.AbsoluteUri)).Single());
    }

    [Fact]
    public void Opml_AddressWithBlanks_IsEscaped() =>
        Assert.Equal("https://a.example/my%20feed.xml", Assert.Single(Read("<opml><body><outline xmlUrl='https://a.example/my feed.xml '/></body></opml>").Feeds).Address.AbsoluteUri);

    [Fact]
    public void Opml_WithBadOutlines_NamesAndSkipsThem()
    {
        var document = Read("""
            <opml><body>
              <outline text="Good" xmlUrl="https://good.example/"/>
              <outline text="Local" xmlUrl="file:///etc/passwd"/>
              <outline text="Empty" type="rss"/>
              <outline text="Site only" htmlUrl="https://site.example/"/>
              <outline text="Other list" type="include" url="https://lists.example/a.opml"/>
              <outline text="Folder of nothing"/>
            </body></opml>
            """);

        Assert.Equal("Good", Assert.Single(document.Feeds).Title);
        Assert.Equal(
            [
                (3, "the outline 'Local' has no address of the web: 'file:///etc/passwd'"),
                (4, "the outline 'Empty' has no xmlUrl"),
                (5, "the outline 'Site only' has no xmlUrl, only the address of its site: 'https://site.example/'"),
                (6, "the outline 'Other list' points to another document, which is not read: 'https://lists.example/a.opml'"),
            ],
            document.Problems.Select(problem => (problem.Line, problem.Reason)));
    }

    [Fact]
    public void Opml_AddressTwice_IsOneFeedWithWhatBothSay()
    {
        var document = Read("""
            <opml><body>
              <outline xmlUrl="http://a.example/feed"/>
              <outline text="World"><outline text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline>
              <outline text="B" xmlUrl="https://a.example/feed?b"/>
              <outline text="A again" xmlUrl="http://a.example/feed#top"/>
            </body></opml>
            """);

        Assert.Equal(
            [("https://a.example/feed", "A", "World", "https://a.example/"), ("https://a.example/feed?b", "B", "", null)],
            document.Feeds.Select(feed => (feed.Address.AbsoluteUri, feed.Title, feed.Folder, feed.SiteAddress)));
        Assert.Equal(2, document.Repeated);
        Assert.Empty(document.Problems);
    }

    [Theory]
    [InlineData("/World/Asia,/Tagged", "World / Asia")]
    [InlineData("Tech", "Tech")]
    [InlineData(" , /", "")]
    public void Opml_CategoryWithoutFolder_IsTheFolder(string category, string folder)
    {
        var document = Read($"<opml><body><outline text='A' category='{category}' xmlUrl='https://a.example/'/><outline text='In'><outline text='B' category='{category}' xmlUrl='https://b.example/'/></outline></body></opml>");

        Assert.Equal([folder, "In"], document.Feeds.Select(feed => feed.Folder));
    }

    [Fact]
    public void Opml_BrokenXml_LosesOnlyWhatCannotBeRead()
    {
        var document = Read("""

             <?xml version="1.0" encoding="UTF-16"?><opml><body>
              <outline text="B & C &nbsp; D" xmlUrl="https://b.example/?x=1&y=2"/>
              <outline text="5 < 6 > 4" xmlUrl="https://c.example/">
              <outline text="He said "no" today" xmlUrl="https://d.example/"/></b>
              <outline text="Open xmlUrl="https://open.example/
              <outline text="A"xmlUrl="https://a.example/"/>
              <outline text="Half" xmlUrl="https://half.example/"
              <outline text="E" text="F" xmlUrl="https://e.example/"/>
            """);

        Assert.Equal(
            [("B & C D", "https://b.example/?x=1&y=2"), ("5 < 6 > 4", "https://c.example/"), ("He said \"no\" today", "https://d.example/"), ("E", "https://e.example/")],
            document.Feeds.Where(feed => feed.Title != "A").Select(feed => (feed.Title, feed.Address.AbsoluteUri)));
        Assert.Equal([6, 8, 9], document.Problems.Select(problem => problem.Line));
        Assert.Contains("'Half'", document.Problems[1].Reason, StringComparison.Ordinal);
        Assert.Contains("breaks off", document.Problems[2].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1251")]
    [InlineData("utf-16")]
    [InlineData("koi8-r")]
    public void Opml_InAnotherCharset_IsRead(string charset)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(charset);
        var bytes = encoding.GetPreamble().Concat(encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{charset}\"?><opml><body><outline text=\"Новини\" xmlUrl=\"https://a.example/\"/></body></opml>")).ToArray();

        Assert.True(OpmlReader.IsOpml(bytes));
        Assert.Equal("Новини", Assert.Single(OpmlReader.Read(bytes).Feeds).Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<html><body><outline xmlUrl='https://a.example/'/></body></html>")]
    [InlineData("<rss><channel><opml/></channel></rss>")]
    public void Opml_ThatIsNone_IsRefused(string text)
    {
        var document = Read(text);

        Assert.Empty(document.Feeds);
        Assert.Contains("not OPML", document.Problems[0].Reason, StringComparison.Ordinal);
        Assert.False(OpmlReader.IsOpml(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Opml_WithADocumentType_ReadsNoFileAndExpandsNothing()
    {
        var document = Read("<!DOCTYPE opml [<!ENTITY f SYSTEM \"file:///etc/hostname\"><!ENTITY g '<outline text=\"G\" xmlUrl=\"https://g.example/\"/>'>]><opml><body><outline text=\"A &f;\" xmlUrl=\"https://a.example/\"/>&f;&g;</body></opml>");

        Assert.Equal("A &f;", Assert.Single(document.Feeds).Title);
    }

    [Fact]
    public void Opml_OfHugeDepth_KeepsItsFeedsAndBoundedFolders()
    {
        const int Depth = 100_000;
        var text = $"<opml><body>{string.Concat(Enumerable.Repeat("<outline text='deep'>", Depth))}<outline text='A' xmlUrl='https://a.example/'/>{string.Concat(Enumerable.Repeat("</outline>", Depth))}<outline text='B' xmlUrl='https://b.example/'/></body></opml>";

        var document = Read(text);

        Assert.Equal(["A", "B"], document.Feeds.Select(feed => feed.Title));
        Assert.InRange(document.Feeds[0].Folder.Length, 1, 1000);
        Assert.Equal("", document.Feeds[1].Folder);
    }

    [Fact]
    public void Opml_OfHugeLength_IsCutAndSaysSo()
    {
        var text = new StringBuilder("<opml><body>");
        for (var number = 0; number < 20_100; number++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"<outline text='{number}' xmlUrl='https://a.example/{number}'/><outline type='rss'/>\n");

        var document = Read(text.Append("</body></opml>").ToString());

        Assert.Equal(20_000, document.Feeds.Count);
        Assert.InRange(document.Problems.Count, 2, 600);
        Assert.Contains("more than 20000 feeds", document.Problems[^2].Reason, StringComparison.Ordinal);
        Assert.Contains("more outlines", document.Problems[^1].Reason, StringComparison.Ordinal);
    }

    private static OpmlDocument Read(string text) => OpmlReader.Read(Encoding.UTF8.GetBytes(text));
}
