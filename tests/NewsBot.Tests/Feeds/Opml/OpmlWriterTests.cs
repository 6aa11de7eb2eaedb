using System.Text;
using System.Xml.Linq;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class OpmlWriterTests
{
    private static readonly DateTimeOffset Created = new(2026, 3, 18, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Write_FeedsInFolders_IsOpml2WithAnOutlineAFolder()
    {
        var written = Write(Feed("a", "One", "World"), Feed("b", "Two", ""), Feed("c", "Three", "World / Asia"), Feed("d", "Four", "World") with { SiteAddress = "https://d.example/", Language = "uk" });

        var opml = XDocument.Parse(written).Root!;
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">", written, StringComparison.Ordinal);
        Assert.Equal(("My news", "Wed, 18 Mar 2026 10:00:00 GMT"), (opml.Element("head")!.Element("title")!.Value, opml.Element("head")!.Element("dateCreated")!.Value));
        var top = opml.Element("body")!.Elements().ToList();
        Assert.Equal(["World", "Two"], top.Select(Text));
        Assert.Equal(["One", "Asia", "Four"], top[0].Elements().Select(Text));
        Assert.Equal("Three", Text(Assert.Single(top[0].Elements().ElementAt(1).Elements())));
        var four = top[0].Elements().Last();
        Assert.Equal(
            ["text=Four", "title=Four", "type=rss", "xmlUrl=https://d.example/feed", "htmlUrl=https://d.example/", "language=uk"],
            four.Attributes().Select(attribute => $"{attribute.Name}={attribute.Value}"));
    }

    [Theory]
    [InlineData("AT&T <b>\"News\"</b> 'today'")]
    [InlineData("a &lt; b &amp;amp; c")]
    [InlineData("Ціни — «зараз» 📈")]
    [InlineData("5 < 6 > 4 & so")]
    [InlineData("&nbsp;&copy;")]
    [InlineData("]]> <!-- <?xml")]
    public void Write_TitleAndFolderOfAnyText_ReadBackAsTheSame(string text)
    {
        var document = Read(Write(Feed("a", text, text + " / " + text)));

        Assert.Empty(document.Problems);
        var feed = Assert.Single(document.Feeds);
        Assert.Equal((text, text + " / " + text), (feed.Title, feed.Folder));
    }

    [Fact]
    public void Write_CharactersThatXmlForbids_AreLeftOut()
    {
        var written = Write(Feed("a", "One\0\u0001 \uD800two\uFFFF\nthree", "F\u0008older"));

        Assert.Equal(("One two three", "Folder"), (Read(written).Feeds[0].Title, Read(written).Feeds[0].Folder));
        Assert.NotNull(XDocument.Parse(written).Root);
    }

    [Fact]
    public void Write_FolderOfManyLevels_KeepsItsNameAndABoundedDepth()
    {
        var folder = string.Join(" / ", Enumerable.Range(1, 60));

        var written = Write(Feed("a", "One", folder));

        Assert.Equal(folder, Read(written).Feeds[0].Folder);
        Assert.True(XDocument.Parse(written).Descendants().Max(element => element.Ancestors().Count()) < 50);
    }

    [Fact]
    public void Write_Nothing_IsAnEmptyList() => Assert.Equal((0, 0), (Read(Write()).Feeds.Count, Read(Write()).Problems.Count));

    [Fact]
    public void Of_FeedOfTheStore_IsAnOutlineUnlessNothingIsPolled()
    {
        var polled = Core.Feeds.Feed.New(new Uri("https://user:secret@a.example/feed?a=1&b=2"), "owner", 0, "A");

        Assert.Equal("https://user:secret@a.example/feed?a=1&b=2", OpmlFeed.Of(polled)!.Address.AbsoluteUri);
        Assert.Null(OpmlFeed.Of(new Feed { Kind = "documents", Url = "documents:page", Title = "Page" }));
    }

    private static OpmlFeed Feed(string host, string title, string folder) => new(new Uri($"https://{host}.example/feed"), title, folder, null, null);

    private static string Write(params OpmlFeed[] feeds) => OpmlWriter.Write("My news", Created, feeds);

    private static OpmlDocument Read(string text) => OpmlReader.Read(Encoding.UTF8.GetBytes(text));

    private static string Text(XElement outline) => outline.Attribute("text")!.Value;
}
