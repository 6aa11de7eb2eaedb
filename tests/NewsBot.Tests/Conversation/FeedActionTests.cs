using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Conversation.ConversationTests;
using static NewsBot.Tests.Support.TestWorld;

namespace NewsBot.Tests.Conversation;

/// <summary>Buttons of notices about feeds: who may press them, what they do, and when.</summary>
public sealed class FeedActionTests
{
    private const long Owner = 11;
    private const long Stranger = 13;
    private static readonly FeedError Broken = new FeedError.HttpStatus("bbc.test", 500);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Button_OfANotice_WorksAfterARestartThirtyDaysLater(StorageProvider provider)
    {
        await using var bot = await OwnedAsync(provider);
        await FeedPlay.FailAsync(bot, [BbcWorld], Broken);
        var pause = ButtonOf(Assert.Single(await bot.SendAsync()).Request, "Pause");

        await bot.RestartAsync();
        bot.Time.Advance(TimeSpan.FromDays(30));
        await PressAsync(bot, pause, Owner);

        Assert.Equal("paused", (await FeedAsync(bot, BbcWorld)).State);
        Assert.Equal("Paused BBC World.", bot.Telegram.Presses[^1].Answer.Text);
    }

    [Theory]
    [InlineData(FeedButtons.PauseVerb)]
    [InlineData(FeedButtons.RemoveVerb)]
    [InlineData(FeedButtons.TryVerb)]
    [InlineData(FeedButtons.OpenVerb)]
    public async Task Button_OfTheCatalogue_PressedByNoOwner_ChangesNothing(string verb)
    {
        await using var bot = await OwnedAsync();
        var before = await FeedAsync(bot, BbcWorld);

        var shown = await PressAsync(bot, FeedButtons.Of("x", verb, BbcWorld, 0).Data!, Stranger);

        Assert.Empty(shown);
        Assert.Equal("Only an owner of this bot can do that.", bot.Telegram.Presses[^1].Answer.Text);
        var after = await FeedAsync(bot, BbcWorld);
        Assert.Equal((before.State, before.InCatalogue, before.NextCheckAt), (after.State, after.InCatalogue, after.NextCheckAt));
    }

    [Fact]
    public async Task Button_OfAnotherPersonsOwnFeed_IsRefused()
    {
        await using var bot = await OwnedAsync();
        await bot.AcceptAsync(Says("https://feed.example.com/rss", Owner));
        await bot.RunAsync();
        var (feed, chat) = await OwnFeedAsync(bot);

        await PressAsync(bot, FeedButtons.Of("x", FeedButtons.RemoveVerb, feed, chat).Data!, Stranger);

        Assert.Equal(1L, await CountAsync(bot, "feed_chat"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Try_OfAFailingFeed_IsDueAtOnceAndAnsweredOnce(StorageProvider provider)
    {
        await using var bot = await OwnedAsync(provider);
        await FeedPlay.FailAsync(bot, [BbcWorld], Broken);
        var look = ButtonOf(Assert.Single(await bot.SendAsync()).Request, "Try now");

        await PressAsync(bot, look, Owner);
        await PressAsync(bot, look, Owner);
        Assert.Equal(bot.Time.NowMilliseconds(), (await FeedAsync(bot, BbcWorld)).NextCheckAt);

        await FeedPlay.PollAsync(bot, BbcWorld, null, brings: true);
        await FeedPlay.TellAsync(bot);
        Assert.Equal(["✅ BBC World answers, and it brought something new."], Texts(await bot.SendAsync()));
    }

    [Fact]
    public async Task Try_AgainAndAgain_AsksTheHostNoMoreThanOnceInFiveMinutes()
    {
        await using var bot = await OwnedAsync();
        await FeedPlay.PollAsync(bot, BbcWorld, Broken);
        var planned = (await FeedAsync(bot, BbcWorld)).NextCheckAt;
        bot.Time.Advance(TimeSpan.FromMinutes(2));

        await PressAsync(bot, FeedButtons.Of("x", FeedButtons.TryVerb, BbcWorld, 0).Data!, Owner);

        Assert.Equal("I looked 2 minutes ago. Try again in 3 minutes.", bot.Telegram.Presses[^1].Answer.Text);
        Assert.Equal(planned, (await FeedAsync(bot, BbcWorld)).NextCheckAt);
    }

    [Fact]
    public async Task Try_WhileTheHostAskedToWait_DoesNotAskIt()
    {
        await using var bot = await OwnedAsync();
        var until = bot.Time.GetUtcNow().AddHours(2).ToUnixTimeMilliseconds();
        await SqlAsync(bot, $"INSERT INTO host_pause (host, until, refusals) VALUES ('bbc.test:443', {until}, 1)");
        var planned = (await FeedAsync(bot, BbcWorld)).NextCheckAt;
        bot.Time.Advance(TimeSpan.FromMinutes(10));

        await PressAsync(bot, FeedButtons.Of("x", FeedButtons.TryVerb, BbcWorld, 0).Data!, Owner);

        Assert.StartsWith("Its server asks to be left alone", bot.Telegram.Presses[^1].Answer.Text, StringComparison.Ordinal);
        Assert.Equal(planned, (await FeedAsync(bot, BbcWorld)).NextCheckAt);
    }

    [Fact]
    public async Task Notice_OfAGroupWhoseAdministratorTheBotMayNotWriteTo_StandsInTheGroup()
    {
        await using var bot = await OwnedAsync();
        bot.Telegram.Administrators.Add((-100, Stranger));
        await bot.AcceptAsync(Group(new IncomingContent.Text("/subscribe@NewsTestBot https://feed.example.com/rss", 5, false, true, null)));
        await bot.RunAsync();
        var (feed, chat) = await OwnFeedAsync(bot);

        await FeedPlay.FailAsync(bot, [feed], Broken);
        var notice = Assert.Single(await bot.SendAsync());
        Assert.Equal(chat, await ChatOfAsync(bot, notice.Row));
        Assert.StartsWith("⚠️ Example Feed cannot be read", Assert.Single(Texts([notice])), StringComparison.Ordinal);

        await bot.AcceptAsync(Group(new IncomingContent.Press("p", ButtonOf(notice.Request, "Pause"), 7), user: 14));
        await bot.RunAsync();
        Assert.Equal(0L, await PausedAsync(bot));
        await bot.AcceptAsync(Group(new IncomingContent.Press("p", ButtonOf(notice.Request, "Pause"), 7)));
        await bot.RunAsync();
        Assert.Equal(1L, await PausedAsync(bot));
    }

    [Fact]
    public async Task Remove_OfASourceThatTheSettingsName_SaysThatItComesBackAndWhoFollowsIt()
    {
        await using var bot = await OwnedAsync();
        bot.Get<FeedOptions>().Sources.Add(new FeedSource { Url = "https://bbc.test/world.xml" });
        await bot.AcceptAsync(Says("/subscribe BBC World", Stranger));
        await bot.RunAsync();

        var text = Assert.Single(Texts(await PressAsync(bot, FeedButtons.Of("x", FeedButtons.RemoveVerb, BbcWorld, 0).Data!, Owner)));

        Assert.Contains("1 chat follows it by name", text, StringComparison.Ordinal);
        Assert.Contains("comes back at the next start", text, StringComparison.Ordinal);
        Assert.Equal(0L, (await FeedAsync(bot, BbcWorld)).InCatalogue);
    }

    [Theory]
    [InlineData(nameof(ScheduleReason.Fixed), "every 15 minutes, as set by the owner")]
    [InlineData(nameof(ScheduleReason.RetryAfter), "its server asked me to wait")]
    [InlineData("CacheControl", "its server says that nothing changes before")]
    [InlineData("SkipHours", "it does not want to be read at other hours")]
    [InlineData("Rhythm", "as often as it brings something")]
    public async Task Screen_OfASource_SaysWhyItIsCheckedThen(string reason, string words)
    {
        await using var bot = await OwnedAsync();
        await SqlAsync(bot, $"UPDATE feed SET next_check_reason = '{reason}', next_check_at = {bot.Time.GetUtcNow().AddHours(2).ToUnixTimeMilliseconds()}");

        Assert.Contains($"({words})", Assert.Single(Texts(await OpenAsync(bot))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screen_OfASourceWithAReasonOfALaterVersion_SaysNoReason()
    {
        await using var bot = await OwnedAsync();
        await SqlAsync(bot, $"UPDATE feed SET next_check_reason = 'TeaBreak', next_check_at = {bot.Time.GetUtcNow().AddHours(2).ToUnixTimeMilliseconds()}");

        Assert.EndsWith("Next check: 23 Nov 2026, 13:00 UTC", Assert.Single(Texts(await OpenAsync(bot))), StringComparison.Ordinal);
    }

    private static async Task<TestBot> OwnedAsync(StorageProvider provider = StorageProvider.Sqlite)
    {
        var bot = await TestBot.StartAsync(provider: provider);
        bot.Get<AccessOptions>().Owners.Add(Owner);
        await bot.AcceptAsync(Says("/subscribe ceasefire", Owner));
        await bot.RunAsync();
        return bot;
    }

    private static Task<IReadOnlyList<(Message Row, ChatRequest Request)>> OpenAsync(TestBot bot) =>
        PressAsync(bot, new ButtonData("s", ButtonKey.Of(BbcWorld), "0.0").Encode(), Owner);

    private static async Task<IReadOnlyList<(Message Row, ChatRequest Request)>> PressAsync(TestBot bot, string data, long user)
    {
        await bot.AcceptAsync(Says("", user) with { Content = new IncomingContent.Press("press", data, 7) });
        return await bot.RunAsync();
    }

    private static Incoming Group(IncomingContent content, long user = Stranger) => Says("", user) with { Chat = new IncomingChat(-100, "supergroup", "Family", null, 0), Content = content };

    private static string ButtonOf(ChatRequest request, string label) =>
        Assert.IsType<ChatRequest.SendText>(request).Buttons!.Rows.SelectMany(row => row).Single(button => button.Text.Contains(label, StringComparison.Ordinal)).Data!;

    private static List<string> Texts(IEnumerable<(Message Row, ChatRequest Request)> sent) => [.. sent.Select(message => TelegramHtml.ToPlain(message.Request switch
    {
        ChatRequest.SendText text => text.Html,
        ChatRequest.EditText edit => edit.Html,
        var other => other.ToString(),
    }))];

    private static async Task<Feed> FeedAsync(TestBot bot, long feedId) => (await bot.Database.ReadAsync(session => FeedStore.FindAsync(session, feedId, TestBot.Ct), TestBot.Ct))!;

    private static async Task<(long Feed, long Chat)> OwnFeedAsync(TestBot bot) => await bot.Database.ReadAsync(async session => (
        await session.ScalarAsync<long>("SELECT MAX(feed_id) FROM feed_chat", null, TestBot.Ct), await session.ScalarAsync<long>("SELECT MAX(chat_key) FROM feed_chat", null, TestBot.Ct)), TestBot.Ct);

    private static Task<long> ChatOfAsync(TestBot bot, Message row) => bot.Database.ReadAsync(
        session => session.ScalarAsync<long>("SELECT chat_key FROM destination WHERE destination_id = @DestinationId", row, TestBot.Ct), TestBot.Ct);

    private static Task<long> PausedAsync(TestBot bot) => bot.Database.ReadAsync(
        session => session.ScalarAsync<long>("SELECT COUNT(*) FROM feed_chat WHERE paused_at IS NOT NULL", null, TestBot.Ct), TestBot.Ct);

    private static Task<long> CountAsync(TestBot bot, string table) =>
        bot.Database.ReadAsync(session => session.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}", null, TestBot.Ct), TestBot.Ct);

    private static Task SqlAsync(TestBot bot, string sql) => bot.Database.WriteAsync(session => session.ExecuteAsync(sql, null, TestBot.Ct), TestBot.Ct);
}
