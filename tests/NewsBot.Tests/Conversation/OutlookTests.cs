using NewsBot.Core.Delivery;
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
}
