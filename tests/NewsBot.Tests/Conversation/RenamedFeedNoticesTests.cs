using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

public sealed class RenamedFeedNoticesTests
{
    private static CancellationToken Ct => TestBot.Ct;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Owner_OfABotWhoseFeedRenamedItsItems_IsToldOnce(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        await bot.AcceptAsync(ConversationTests.Says("/help"));
        await bot.RunAsync();
        await bot.Database.WriteAsync(
            session => session.ExecuteAsync("INSERT INTO owner (bot_id, user_id, claimed_at) VALUES (@BotId, 11, 0)", new { TestBot.Identity.BotId }, Ct), Ct);
        await NoteAsync(bot);

        await bot.Get<RenamedFeedNotices>().TellAsync(Ct);
        await bot.Get<RenamedFeedNotices>().TellAsync(Ct);

        var notice = Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.SendAsync()).Request);
        Assert.Contains("<b>BBC World</b> has given its items new names", notice.Html, StringComparison.Ordinal);
        Assert.Contains("I took 12 for known", notice.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bot_WithoutAnOwner_SaysItInTheLog()
    {
        await using var bot = await TestBot.StartAsync();
        await NoteAsync(bot);

        await bot.Get<RenamedFeedNotices>().TellAsync(Ct);

        Assert.Contains("BBC World has given its items new names", Assert.Single(bot.Log.Alarms), StringComparison.Ordinal);
        bot.Log.Announce();
    }

    [Fact]
    public async Task Owner_IsNotToldOfAFeedThatASingleChatAdded()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.AcceptAsync(ConversationTests.Says("/help"));
        await bot.RunAsync();
        await bot.Database.WriteAsync(session => session.ExecuteAsync("INSERT INTO owner (bot_id, user_id, claimed_at) VALUES (@BotId, 11, 0)", new { TestBot.Identity.BotId }, Ct), Ct);
        await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feed SET in_catalogue = 0 WHERE title = 'BBC World'", null, Ct), Ct);
        await NoteAsync(bot);

        await bot.Get<RenamedFeedNotices>().TellAsync(Ct);

        Assert.Empty(await bot.SendAsync());
    }

    private static Task NoteAsync(TestBot bot) => bot.Database.WriteAsync(async session =>
    {
        var feed = await session.ScalarAsync<long>("SELECT feed_id FROM feed WHERE title = 'BBC World'", null, Ct);
        var renaming = new FeedRenaming { FeedId = feed, NoticedAt = bot.Time.NowMilliseconds(), Items = 15, Recognised = 10, Withheld = 2 };
        await FeedRenamings.AddAsync(session, renaming, Ct);
    }, Ct);
}
