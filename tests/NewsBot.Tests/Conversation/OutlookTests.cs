using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Conversation.ConversationTests;

namespace NewsBot.Tests.Conversation;

/// <summary>What following something would bring, and the story that shows it.</summary>
public sealed class OutlookTests
{
    private static CancellationToken Ct => TestBot.Ct;

    [Fact]
    public async Task Proof_AmongNewerBriefs_IsAnArticle()
    {
        await using var bot = await TestBot.StartAsync();
        var brief = await bot.PublishAsync(1, "Ceasefire in one line…", 5, "en", "Ceasefire in one line and more.");
        await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE article SET kind = 'brief' WHERE article_id = @ArticleId", brief, Ct), Ct);
        Assert.Contains("Ceasefire talks in Kyiv", await ProofAsync(), StringComparison.Ordinal);

        await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE article SET kind = 'brief'", null, Ct), Ct);
        Assert.Contains("Ceasefire in one line", await ProofAsync(), StringComparison.Ordinal);

        async Task<string> ProofAsync()
        {
            await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE subscription SET ended_at = 1", null, Ct), Ct);
            await bot.AcceptAsync(Says("/start topic-ceasefire"));
            return Assert.IsType<ChatRequest.SendText>((await bot.RunAsync())[^1].Request).Html;
        }
    }

    [Theory]
    [InlineData("en", "I have only begun to read the sources; this would have been 1 alert already:")]
    [InlineData("uk", "Я щойно почав читати джерела; це вже було б 1 сповіщення:")]
    public async Task Preview_InTheFirstMinute_ReadsWell(string language, string said)
    {
        await using var bot = await TestBot.StartAsync();
        var now = bot.Time.NowMilliseconds();
        await bot.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE feed SET first_fetched_at = NULL", null, Ct);
            await FeedStore.AddAsync(session, Feed.New(new Uri("https://first.test/rss"), "seed", now, "First"), Ct);
            await session.ExecuteAsync("UPDATE feed SET first_fetched_at = @now WHERE title = 'First'", new { now }, Ct);
        }, Ct);
        await bot.PublishAsync(4, "A zeppelin lands", 0.2, "en");
        await bot.AcceptAsync(Says("/subscribe lang:en zeppelin") with { Sender = new NewsBot.Core.Conversation.Sender(11, "Anna", language, false, false) });
        Assert.Contains(said, Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request).Html, StringComparison.Ordinal);
    }
}
