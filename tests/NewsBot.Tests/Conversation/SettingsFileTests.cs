using System.Globalization;
using System.Text;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Support.TestBot;

namespace NewsBot.Tests.Conversation;

/// <summary>/export and the file it gives; the conversation is in Transcripts/export.txt.</summary>
public sealed class SettingsFileTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task File_OfOneChat_MakesAnotherTheSame(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var (anna, boris) = (new OpmlBench(bot, 11), new OpmlBench(bot, 13));
        foreach (var text in new[] { "/subscribe ceasefire", "/subscribe bbc world", "/subscribe site.example.com", "/subscribe об'єкт \"power plants\"", "/mute tulips", "/mute tech <daily> & more" })
            await anna.SayAsync(text);
        await bot.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                """
                UPDATE chat SET time_zone = 'Europe/Kyiv', rhythm = 'weekdays', digest_at = '480,1080', quiet_from = 1320, quiet_until = 420, pictures = 0, sound = 0,
                  language = 'uk', language_chosen = 1, reading_languages = 'uk,de'
                """, null, Ct);
            await session.ExecuteAsync("UPDATE subscription SET rhythm = 'hourly', may_wake = 1, silent = 1 WHERE kind = 'topic'", null, Ct);
        }, Ct);
        var file = await ExportAsync(bot, 11);

        await boris.SendAsync(file, "newsbot-settings.json");
        await boris.PressAsync("Add all");

        Assert.Equal(WithoutDate(file), WithoutDate(await ExportAsync(bot, 13)));
        // The same file once more brings nothing.
        Assert.Contains("Додавати нічого", await boris.SendAsync(file, "newsbot-settings.json"), StringComparison.Ordinal);
        // And nothing old was sent.
        Assert.Equal(0, await bot.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM delivery", null, Ct), Ct));
    }

    [Fact]
    public async Task Press_Twice_AddsOnce_AndUndoTakesAllBack()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot);
        var before = await ExportAsync(bot, 11);
        await anna.SendAsync("""{"format":"newsbot-settings","version":1,"settings":{"pictures":false,"timeZone":"Europe/Kyiv"},"subscriptions":[{"topic":"tech"}],"feeds":[{"url":"https://one.example.com/rss"}],"mutes":[{"query":"sport"}]}""", "newsbot-settings.json");
        var press = anna.PressOf("Add all");
        await anna.AcceptAsync(press);
        await anna.AcceptAsync(press);

        Assert.StartsWith("✅ Added", await anna.RunAsync());
        await anna.AcceptAsync(press);
        Assert.StartsWith("That is done already", await anna.RunAsync());
        Assert.NotEqual(WithoutDate(before), WithoutDate(await ExportAsync(bot, 11)));
        Assert.StartsWith("↩︎ Undone", await anna.PressAsync("Undo"));
        Assert.Equal(WithoutDate(before), WithoutDate(await ExportAsync(bot, 11)));
    }

    [Fact]
    public async Task Limits_OfTheChat_AreNamedAndTheRestIsAdded()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot).WithPlaces(feeds: 1, subscriptions: 2);

        var offer = await anna.SendAsync(
            """
            {"format":"newsbot-settings","version":1,"subscriptions":[{"feed":"https://one.example.com/rss","title":"One"},{"feed":"https://two.example.com/rss","title":"Two"},{"query":"kyiv"},{"query":"odesa"}]}
            """, "newsbot-settings.json");

        Assert.Contains("➕ 2 subscriptions are new here", offer, StringComparison.Ordinal);
        Assert.Contains("Two: this chat has as many feeds of its own as it may (limit: 1)", offer, StringComparison.Ordinal);
        Assert.Contains("odesa: this chat follows as much as it may (limit: 2)", offer, StringComparison.Ordinal);
        await anna.PressAsync("Add all");
        Assert.StartsWith("📋 2 subscriptions", await anna.SayAsync("/subscriptions"));
    }

    [Fact]
    public async Task Secrets_InAddresses_AreForTheirOwnPrivateChatOnly()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot);
        var offer = await anna.SendAsync(
            """{"format":"newsbot-settings","version":1,"subscriptions":[{"feed":"https://u:hush@paper.example.com/rss?token=hush2"},{"feed":"ftp://u:hush@paper.example.com"}]}""", "newsbot-settings.json");
        Assert.DoesNotContain("hush", offer, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", await anna.PressAsync("Add all"), StringComparison.Ordinal);
        Assert.Contains("hush2", await ExportAsync(bot, 11), StringComparison.Ordinal);

        // The same feed in a group: everybody there can read the file.
        await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE chat SET telegram_chat_id = -100500, type = 'supergroup'", null, Ct), Ct);
        bot.Telegram.Administrators.Add((-100500, 11));
        var file = await ExportAsync(bot, -100500);
        Assert.DoesNotContain("hush", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format":"newsbot-settings","version":"1"}""", "not in which version")]
    [InlineData("""{"format":"newsbot-settings","version":99999999999999999999}""", "not in which version")]
    [InlineData("""{"format":"newsbot-settings","version":2}""", "newer version")]
    [InlineData("""{"format":"newsbot-settings","version":1,"settings":[],"subscriptions":7,"feeds":"x","mutes":null}""", "is not a list")]
    [InlineData("""{"format":"newsbot-settings","version":1,"subscriptions":[{"query":5},[],{},{"query":"a","feed":"b"}]}""", "names nothing, or several things at once")]
    [InlineData("""{"format":"newsbot-settings","version":1,"subscriptions":[""", "broken at line 1")]
    [InlineData("""{"version":"https://jsonfeed.org/version/1.1","title":"A","items":[]}""", "is a feed itself")]
    [InlineData("""{"bookmarks":[1,2,3]}""", "I cannot read")]
    [InlineData("""[{"format":"newsbot-settings"}]""", "I cannot read")]
    [InlineData("{", "I cannot read")]
    [InlineData("", "I cannot read")]
    public async Task File_ThatIsNone_GetsAClearAnswer(string content, string answer)
    {
        await using var bot = await TestBot.StartAsync();

        Assert.Contains(answer, await new OpmlBench(bot).SendAsync(content, "newsbot-settings.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_DeepOrLong_IsReadToItsBoundsAndNoFurther()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot);
        var deep = """{"format":"newsbot-settings","version":1,"subscriptions":""" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Assert.Contains("broken", await anna.SendAsync(deep, "newsbot-settings.json"), StringComparison.Ordinal);

        var many = string.Join(',', Enumerable.Range(0, 20_000).Select(number => $$"""{"query":"word{{number.ToString(CultureInfo.InvariantCulture)}}"}"""));
        var offer = await anna.SendAsync($$"""{"format":"newsbot-settings","version":1,"subscriptions":[{{many}}]}""", "newsbot-settings.json");
        Assert.Contains("➕ 200 subscriptions are new here", offer, StringComparison.Ordinal);
        Assert.True(offer.Length < 4_096);

        var longText = new string('x', 3_000);
        Assert.Contains("names nothing", await anna.SendAsync($$"""{"format":"newsbot-settings","version":1,"subscriptions":[{"query":"{{longText}}"}]}""", "newsbot-settings.json"), StringComparison.Ordinal);
        Assert.Contains("larger than 5 MB", await anna.SendAsync("{}", "newsbot-settings.json", size: 50 << 20), StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(TestBot bot, long chatId)
    {
        await bot.AcceptAsync(new Incoming(
            Identity.BotId, 0, new IncomingChat(chatId, chatId > 0 ? "private" : "supergroup", "Anna", null, 0),
            new NewsBot.Core.Conversation.Sender(chatId > 0 ? chatId : 11, "Anna", "en", false, false), 0, new IncomingContent.Text("/export", 5, false, false, null)));
        return Assert.IsType<ChatRequest.SendDocument>(Assert.Single(await bot.RunAsync()).Request).Content;
    }

    private static string WithoutDate(string file) => string.Join('\n', file.Split('\n').Where(line => !line.Contains("\"exported\"", StringComparison.Ordinal)));
}
