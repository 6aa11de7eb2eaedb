using System.Text;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedParserTests
{
    private static readonly Uri Address = new("https://news.example/feeds/world.xml");

    [Fact]
    public void Parse_Rss_GivesEveryFieldOfTheItem()
    {
        var feed = Parsed("""
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
                 xmlns:m="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
              <channel>
                <title>World &amp;amp; More</title><link>https://news.example/</link><description>All of it</description>
                <language>en-GB</language><ttl>30</ttl><pubDate>Wed, 18 Mar 2026 12:00:00 +0200</pubDate>
                <image><url>/logo.png</url><title>x</title></image>
                <item>
                  <guid isPermaLink="false">a-1</guid><link> /2026/one </link>
                  <title>Talks &lt;b&gt;go on&lt;/b&gt;, AT&amp;amp;T says 1 &lt; 2</title>
                  <description><![CDATA[<p>See <a href="/more?a=1&amp;b=2">more</a></p>]]></description>
                  <content:encoded><![CDATA[<p>The <em>whole</em> text</p><img src="pictures/in-body.jpg">]]></content:encoded>
                  <dc:creator>Anna Koval</dc:creator><pubDate>Tue, 17 Mar 2026 23:30:00 EST</pubDate>
                  <category>Peace</category><category>War &amp; law</category>
                  <m:group><m:content url="https://cdn.example/s.jpg" medium="image" width="100"/>
                  <m:content url="https://cdn.example/l.jpg" type="image/jpeg" width="900"><m:credit>Ivan / AFP</m:credit><m:description>Two men</m:description></m:content></m:group>
                  <enclosure url="/talk.mp3" type="audio/mpeg" length="1234"/>
                  <readingTime>4</readingTime>
                </item>
              </channel>
            </rss>
            """);
        var item = Assert.Single(feed.Items);

        Assert.Equal("World & More", feed.Title);
        Assert.Equal("https://news.example/", feed.SiteLink);
        Assert.Equal("https://news.example/logo.png", feed.Image);
        Assert.Equal(TimeSpan.FromMinutes(30), feed.TimeToLive);
        Assert.Equal("en-GB", feed.Language);
        Assert.Equal("a-1", item.Id);
        Assert.Equal("https://news.example/2026/one", item.Link);
        Assert.Equal("Talks go on, AT&T says 1 < 2", item.Title);
        Assert.Equal("""<p>See <a href="https://news.example/more?a=1&amp;b=2">more</a></p>""", item.Summary);
        Assert.Equal("""<p>The <em>whole</em> text</p><img src="https://news.example/feeds/pictures/in-body.jpg">""", item.Content);
        Assert.Equal("Anna Koval", item.Author);
        Assert.Equal(Utc("2026-03-18T04:30:00Z"), item.Published);
        Assert.Equal(["Peace", "War & law"], item.Categories);
        Assert.Equal(new ItemPicture("https://cdn.example/l.jpg", "Two men", "Ivan / AFP"), item.Picture);
        Assert.Equal(new Enclosure("https://news.example/talk.mp3", "audio/mpeg", 1234), Assert.Single(item.Enclosures));
        Assert.Equal("en-GB", item.Language);
        Assert.Equal(4, item.ReadingMinutes);
    }

    [Fact]
    public void Parse_Atom_GivesTextsByTypeAndAddressesByBase()
    {
        var feed = Parsed("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk" xml:base="https://other.example/blog/">
              <title type="html">&lt;i&gt;Наука&lt;/i&gt;</title><id>urn:feed</id><updated>2026-03-18T10:00:00Z</updated>
              <link rel="self" href="feed.atom"/><link href="./"/>
              <author><name>Олена</name></author>
              <entry xml:base="2026/">
                <id>urn:1</id><link rel="alternate" type="text/html" href="one.html"/>
                <title type="text">if a &lt;b&gt; then</title>
                <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Text <a href="two">next</a><br/></div></summary>
                <content type="html" xml:lang="en">&lt;img src="x.png" alt="A &amp;amp; B" width="400"&gt;</content>
                <published>2026-03-18T11:00:00+02:00</published><updated>2026-03-18T12:00:00+02:00</updated>
              </entry>
            </feed>
            """);
        var item = Assert.Single(feed.Items);

        Assert.Equal((FeedFormat.Atom, "Наука", "urn:feed", "uk"), (feed.Format, feed.Title, feed.Id, feed.Language));
        Assert.Equal("https://other.example/blog/", feed.SiteLink);
        Assert.Equal("https://other.example/blog/2026/one.html", item.Link);
        Assert.Equal("if a <b> then", item.Title);
        Assert.Equal("""Text <a href="https://other.example/blog/2026/two">next</a><br>""", item.Summary);
        Assert.Equal(new ItemPicture("https://other.example/blog/2026/x.png", "A & B"), item.Picture);
        Assert.Equal((Utc("2026-03-18T09:00:00Z"), Utc("2026-03-18T10:00:00Z")), (item.Published, item.Updated));
        Assert.Equal("en", item.Language);
    }

    [Fact]
    public void Parse_Rdf_FindsItemsBesideTheChannel()
    {
        var feed = Parsed("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel rdf:about="https://a.example/rss"><title>Rdf</title><link>https://a.example/</link><items><rdf:Seq/></items></channel>
              <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link><dc:date>2026-03-18T10:00+01:00</dc:date></item>
              <item rdf:about="https://a.example/2"><title>Two</title></item>
            </rdf:RDF>
            """);

        Assert.Equal((FeedFormat.Rdf, "Rdf"), (feed.Format, feed.Title));
        Assert.Equal(["https://a.example/1", "https://a.example/2"], feed.Items.Select(item => item.Link));
        Assert.Equal(Utc("2026-03-18T09:00:00Z"), feed.Items[0].Published);
    }

    [Fact]
    public void Parse_JsonFeed_GivesTheSameShape()
    {
        var feed = Parsed("""
            {"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example/", "language": "de", "authors": [{"name": "Kim"}],
             "items": [{"id": 7, "url": "/7", "title": "Sieben", "content_html": "<p>Hallo</p>", "image": "/7.jpg", "date_published": "2026-03-18T10:00:00Z",
                        "tags": ["a", "b"], "attachments": [{"url": "/7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}]}, {"id": "\ud800", "title": "odd"}, 5]}
            """);
        var item = feed.Items[0];

        Assert.Equal((FeedFormat.Json, "J", "Kim"), (feed.Format, feed.Title, feed.Author));
        Assert.Equal(2, feed.Items.Count);
        Assert.Equal(("7", "https://news.example/7", "Sieben", "de"), (item.Id, item.Link, item.Title, item.Language));
        Assert.Equal("https://news.example/7.jpg", item.Picture!.Address);
        Assert.Equal(new Enclosure("https://news.example/7.mp3", "audio/mpeg", 5), Assert.Single(item.Enclosures));
    }

    [Fact]
    public void Parse_ByteOrderMarkBlanksAndControls_AreNoHindrance() => Assert.Equal(
        "a b", Parsed("\uFEFF\n  <?xml version=\"1.1\"?>\n<rss><channel><title>a\u0001 \u000Bb</title></channel></rss>").Title);

    [Fact]
    public void Parse_UndeclaredPrefixes_AreReadByTheirName() => Assert.Equal(
        "Anna", Parsed("<rss><channel><item><title>t</title><dc:creator>Anna</dc:creator></item></channel></rss>").Items[0].Author);

    [Fact]
    public void Parse_CutOff_KeepsWhatStandsBefore()
    {
        var result = Assert.IsType<ParseResult.Parsed>(Parse("""
            <rss><channel><title>T</title>
            <item><guid>1</guid><title>One</title></item>
            <item><guid>2</guid><title>Two</title></item>
            <item><gui
            """));

        Assert.Equal(["One", "Two"], result.Feed.Items.Select(item => item.Title));
        Assert.Equal(4, result.Defect!.Line);
    }

    [Fact]
    public void Parse_EntitiesOfTheDocument_AreExpandedButNeverFetched()
    {
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "secret");
        var feed = Parsed($"""
            <!DOCTYPE rss [<!ENTITY name "Kyiv"><!ENTITY file SYSTEM "file://{secret}">]>
            <rss><channel><title>&name; calling &file;</title></channel></rss>
            """);
        File.Delete(secret);

        Assert.Equal("Kyiv calling", feed.Title);
    }

    [Fact]
    public void Parse_BillionLaughs_EndsAtTheLimit()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(level => $"<!ENTITY l{level} \"{string.Concat(Enumerable.Repeat($"&l{level - 1};", 10))}\">"));

        var result = Parse($"<!DOCTYPE rss [<!ENTITY l0 \"lol\">{entities}]><rss><channel><item><guid>1</guid><title>before</title></item><title>&l9;</title></channel></rss>");

        Assert.Equal("before", Assert.Single(Parsed(result).Items).Title);
    }

    [Fact]
    public void Parse_ElementsNestedAHundredThousandDeep_AreSurvived()
    {
        var deep = string.Concat(Enumerable.Repeat("<b>", 100_000)) + "x" + string.Concat(Enumerable.Repeat("</b>", 100_000));

        var feed = Parsed($"<rss><channel><item><guid>1</guid><title>deep</title><description>{deep}</description></item></channel></rss>");

        Assert.Equal("deep", feed.Items[0].Title);
    }

    [Theory]
    [InlineData("", nameof(DocumentKind.Empty))]
    [InlineData(" \r\n ", nameof(DocumentKind.Empty))]
    [InlineData("<!DOCTYPE html><html><head><title>Blocked</title></head></html>", nameof(DocumentKind.WebPage))]
    [InlineData("<!-- cached --><HTML lang=en><p>hi", nameof(DocumentKind.WebPage))]
    [InlineData("<?xml version='1.0'?><urlset xmlns='x'><url/></urlset>", nameof(DocumentKind.OtherXml))]
    [InlineData("{\"error\": 1}", nameof(DocumentKind.OtherJson))]
    [InlineData("[1, 2]", nameof(DocumentKind.OtherJson))]
    [InlineData("Too many requests", nameof(DocumentKind.Unknown))]
    [InlineData("\u0089PNG\r\n", nameof(DocumentKind.Unknown))]
    [InlineData("{broken", nameof(DocumentKind.Unknown))]
    public void Parse_AnotherDocument_SaysWhatItLooksLike(string text, string expected) =>
        Assert.Equal(new ParseResult.NotAFeed(Enum.Parse<DocumentKind>(expected)), Parse(text));

    [Fact]
    public void Parse_NothingReadable_SaysWhere() =>
        Assert.Equal(2, Assert.IsType<ParseResult.Unreadable>(Parse("<rss>\n<channel><tit")).Defect.Line);

    [Fact]
    public void Parse_AnyCutOfAFeed_NeverThrows()
    {
        var bytes = Encoding.UTF8.GetBytes("""
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss xmlns:x="y"><channel><title><![CDATA[<i>&amp;]]></title><item x:a='1'><guid>&#x41;</guid>
            <description>&lt;img src=&quot;a.png&quot; &gt;</description><pubDate>Wed, 31 Feb 2026 99:99:99 +9999</pubDate></item></channel></rss>
            """);
        for (var length = 0; length <= bytes.Length; length++)
        {
            _ = FeedParser.Parse(bytes.AsSpan(0, length), null, Address);
            _ = FeedParser.Parse(bytes.AsSpan(bytes.Length - length), "text/xml; charset=nonsense", null);
        }
    }

    [Fact]
    public void Parse_EveryRealFeed_HasTitleAndItemsWithTitleOrText()
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_SHARED") is not { Length: > 0 } shared)
        {
            Assert.Skip("NEWSBOT_SHARED does not name the folder with the corpus of feeds");
            return;
        }

        var files = Directory.GetFiles(Path.Combine(shared, "feeds", "corpus", "real"));
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var feed = Parsed(FeedParser.Parse(File.ReadAllBytes(file)));
            Assert.NotNull(feed.Title);
            Assert.NotEmpty(feed.Items);
            Assert.All(feed.Items, item => Assert.True(item.Title is not null || item.Summary is not null || item.Content is not null));
        });
    }

    private static ParseResult Parse(string text) => FeedParser.Parse(Encoding.UTF8.GetBytes(text), null, Address);

    private static ParsedFeed Parsed(string text) => Parsed(Parse(text));

    private static ParsedFeed Parsed(ParseResult result) => Assert.IsType<ParseResult.Parsed>(result).Feed;

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
