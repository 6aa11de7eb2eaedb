using System.Text.Json;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Support.TestBot;

namespace NewsBot.Tests.Conversation;

/// <summary>Chats that could not be written to come back as they were; the words are in Transcripts/return*.txt.</summary>
public sealed class ReturnTests
{
    private const long Anna = 11;
    private const long Group = -100_500;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chat_SuspendedAndBack_HasTheSameSettingsAsBefore(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        bot.Telegram.Administrators.Add((Group, Anna));
        foreach (var (chatId, thread) in new[] { (Anna, 0L), (Group, 0L), (Group, 44L) })
        {
            foreach (var text in new[] { "/subscribe ceasefire", "/subscribe bbc world", "/subscribe site.example.com", "/subscribe power plants", "/mute tulips" })
                await DoAsync(bot, chatId, Text(text), thread);
        }
        await SetAsync(bot, "UPDATE chat SET time_zone = 'Europe/Kyiv', rhythm = 'daily', digest_at = '480,1080', quiet_from = 1320, quiet_until = 420, pictures = 0, summary = 0, sound = 0, language = 'uk', language_chosen = 1");
        await SetAsync(bot, "UPDATE subscription SET rhythm = 'hourly', may_wake = 1, silent = 1 WHERE kind = 'topic'");
        var before = await SettingsAsync(bot);

        foreach (var (chatId, gone, back) in new (long, IncomingContent, IncomingContent)[]
        {
            (Anna, Membership(mayWrite: false, isMember: false), Membership(mayWrite: true, isMember: true)),
            (Anna, Membership(mayWrite: false, isMember: false), Text("/start")),
            (Group, Membership(mayWrite: false, isMember: false), Membership(mayWrite: true, isMember: true)),
            (Group, Membership(mayWrite: false, isMember: true), Membership(mayWrite: true, isMember: true)),
            (Group, Membership(mayWrite: false, isMember: true), Text("/latest")),
        })
        {
            await DoAsync(bot, chatId, gone);
            Assert.NotEqual(before, await SettingsAsync(bot));
            bot.Time.Advance(TimeSpan.FromDays(3));
            await DoAsync(bot, chatId, back);
            Assert.Equal(before, await SettingsAsync(bot));
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Missed_HoldsWhatWaitedAndWhatCameAndNothingThatWasSentOrIsOld(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        await DoAsync(bot, Anna, Text("/subscribe ceasefire"));
        var sent = await bot.PublishAsync(TestWorld.BbcWorld, "Ceasefire already told", 0, "en");
        bot.Time.Advance(TimeSpan.FromMinutes(5));
        var waited = await bot.PublishAsync(TestWorld.BbcWorld, "Ceasefire that waited for the morning", 0, "en");
        await bot.Database.WriteAsync(async session =>
        {
            foreach (var (article, state, at) in new[] { (sent, "sent", sent.FirstSeenAt), (waited, "due", waited.FirstSeenAt) })
                await session.ExecuteAsync(
                    """
                    INSERT INTO delivery (destination_id, story_id, article_id, subscriptions, priority, not_before, state, created_at)
                    VALUES (1, @StoryId, @ArticleId, '1', 100, @later, @state, @at)
                    """, new { article.StoryId, article.ArticleId, later = at + 3_600_000, state, at }, Ct);
        }, Ct);
        bot.Time.Advance(TimeSpan.FromMinutes(30));
        await DoAsync(bot, Anna, Membership(mayWrite: false, isMember: false));
        bot.Time.Advance(TimeSpan.FromMinutes(30));
        await bot.PublishAsync(TestWorld.BbcWorld, "Ceasefire that came meanwhile", 0, "en");
        var late = await bot.PublishAsync(TestWorld.BbcWorld, "Ceasefire of last week", 7 * 24 * 60, "en");
        await bot.Database.WriteAsync(session => session.ExecuteAsync(
            "UPDATE article SET first_seen_at = @now WHERE article_id = @ArticleId", new { now = bot.Time.NowMilliseconds(), late.ArticleId }, Ct), Ct);
        bot.Time.Advance(TimeSpan.FromMinutes(30));

        var offer = Assert.IsType<ChatRequest.SendText>(Assert.Single(await DoAsync(bot, Anna, Membership(mayWrite: true, isMember: true))));
        await bot.PublishAsync(TestWorld.BbcWorld, "Ceasefire after the return", 0, "en");
        await bot.RestartAsync();
        bot.Time.Advance(TimeSpan.FromDays(1));
        var show = offer.Buttons!.Rows[0].Single(button => button.Text.Contains("missed", StringComparison.Ordinal)).Data!;
        var list = Assert.IsType<ChatRequest.EditText>(Assert.Single(await DoAsync(bot, Anna, new IncomingContent.Press("press", show, 101))));

        var titles = TelegramHtml.ToPlain(list.Html).Split('\n').Where(line => line.Contains("Ceasefire", StringComparison.Ordinal)).Select(line => line[3..]);
        Assert.Equal(["Ceasefire that came meanwhile", "Ceasefire that waited for the morning"], titles);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Topic_ClosedAndOpened_OffersThereWhatItMissed(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        bot.Telegram.Administrators.Add((Group, Anna));
        await DoAsync(bot, Group, Text("/subscribe tech"));
        await DoAsync(bot, Group, Text("/subscribe ceasefire"), 44);
        await bot.Database.WriteAsync(async session =>
        {
            var place = await session.ScalarAsync<long>("SELECT destination_id FROM destination WHERE thread_id = 44", null, Ct);
            await bot.Get<Suspensions>().ClosedTopicAsync(session, 1, place, 44, null, Ct);
        }, Ct);
        bot.Time.Advance(TimeSpan.FromMinutes(30));
        await bot.PublishAsync(TestWorld.BbcWorld, "Ceasefire holds", 10, "en");
        await bot.PublishAsync(TestWorld.Tech, "New chips are here", 10, "en");
        await bot.SendAsync();

        var offer = Assert.IsType<ChatRequest.SendText>(Assert.Single(await DoAsync(bot, Group, new IncomingContent.TopicOpened(), 44)));
        Assert.StartsWith("This topic is open again: 1 subscription", offer.Html);
        var list = Assert.IsType<ChatRequest.EditText>(Assert.Single(await DoAsync(bot, Group, new IncomingContent.Press("press", offer.Buttons!.Rows[0][1].Data!, 101), 44)));
        Assert.Contains("Ceasefire holds", list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("chips", list.Html, StringComparison.Ordinal);
        Assert.Empty(await DoAsync(bot, Group, new IncomingContent.TopicOpened(), 44));
    }

    [Fact]
    public async Task Stranger_WhoLeaves_IsNotWrittenDown()
    {
        await using var bot = await TestBot.StartAsync();

        Assert.Empty(await DoAsync(bot, 99, Membership(mayWrite: false, isMember: false)));

        Assert.Equal(0, await bot.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM chat", null, Ct), Ct));
    }

    private static IncomingContent.Text Text(string text) => new(text, 5, false, false, null);

    private static IncomingContent.Membership Membership(bool mayWrite, bool isMember) => new(mayWrite, true, isMember, false);

    private static async Task<IReadOnlyList<ChatRequest>> DoAsync(TestBot bot, long chatId, IncomingContent content, long thread = 0)
    {
        var chat = new IncomingChat(chatId, chatId > 0 ? "private" : "supergroup", chatId > 0 ? "Anna" : "Family", null, thread);
        await bot.AcceptAsync(new Incoming(Identity.BotId, 0, chat, new NewsBot.Core.Conversation.Sender(Anna, "Anna", "en", false, false), 0, content));
        return [.. (await bot.RunAsync()).Select(sent => sent.Request)];
    }

    private static Task SetAsync(TestBot bot, string statement) => bot.Database.WriteAsync(session => session.ExecuteAsync(statement, null, Ct), Ct);

    // Every column of every row in which a choice of a chat stands.
    private static Task<string> SettingsAsync(TestBot bot) => bot.Database.ReadAsync(
        async session =>
        {
            var rows = new List<string>();
            foreach (var table in new[] { "chat", "destination", "subscription", "mute", "feed_chat", "feed_name" })
            {
                foreach (var row in await session.QueryAsync<dynamic>($"SELECT * FROM {table}", null, Ct))
                {
                    var columns = ((IDictionary<string, object?>)row).Where(column => column.Key != "last_seen_at").OrderBy(column => column.Key, StringComparer.Ordinal);
                    rows.Add(table + JsonSerializer.Serialize(columns.ToDictionary()));
                }
            }
            return string.Join('\n', rows.Order(StringComparer.Ordinal));
        }, Ct);
}
