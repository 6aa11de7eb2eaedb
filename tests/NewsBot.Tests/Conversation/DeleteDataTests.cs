using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Support.TestBot;

namespace NewsBot.Tests.Conversation;

/// <summary>Delete my data; the words are in Transcripts/delete-data*.txt.</summary>
public sealed class DeleteDataTests
{
    private const long Anna = 11;
    private const long Boris = 13;
    private const long Group = -100_500;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Everything_OfThePerson_IsGoneAndOthersKeepTheirs(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        bot.Telegram.Administrators.Add((Group, Anna));
        bot.Web.Pages["https://shared.example.com/rss"] = bot.Web.Pages["https://feed.example.com/rss"];
        foreach (var (chatId, person) in new[] { (Anna, Anna), (Boris, Boris), (Group, Anna) })
        {
            await SayAsync(bot, chatId, person, "/subscribe ceasefire");
            await SayAsync(bot, chatId, person, "/subscribe shared.example.com/rss");
            await SayAsync(bot, chatId, person, "/mute tulips");
        }
        await SayAsync(bot, Anna, Anna, "/subscribe site.example.com");
        var own = await ScalarAsync(bot, "SELECT feed_id FROM feed WHERE url = 'https://site.example.com/feed.xml'");
        await bot.PublishAsync(own, "A village story", 1, "en");
        await bot.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("INSERT INTO pause (bot_id, chat_key, until) VALUES (777, 1, 5)", null, Ct);
            await session.ExecuteAsync("INSERT INTO silence_notice (chat_key, thread_id, cause, told_at) VALUES (1, 0, 'no-rights', 5)", null, Ct);
            await session.ExecuteAsync("INSERT INTO feed_notice (feed_id, owner_key, chat_key, kind) VALUES (@own, 1, 1, 'failing')", new { own }, Ct);
            await session.ExecuteAsync("INSERT INTO feed_try (feed_id, owner_key, chat_key, destination_id, asked_at) VALUES (@own, 1, 1, 1, 5)", new { own }, Ct);
            await session.ExecuteAsync(
                "INSERT INTO delivery (destination_id, story_id, article_id, subscriptions, priority, not_before, created_at) SELECT 1, story_id, article_id, '1', 100, 0, 0 FROM article LIMIT 3", null, Ct);
        }, Ct);
        var others = await OthersAsync(bot);

        var farewell = await DeleteAsync(bot, Anna, Anna);
        Assert.StartsWith("🗑 Done", farewell);
        await bot.Get<Forgetting>().RunAsync(Ct);

        await bot.Database.ReadAsync(async session =>
        {
            foreach (var (table, condition) in new[]
            {
                ("chat", "telegram_chat_id = 11"), ("destination", "chat_key = 1"), ("delivery", "1 = 1"), ("message", "destination_id NOT IN (SELECT destination_id FROM destination)"),
                ("subscription", "created_by = 11"), ("mute", "destination_id NOT IN (SELECT destination_id FROM destination)"), ("feed_chat", "chat_key = 1 OR added_by = 11"),
                ("feed_name", "chat_key = 1"), ("feed_notice", "chat_key = 1 OR owner_key = 1"), ("feed_try", "chat_key = 1"), ("silence_notice", "chat_key = 1"), ("pause", "chat_key = 1"),
                ("stored_view", "chat_key = 1"), ("inbox", "user_id = 11 OR chat_key = 1"), ("feed", $"feed_id = {own}"), ("article", $"feed_id = {own}"),
            })
                Assert.True(await session.ScalarAsync<long>($"SELECT COUNT(*) FROM {table} WHERE {condition}", null, Ct) == 0, $"{table} still holds something of Anna's.");
            return true;
        }, Ct);
        Assert.Equal(others, await OthersAsync(bot));
        Assert.Equal(1, await ScalarAsync(bot, "SELECT COUNT(*) FROM feed WHERE url = 'https://shared.example.com/rss'"));
        // Nothing of hers is matched any more, and she begins anew.
        Assert.Contains("Pick a topic to begin", await SayAsync(bot, Anna, Anna, "/start"), StringComparison.Ordinal);
        Assert.StartsWith("Nothing is followed here yet", await SayAsync(bot, Anna, Anna, "/subscriptions"));
    }

    [Fact]
    public async Task Writing_BeforeTheFarewellIsGone_BeginsAnewAndIsNotForgotten()
    {
        await using var bot = await TestBot.StartAsync();
        await SayAsync(bot, Anna, Anna, "/subscribe ceasefire");
        await DeleteAsync(bot, Anna, Anna);

        await SayAsync(bot, Anna, Anna, "/subscribe tech");
        await bot.Get<Forgetting>().RunAsync(Ct);

        Assert.Contains("Technology", await SayAsync(bot, Anna, Anna, "/subscriptions"), StringComparison.Ordinal);
        Assert.Equal(1, await ScalarAsync(bot, "SELECT COUNT(*) FROM subscription"));
    }

    [Fact]
    public async Task Blocking_AfterIt_LeavesNothingBehind()
    {
        await using var bot = await TestBot.StartAsync();
        await SayAsync(bot, Anna, Anna, "/subscribe ceasefire");
        await DeleteAsync(bot, Anna, Anna);

        await bot.AcceptAsync(Update(Anna, Anna, new IncomingContent.Membership(false, true, false, false)));
        await bot.RunAsync();
        await bot.Get<Forgetting>().RunAsync(Ct);

        Assert.Equal(0, await ScalarAsync(bot, "SELECT COUNT(*) FROM chat"));
        Assert.Equal(0, await ScalarAsync(bot, "SELECT COUNT(*) FROM inbox"));
    }

    [Fact]
    public async Task Feed_AddedAgainMeanwhile_StaysWithItsArticles()
    {
        await using var bot = await TestBot.StartAsync();
        await SayAsync(bot, Anna, Anna, "/subscribe site.example.com");
        var own = await ScalarAsync(bot, "SELECT feed_id FROM feed WHERE url = 'https://site.example.com/feed.xml'");
        await bot.PublishAsync(own, "A village story", 1, "en");
        await DeleteAsync(bot, Anna, Anna);
        await SayAsync(bot, Boris, Boris, "/subscribe site.example.com");

        await bot.Get<Forgetting>().RunAsync(Ct);

        Assert.Equal(1, await ScalarAsync(bot, $"SELECT COUNT(*) FROM article WHERE feed_id = {own}"));
        Assert.Equal(0, await ScalarAsync(bot, "SELECT COUNT(*) FROM feed WHERE forget_at IS NOT NULL"));
    }

    [Theory]
    [InlineData("src/NewsBot.Core/Chats/ChatErasure.cs")]
    [InlineData("src/NewsBot.Core/Chats/ChatMerge.cs")]
    public async Task Tables_InWhichAChatStands_AreAllThoughtOf(string file)
    {
        await using var bot = await TestBot.StartAsync();
        var tables = await bot.Database.ReadAsync(
            session => session.QueryAsync<string>(
                """
                SELECT DISTINCT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) column_of
                WHERE m.type = 'table' AND column_of.name IN ('chat_key', 'owner_key', 'destination_id') AND m.name <> 'chat' ORDER BY m.name
                """, null, Ct), Ct);
        var source = NewsBot.Tests.Architecture.Repository.Read(file);

        Assert.Contains("subscription", tables);
        Assert.All(tables, table => Assert.Matches($@"(FROM|UPDATE) {table}\b", source));
    }

    private static async Task<string> DeleteAsync(TestBot bot, long chatId, long person)
    {
        await bot.AcceptAsync(Update(chatId, person, new IncomingContent.Press("press", new ButtonData(Verbs.DeleteData, "yes", "").Encode(), 101)));
        return Assert.IsType<ChatRequest.EditText>(Assert.Single(await bot.RunAsync()).Request).Html;
    }

    private static async Task<string> SayAsync(TestBot bot, long chatId, long person, string text)
    {
        await bot.AcceptAsync(Update(chatId, person, new IncomingContent.Text(text, 5, false, false, null)));
        return string.Join('\n', (await bot.RunAsync()).Select(sent => sent.Request).OfType<ChatRequest.SendText>().Select(said => TelegramHtml.ToPlain(said.Html)));
    }

    private static Incoming Update(long chatId, long person, IncomingContent content) => new(
        Identity.BotId, 0, new IncomingChat(chatId, chatId > 0 ? "private" : "supergroup", $"Chat {chatId}", null, 0),
        new NewsBot.Core.Conversation.Sender(person, $"Person {person}", "en", false, false), 0, content);

    private static Task<long> ScalarAsync(TestBot bot, string query) => bot.Database.ReadAsync(session => session.ScalarAsync<long>(query, null, Ct), Ct);

    private static async Task<string> OthersAsync(TestBot bot) => string.Join(' ', await bot.Database.ReadAsync(
        session => session.QueryAsync<string>(
            """
            SELECT c.telegram_chat_id || ':' || s.subject FROM subscription s JOIN destination d ON d.destination_id = s.destination_id JOIN chat c ON c.chat_key = d.chat_key
            WHERE c.telegram_chat_id <> 11 ORDER BY s.subscription_id
            """, null, Ct), Ct));
}
