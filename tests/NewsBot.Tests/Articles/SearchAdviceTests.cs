using NewsBot.Core.Articles;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Articles.ArticleShelf;

namespace NewsBot.Tests.Articles;

public sealed class SearchAdviceTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AdviseAsync_WordMistyped_OffersWhatTheStoreHolds(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        await shelf.AddAsync(feed, "Parliament votes on the budget", 0, "The parliament of Ukraine sat until night.");
        await shelf.AddAsync(feed, "Укриття у Києві", 1, "Привіт, Києве", language: "uk");

        Assert.Equal("parliament", await CorrectedAsync(shelf, "parlament"));
        Assert.Equal("parliament", await CorrectedAsync(shelf, "parilament"));
        Assert.Equal("budget parliament -football", await CorrectedAsync(shelf, "budgte parliament -football"));
        Assert.Equal("title:parliament", await CorrectedAsync(shelf, "title:parliamnt"));
        Assert.Equal("\"the budget\"", await CorrectedAsync(shelf, "\"the bugdet\""));
        Assert.Equal("привіт", await CorrectedAsync(shelf, "ghbdsn"));
        Assert.Null(await CorrectedAsync(shelf, "xylophone"));
        // Both words are there, but in no article together: nothing is mistyped.
        Assert.Null(await CorrectedAsync(shelf, "parliament привіт"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AdviseAsync_SeveralWords_NamesThoseThatFindNothingAlone(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        await shelf.AddAsync(feed, "Parliament votes", 0);

        Assert.Equal(["Zebra"], (await AdviseAsync(shelf, "Parliament Zebra")).Missing);
        Assert.Empty((await AdviseAsync(shelf, "Zebra")).Missing);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AdviseAsync_WordOfAnArticleThatCameSince_IsKnown(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        await shelf.AddAsync(feed, "Parliament votes", 0);
        Assert.Null(await CorrectedAsync(shelf, "earthqake"));

        await shelf.AddAsync(feed, "Earthquake at night", 1);

        Assert.Equal("earthquake", await CorrectedAsync(shelf, "earthqake"));
    }

    [Theory]
    [InlineData("word", "word", 0)]
    [InlineData("word", "wrod", 1)]
    [InlineData("word", "words", 1)]
    [InlineData("word", "cord", 1)]
    [InlineData("kitten", "sitting", null)]
    [InlineData("київ", "киев", 1)]
    [InlineData("abcd", "badc", 2)]
    public void EditDistance_OfTwoWords_CountsSlips(string first, string second, int? distance)
    {
        Assert.Equal(distance, EditDistance.Of(first, second, 2));
        Assert.Equal(distance, EditDistance.Of(second, first, 2));
    }

    private static async Task<string?> CorrectedAsync(ArticleShelf shelf, string query) => (await AdviseAsync(shelf, query)).Corrected;

    private static Task<SearchAdvice> AdviseAsync(ArticleShelf shelf, string query) =>
        shelf.Store.Database.ReadAsync(session => shelf.Articles.AdviseAsync(session, Everything, Parse(query), Ct), Ct);
}
