using NewsBot.Core.Feeds;
using NewsBot.Tests.Architecture;

namespace NewsBot.Tests.Feeds;

/// <summary>The parser on broken and hostile documents made of the corpus. The benchmark "fuzz" does the same for an hour.</summary>
public sealed class FuzzTests
{
    private const int Documents = 1_500;

    private static readonly Uri Address = new("https://news.example/feeds/world.xml");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parser_OnMutatedFeeds_ThrowsNothingAndMakesNothingUp(int seed)
    {
        var folder = Path.Combine(Repository.Root, "tests", "NewsBot.Tests", "Feeds", "Corpus", "Files");
        var corpus = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".expect", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
        var mutator = new FeedMutator(corpus, seed);

        for (var count = 0; count < Documents; count++)
        {
            var document = mutator.Next();
            var result = FeedParser.Parse(document, count % 3 == 0 ? "text/xml; charset=windows-1251" : null, count % 2 == 0 ? Address : null);

            if (result is not ParseResult.Parsed { Feed: var feed })
                continue;
            Assert.InRange(feed.Items.Count, 0, ParseLimits.Items);
            Assert.All(feed.Items, item =>
            {
                Assert.DoesNotContain('\n', item.Title ?? "");
                Assert.False(item.Link?.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true);
                Assert.InRange((item.Summary?.Length ?? 0) + (item.Content?.Length ?? 0), 0, 40 * ParseLimits.Text);
                Assert.DoesNotContain('\0', item.Title + item.Summary + item.Content + item.Id + item.Author);
            });
        }
    }

    [Theory]
    [InlineData("<rss><channel>", "<a b='", "")]
    [InlineData("<rss><channel>", "<a b=\"<", "")]
    [InlineData("<rss><channel><item>", "<![CDATA[", "")]
    [InlineData("<rss><channel><item>", "<d><![CDATA[x</d>", "]]>")]
    [InlineData("<rss><channel>", "<!--", "")]
    [InlineData("<rss><channel>", "<?xml ", "")]
    [InlineData("", "<!DOCTYPE x [", "<rss>")]
    [InlineData("<rss><channel>", "<!DOCTYPE x [\"", "")]
    [InlineData("<rss><channel><item><title>", "&", "</title>")]
    [InlineData("<rss><channel><item><title>", "&#55357;", "</title>")]
    [InlineData("<rss><channel><item>", "<b>", "")]
    [InlineData("<rss><channel><item>", "<b/>", "")]
    [InlineData("<rss><channel>", "<item>", "")]
    [InlineData("<rss><channel>", "</x>", "")]
    [InlineData("<rss>", "<channel>", "")]
    [InlineData("<feed>", "<entry xmlns:a='b'><title xmlns='c'>", "")]
    [InlineData("<rss><channel><item ", "a='1' ", ">")]
    [InlineData("<rss><channel><item><description>", "&lt;img src=a &lt;p ", "</description></item>")]
    [InlineData("<rss><channel><item><description>", "&lt;a rel=\"b\" href=\"x&gt;", "</description></item>")]
    [InlineData("<rss><channel><item>", "<category>x</category>", "</item>")]
    [InlineData("", "[", "")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[", "{\"id\":", "")]
    public void Parser_OnHundredThousandOfTheSame_Ends(string before, string piece, string after)
    {
        var text = before + string.Concat(Enumerable.Repeat(piece, 100_000)) + after;

        var result = FeedParser.ParseText(text, Address);

        Assert.True(result is not ParseResult.Parsed parsed || parsed.Feed.Items.Count <= ParseLimits.Items);
    }
}
