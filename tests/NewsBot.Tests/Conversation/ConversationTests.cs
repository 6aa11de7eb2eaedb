using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

public sealed class ConversationTests
{
    private static CancellationToken Ct => TestBot.Ct;

    internal static Incoming Says(string text, long user = 11, long update = 0, long at = 0) => new(
        TestBot.Identity.BotId, update, new IncomingChat(user, "private", "Anna", "anna", 0),
        new NewsBot.Core.Conversation.Sender(user, "Anna", "en", false, false), at, new IncomingContent.Text(text, 5, false, false, null));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Command_KilledBetweenClaimAndCommit_HasItsEffectOnce(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        await bot.AcceptAsync(Says("/subscribe ceasefire"));
        using var killed = new CancellationTokenSource();
        bot.Leader = (_, _) =>
        {
            killed.Cancel();
            throw new OperationCanceledException(killed.Token);
        };
        await bot.Get<ConversationRunner>().RunWaitingAsync(TestBot.Identity, killed.Token);
        Assert.Empty(await bot.SendAsync());

        bot.Leader = (_, _) => Task.FromResult(true);
        await bot.RestartAsync();
        Assert.Single(await bot.RunAsync());
        Assert.Empty(await bot.RunAsync());
        Assert.Equal(1L, await CountAsync(bot, "subscription"));
    }

    [Fact]
    public async Task Command_WhenLeadershipIsLost_LeavesTheRowToTheNextLeader()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.AcceptAsync(Says("/subscribe ceasefire"));
        bot.Leader = (_, _) => Task.FromResult(false);
        Assert.Empty(await bot.RunAsync());
        bot.Leader = (_, _) => Task.FromResult(true);
        Assert.Single(await bot.RunAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Update_ThatComesTwice_IsAnsweredOnce(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        await bot.AcceptAsync(Says("/help", update: 500));
        await bot.AcceptAsync(Says("/help", update: 500));
        // Ids mean nothing but sameness: a smaller one later is new.
        await bot.AcceptAsync(Says("/topics", update: 3));
        Assert.Equal(2, (await bot.RunAsync()).Count);
    }

    [Fact]
    public async Task Command_ThatAlwaysFails_EndsInOneApologyWithTheReferenceOfTheLog()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.AcceptAsync(Says("/help"));
        await bot.AcceptAsync(Says("/topics"));
        var calls = 0;
        bot.Leader = (_, _) => ++calls < 3 ? throw new InvalidOperationException("broken") : Task.FromResult(true);
        Assert.Empty(await bot.RunAsync());
        Assert.Empty(await bot.RunAsync());
        Assert.Equal(2, (await bot.RunAsync()).Count);
        Assert.Equal(2, bot.Log.Alarms.Count);
        bot.Log.Announce();

        await bot.AcceptAsync(Says("/settings"));
        var turn = 0;
        bot.Leader = (_, _) => ++turn <= 3 ? throw new InvalidOperationException("broken") : Task.FromResult(true);
        await bot.RunAsync();
        await bot.RunAsync();
        var apology = Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request);
        var reference = System.Text.RegularExpressions.Regex.Match(apology.Html, "<b>([2-9A-Z]{4})</b>").Groups[1].Value;
        Assert.Contains(bot.Log.Alarms, alarm => alarm.StartsWith("Error", StringComparison.Ordinal) && alarm.Contains(reference, StringComparison.Ordinal));
        bot.Log.Announce();
        Assert.Empty(await bot.RunAsync());
    }

    [Fact]
    public async Task Press_ThatFails_IsAnsweredAllTheSame()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.AcceptAsync(Says("") with { Content = new IncomingContent.Press("p1", "1:open:help", 7) });
        var turn = 0;
        bot.Leader = (_, _) => ++turn <= 3 ? throw new InvalidOperationException("broken") : Task.FromResult(true);
        for (var attempt = 0; attempt < 3; attempt++)
            await bot.RunAsync();
        Assert.Equal("p1", Assert.Single(bot.Telegram.Presses).PressId);
        bot.Log.Announce();
    }

    [Fact]
    public async Task Press_WithALongAnswer_IsAnsweredWithinTelegramsLimit()
    {
        await using var bot = await TestBot.StartAsync();
        bot.Telegram.Administrators.Add((-7, 11));
        var name = string.Concat(Enumerable.Repeat("🕊", 195));
        await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE topic SET emoji = '', titles = @titles WHERE topic_key = 'space'", new { titles = $$"""{"en":"{{name}}"}""" }, Ct), Ct);
        await bot.AcceptAsync(Says("") with { Content = new IncomingContent.Press("p", "1:tt:space", 5) });

        await bot.RunAsync();

        var toast = Assert.Single(bot.Telegram.Presses).Answer.Text!;
        Assert.StartsWith("Following 🕊", toast);
        Assert.InRange(toast.Length, 190, 200);
        Assert.False(char.IsHighSurrogate(toast[^2]));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chat_ThatBlockedTheBot_DoesNotFindTheBacklogWhenItComesBack(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        await bot.AcceptAsync(Says("/subscribe ceasefire"));
        await bot.RunAsync();
        await bot.Database.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO delivery (destination_id, story_id, article_id, subscriptions, priority, not_before, created_at)
            SELECT d.destination_id, a.story_id, a.article_id, '1', 100, 0, 0 FROM destination d, article a WHERE a.title LIKE 'Ceasefire%'
            """, null, Ct), Ct);

        await bot.AcceptAsync(Says("") with { Content = new IncomingContent.Membership(false, true, false, false) });
        await bot.RunAsync();
        await bot.AcceptAsync(Says("") with { Content = new IncomingContent.Membership(true, false, true, false) });
        await bot.RunAsync();

        Assert.Equal(["withdrawn"], await bot.Database.ReadAsync(session => session.QueryAsync<string>("SELECT state FROM delivery", null, Ct), Ct));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Sources_ThatHoldOnlySamples_AreListedWhileSamplesAreShownAndNotLonger(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        await bot.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                """
                INSERT INTO feed (kind, url, title, title_fixed, language, folder, in_catalogue, origin, created_at)
                VALUES ('documents', 'documents:the daily sample', 'The Daily Sample', 1, 'de', '', 1, 'seed', 0),
                       ('documents', 'documents:archive', 'Archive', 1, 'en', 'Imported', 1, 'import', 0)
                """, null, Ct);
            await session.ExecuteAsync("UPDATE feed SET last_success_at = NULL", null, Ct);
        }, Ct);
        await bot.PublishAsync(4, "A sample story", 5, "en");
        await bot.PublishAsync(5, "An imported story", 5, "en");
        await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE article SET sample = 1 WHERE feed_id = 4", null, Ct), Ct);

        bot.Get<SampleArticles>().InEmulator = true;
        Assert.Contains("5 sources", await AskAsync(bot, "/sources"), StringComparison.Ordinal);
        bot.Get<SampleArticles>().InEmulator = false;
        Assert.Contains("4 sources", await AskAsync(bot, "/sources"), StringComparison.Ordinal);
        Assert.DoesNotContain("follow the source", await AskAsync(bot, "/subscribe The Daily Sample"), StringComparison.Ordinal);
        bot.Get<SampleArticles>().InEmulator = true;
        await bot.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feed SET last_success_at = 1 WHERE feed_id = 1", null, Ct), Ct);
        Assert.Contains("4 sources", await AskAsync(bot, "/sources"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "send me")]
    [InlineData("uk", "надішліть")]
    public async Task Group_OfABotWithNothingYet_IsToldOnlyWhatWorksThere(string language, string inPrivate)
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Database.WriteAsync(async session =>
        {
            await session.ExecuteAsync("UPDATE topic SET enabled = 0", null, Ct);
            await session.ExecuteAsync("UPDATE feed SET in_catalogue = 0", null, Ct);
        }, Ct);
        bot.Telegram.Administrators.Add((-5, 11));
        foreach (var command in new[] { "/start", "/help", "/topics", "/sources", "/subscriptions", "/subscribe", "/mute", "/search" })
        {
            await bot.AcceptAsync(Says(command) with
            {
                Chat = new IncomingChat(-5, "supergroup", "Family", null, 0), Sender = new NewsBot.Core.Conversation.Sender(11, "Anna", language, false, false),
            });
            var html = Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request).Html;
            Assert.False(html.Contains(inPrivate, StringComparison.OrdinalIgnoreCase), $"{command}: {html}");
        }
    }

    internal static async Task<string> AskAsync(TestBot bot, string text)
    {
        await bot.AcceptAsync(Says(text));
        return Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request).Html;
    }

    [Fact]
    public async Task OwnFeed_OfOneChat_ShowsNowhereElse()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.AcceptAsync(Says("/subscribe https://feed.example.com/rss", user: 11));
        await bot.RunAsync();
        await bot.AcceptAsync(Says("/subscribe Example Feed", user: 12));
        var stranger = Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request);
        Assert.DoesNotContain("source", stranger.Html, StringComparison.Ordinal);
        await bot.AcceptAsync(Says("/subscribe Example Feed", user: 11));
        var owner = Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request);
        Assert.Contains("already", owner.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperatorNotice_WithoutAnOwner_StandsInTheLog_AndWithOneInTheChat()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.Database.WriteAsync(session => bot.Get<OperatorNotices>().TellAsync(session, "subscribe.no-feed", [("host", "a<b")], Ct), Ct);
        Assert.Contains("a<b", Assert.Single(bot.Log.Alarms), StringComparison.Ordinal);
        bot.Log.Announce();

        var code = await bot.Database.WriteAsync(session => bot.Get<AccessStore>().CreateClaimAsync(session, TestBot.Identity.BotId, Ct), Ct);
        await bot.AcceptAsync(Says($"/start claim-{code}"));
        await bot.RunAsync();
        await bot.Database.WriteAsync(session => bot.Get<OperatorNotices>().TellAsync(session, "subscribe.no-feed", [("host", "a<b")], Ct), Ct);
        Assert.Contains("a&lt;b", Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.SendAsync()).Request).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runner_Running_AnswersWhatComesInWithoutBeingAsked()
    {
        await using var bot = await TestBot.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = bot.Get<ConversationRunner>().RunAsync(TestBot.Identity, stop.Token);
        await bot.AcceptAsync(Says("/help"));
        await bot.AcceptAsync(Says("/help", user: 12));
        var answers = 0;
        while (answers < 2)
        {
            answers += (await bot.SendAsync()).Count;
            await Task.Yield();
        }
        await stop.CancelAsync();
        await running;
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Migration_OfAGroup_KeepsWhatItFollows(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var group = Says("/subscribe ceasefire") with { Chat = new IncomingChat(-5, "group", "Family", null, 0) };
        bot.Telegram.Administrators.Add((-5, 11));
        await bot.AcceptAsync(group);
        await bot.RunAsync();
        await bot.AcceptAsync(group with { Content = new IncomingContent.Migrated(-1005) });
        await bot.RunAsync();
        bot.Telegram.Administrators.Add((-1005, 11));
        await bot.AcceptAsync(group with { Chat = new IncomingChat(-1005, "supergroup", "Family", null, 0), Content = new IncomingContent.Text("/subscriptions", 9, false, false, null) });
        Assert.Contains("Ceasefire", Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request).Html, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync(bot, "chat"));
    }

    [Fact]
    public async Task Person_WhoseChatWasSuspended_IsBackByWriting()
    {
        await using var bot = await TestBot.StartAsync();
        await bot.AcceptAsync(Says("/subscribe ceasefire"));
        await bot.RunAsync();
        await bot.Database.WriteAsync(session => bot.Get<ChatStore>().SuspendAsync(session, 1, "blocked", null, Ct), Ct);
        await bot.AcceptAsync(Says("/help"));
        await bot.RunAsync();
        Assert.Equal("active", (await bot.Database.ReadAsync(session => bot.Get<ChatStore>().GetAsync(session, 1, Ct), Ct))!.State);
    }

    [Fact]
    public async Task Subscription_InAForumThread_BelongsToThatThread()
    {
        await using var bot = await TestBot.StartAsync();
        bot.Telegram.Administrators.Add((-7, 11));
        await bot.AcceptAsync(Says("/subscribe ceasefire") with { Chat = new IncomingChat(-7, "supergroup", "Forum", null, 42) });
        await bot.RunAsync();
        Assert.Equal(42L, await bot.Database.ReadAsync(session => session.ScalarAsync<long>(
            "SELECT d.thread_id FROM subscription s JOIN destination d ON d.destination_id = s.destination_id", null, Ct), Ct));
    }

    internal static Task<long> CountAsync(TestBot bot, string table) =>
        bot.Database.ReadAsync(session => session.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}", null, Ct), Ct);
}
