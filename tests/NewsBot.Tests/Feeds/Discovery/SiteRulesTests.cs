using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class SiteRulesTests
{
    private const string Channel = "UCabcdefghijklmnopqrstuv";

    [Theory]
    [InlineData("https://www.youtube.com/channel/" + Channel, "https://www.youtube.com/feeds/videos.xml?channel_id=" + Channel)]
    [InlineData("https://m.youtube.com/channel/" + Channel + "/videos?view=0", "https://www.youtube.com/feeds/videos.xml?channel_id=" + Channel)]
    [InlineData("https://www.youtube.com/user/somebody", "https://www.youtube.com/feeds/videos.xml?user=somebody")]
    [InlineData("https://www.youtube.com/playlist?list=PLx_1-y", "https://www.youtube.com/feeds/videos.xml?playlist_id=PLx_1-y")]
    [InlineData("https://www.reddit.com/r/csharp", "https://www.reddit.com/r/csharp/.rss")]
    [InlineData("https://old.reddit.com/r/csharp/top/?t=week", "https://www.reddit.com/r/csharp/top/.rss?t=week")]
    [InlineData("https://reddit.com/u/some-body/", "https://www.reddit.com/user/some-body/.rss")]
    [InlineData("https://www.reddit.com/r/csharp/comments/abc123/a_title/", "https://www.reddit.com/r/csharp/comments/abc123/.rss")]
    [InlineData("https://bsky.app/profile/some.body.example", "https://bsky.app/profile/some.body.example/rss")]
    [InlineData("https://medium.com/@some.body/a-story-1234", "https://medium.com/feed/@some.body")]
    [InlineData("https://medium.com/some-magazine", "https://medium.com/feed/some-magazine")]
    [InlineData("https://somebody.medium.com/", "https://somebody.medium.com/feed")]
    [InlineData("https://letters.substack.com/p/a-letter", "https://letters.substack.com/feed")]
    [InlineData("https://pictures.tumblr.com/", "https://pictures.tumblr.com/rss")]
    [InlineData("https://www.tumblr.com/pictures", "https://pictures.tumblr.com/rss")]
    [InlineData("https://stackoverflow.com/questions/tagged/c%23", "https://stackoverflow.com/feeds/tag/c%23")]
    [InlineData("https://cooking.stackexchange.com/questions/12/how", "https://cooking.stackexchange.com/feeds/question/12")]
    [InlineData("https://news.ycombinator.com", "https://news.ycombinator.com/rss")]
    [InlineData("https://arxiv.org/list/cs.CL/recent", "https://rss.arxiv.org/rss/cs.CL")]
    [InlineData("https://pypi.org/project/requests/", "https://pypi.org/rss/project/requests/releases.xml")]
    [InlineData("https://store.steampowered.com/app/400/Portal/", "https://store.steampowered.com/feeds/news/app/400/")]
    [InlineData("https://news.google.com/search?q=kyiv&hl=uk", "https://news.google.com/rss/search?q=kyiv&hl=uk")]
    public async Task Site_WhosePageTellsNothing_IsAskedForItsFeedAtOnce(string page, string feed)
    {
        using var bench = new DiscoveryBench().Feed(feed, "Found");

        var found = Assert.Single(Assert.IsType<DiscoveryResult.Found>(await bench.DiscoverAsync(page)).Feeds);

        Assert.Equal((feed, "Found", FoundBy.SiteRule), (found.Address.AbsoluteUri, found.Title, found.By));
        Assert.Equal([feed], bench.Asked);
    }

    [Theory]
    [InlineData("https://www.reddit.com/r/csharp/.rss")]
    [InlineData("https://medium.com/feed/@some.body")]
    [InlineData("https://somebody.medium.com/feed")]
    [InlineData("https://letters.substack.com/feed")]
    [InlineData("https://stackoverflow.com/feeds/tag/c%23")]
    [InlineData("https://www.youtube.com/feeds/videos.xml?channel_id=" + Channel)]
    [InlineData("https://bsky.app/profile/did:plc:abc/rss")]
    [InlineData("https://news.google.com/rss/search?q=kyiv")]
    public async Task Site_AddressIsTheFeed_IsAskedItself(string feed)
    {
        using var bench = new DiscoveryBench().Feed(feed, "Found");

        Assert.Equal([feed], await bench.AddressesAsync(feed));
        Assert.Equal([feed], bench.Asked);
    }

    [Theory]
    [InlineData("""<html><head><link rel="alternate" type="application/rss+xml" title="RSS" href="https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"></head><script>{"channelId":"UCvutsrqponmlkjihgfedcba"}</script></html>""")]
    [InlineData("""<html><head><link rel="canonical" href="https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv"></head><script>{"channelId":"UCvutsrqponmlkjihgfedcba"}</script></html>""")]
    [InlineData("""<html><script>var data = {"channelId":"UCvutsrqponmlkjihgfedcba","externalId" : "UCabcdefghijklmnopqrstuv"};</script></html>""")]
    [InlineData("""<html><meta itemprop="channelId" content="UCabcdefghijklmnopqrstuv"></html>""")]
    [InlineData("""<html><script>{"channelId":"UCabcdefghijklmnopqrstuv"}</script></html>""")]
    public async Task YouTube_PageOfAHandleOrVideo_GivesItsChannel(string page)
    {
        const string Feed = "https://www.youtube.com/feeds/videos.xml?channel_id=" + Channel;
        using var bench = new DiscoveryBench().Page("https://www.youtube.com/@somebody", page).Page("https://www.youtube.com/watch?v=1", page).Feed(Feed, "Somebody");

        var ofHandle = await bench.AddressesAsync("https://www.youtube.com/@somebody");
        Assert.All(ofHandle, address => Assert.StartsWith("https://www.youtube.com/feeds/videos.xml?channel_id=", address, StringComparison.Ordinal));
        Assert.Equal(Feed, ofHandle[0]);
        Assert.Equal(Feed, (await bench.AddressesAsync("https://www.youtube.com/watch?v=1"))[0]);
    }

    [Fact]
    public async Task GitHub_Repository_GivesCommitsOfItsPageReleasesAndTags()
    {
        using var bench = new DiscoveryBench()
            .Page("https://github.com/some/project", "<html><link rel=alternate type=application/atom+xml title='Recent Commits to project:main' href=https://github.com/some/project/commits/main.atom></html>")
            .Page("https://github.com/some/bare.net", "<html></html>");

        Assert.Equal(
            ["https://github.com/some/project/commits/main.atom", "https://github.com/some/project/releases.atom", "https://github.com/some/project/tags.atom"],
            await bench.AddressesAsync("https://github.com/some/project"));
        Assert.Equal(
            ["https://github.com/some/bare.net/releases.atom", "https://github.com/some/bare.net/tags.atom", "https://github.com/some/bare.net/commits.atom"],
            await bench.AddressesAsync("https://github.com/some/bare.net"));
    }

    [Theory]
    [InlineData("https://github.com/somebody", "https://github.com/somebody.atom")]
    [InlineData("https://mastodon.example/@somebody", "https://mastodon.example/@somebody.rss")]
    [InlineData("https://blog.wordpress.com/", "https://blog.wordpress.com/feed/")]
    [InlineData("https://blog.blogspot.com/2026/01/post.html", "https://blog.blogspot.com/feeds/posts/default")]
    [InlineData("https://vimeo.com/somebody", "https://vimeo.com/somebody/videos/rss")]
    [InlineData("https://gitlab.com/somebody", "https://gitlab.com/somebody.atom")]
    [InlineData("https://codeberg.org/somebody", "https://codeberg.org/somebody.rss")]
    public async Task Site_PageNamesNoFeed_TheRuleDoes(string page, string feed)
    {
        using var bench = new DiscoveryBench().Page(page, "<html>Run our script to see anything</html>").Feed(feed, "Found");

        Assert.Equal([feed], await bench.AddressesAsync(page));
        Assert.Equal([page, feed], bench.Asked);
    }

    [Fact]
    public async Task Rule_ThatNoLongerHolds_LeavesTheDecisionToThePage()
    {
        using var bench = new DiscoveryBench()
            .Page("https://letters.substack.com/", "<html><link rel=alternate type=application/rss+xml href=/new-feed></html>")
            .Feed("https://letters.substack.com/new-feed", "Letters");

        Assert.Equal(["https://letters.substack.com/new-feed"], await bench.AddressesAsync("https://letters.substack.com/"));
    }

    [Fact]
    public async Task Rule_HostRefuses_IsNotAskedTwice()
    {
        using var bench = new DiscoveryBench().Page("https://www.reddit.com/r/csharp/.rss", "no", status: 429);

        Assert.IsType<FeedError.RateLimited>(Assert.IsType<DiscoveryResult.Failed>(await bench.DiscoverAsync("https://www.reddit.com/r/csharp")).Error);
        Assert.Single(bench.Asked);
    }
}
