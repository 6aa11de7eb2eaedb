using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Conversation.StoryPlay;
using static NewsBot.Tests.Support.TestBot;
using static NewsBot.Tests.Support.TestWorld;

namespace NewsBot.Tests.Conversation;

/// <summary>"Not the same story" under an alert; the words are in Transcripts/stories-apart*.txt.</summary>
public sealed class ApartTests
{
    private const long Anna = 11;
    private const long Boris = 13;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Apart_WithOneOtherSource_SendsItAtOnceAndOnceAndLeavesOtherChatsAlone(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var (first, second) = await FoldedAsync(bot, Anna, Boris);
        var annas = await MessageAsync(bot, Anna);

        var answers = await PressAllAsync(bot, Apart(annas));

        Assert.Contains(answers, answer => answer is ChatRequest.SendText && TextOf(answer).StartsWith(second.Title, StringComparison.Ordinal));
        Assert.Equal($"1:{second.ArticleId}:sent", await TextAsync(bot, $"SELECT sequence || ':' || article_id || ':' || state FROM delivery v JOIN destination d ON d.destination_id = v.destination_id WHERE d.chat_key = {annas.ChatKey} AND sequence > 0"));
        Assert.Equal(1, await ScalarAsync(bot, $"SELECT COUNT(*) FROM delivery a JOIN delivery b ON b.destination_id = a.destination_id AND b.story_id = a.story_id AND b.subscriptions = a.subscriptions WHERE a.sequence = 0 AND b.sequence = 1"));
        Assert.Equal(bot.Time.GetUtcNow().ToUnixTimeMilliseconds(), await ScalarAsync(bot, $"SELECT edit_at FROM message WHERE message_id = {annas.MessageId}"));
        Assert.Equal(1, await ScalarAsync(bot, "SELECT COUNT(*) FROM message WHERE edit_at IS NOT NULL"));

        Assert.Single(await PressAllAsync(bot, Apart(annas)));
        Assert.Equal("It is not named in this message any more.", bot.Telegram.Presses[^1].Answer.Text);
        Assert.Equal(1, await ScalarAsync(bot, "SELECT COUNT(*) FROM delivery WHERE sequence > 0"));
        Assert.Equal([second.Title, first.Title], TitlesIn(await ShowAsync(bot, "/search millford")));
        Assert.Equal([second.Title], TitlesIn(await ShowAsync(bot, "/search millford", Boris)));
        Assert.NotNull(ButtonOf(Last(bot), "1 ▾ +1"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Undo_OfASplit_JoinsThemAgainAndAnotherSplitSendsNothing(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var (_, second) = await FoldedAsync(bot, Anna);
        var message = await MessageAsync(bot, Anna);
        var undo = (await PressAllAsync(bot, Apart(message))).Select(answer => ButtonOf(answer, "Undo")).OfType<string>().Single();

        await PressAsync(bot, undo);

        Assert.Equal(0, await ScalarAsync(bot, "SELECT COUNT(*) FROM story_split"));
        Assert.Equal([second.Title], TitlesIn(await ShowAsync(bot, "/search millford")));
        var again = await PressAllAsync(bot, Apart(message));
        Assert.Equal(["", "✂️ The report of Tech <Daily> & More is a story of its own here."], again.Select(TextOf));
        Assert.Equal(1, await ScalarAsync(bot, "SELECT COUNT(*) FROM story_split"));
    }

    [Fact]
    public async Task Undo_BeforeTheSplitReportWent_TakesItBack_AndSplittingAgainSendsIt()
    {
        await using var bot = await TestBot.StartAsync();
        await FoldedAsync(bot, Anna);
        var message = await MessageAsync(bot, Anna);
        var delivery = (await bot.Database.ReadAsync(session => bot.Get<DeliveryStore>().OfMessageAsync(session, message.ChatKey, message.MessageId, Ct), Ct))[0];
        var second = await ScalarAsync(bot, $"SELECT MAX(article_id) FROM article WHERE story_id = {delivery.StoryId}");
        var splits = bot.Get<StorySplits>();

        Assert.True(await bot.Database.WriteAsync(session => splits.SplitAsync(session, message.ChatKey, delivery, [second], true, Ct), Ct));
        await bot.Database.WriteAsync(session => splits.JoinAsync(session, message.ChatKey, delivery.StoryId, [second], Ct), Ct);
        Assert.Empty(await bot.SendAsync());
        Assert.True(await bot.Database.WriteAsync(session => splits.SplitAsync(session, message.ChatKey, delivery, [second], true, Ct), Ct));
        Assert.Single(await bot.SendAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task LaterReport_OfASplitStory_IsOfTheMessageAgain(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var (first, second) = await FoldedAsync(bot, Anna);
        var message = await MessageAsync(bot, Anna);
        await PressAllAsync(bot, Apart(message));

        await bot.RouteAsync(Pravda, "Millford: міст закрито", "uk", storyOf: first);

        Assert.Empty(await bot.SendAsync());
        var reports = await bot.Database.ReadAsync(session => StoryReports.ReadAsync(session, [first.StoryId], [message.ChatKey], Ct), Ct);
        Assert.Equal(["Millford: міст закрито"], reports.Beside(first.ArticleId, first.StoryId, message.ChatKey, 0).Select(report => report.Title));
        Assert.Empty(reports.Beside(second.ArticleId, second.StoryId, message.ChatKey, 0));
        Assert.Equal([second.Title, first.Title], TitlesIn(await ShowAsync(bot, "/search millford")));
        Assert.NotNull(ButtonOf(Last(bot), "2 ▾ +1"));
        Assert.Null(ButtonOf(Last(bot), "1 ▾"));
    }

    [Fact]
    public async Task Apart_OfAnOutletWithTwoReports_SplitsBothAndSendsTheFirst()
    {
        await using var bot = await TestBot.StartAsync();
        var (first, second) = await FoldedAsync(bot, Anna);
        var third = await bot.RouteAsync(Tech, "More on Millford", "en", storyOf: first);
        await bot.RouteAsync(Pravda, "Millford: міст закрито", "uk", storyOf: first);
        var message = await MessageAsync(bot, Anna);

        var choice = await PressAsync(bot, Apart(message));
        Assert.Equal(["✂️ Tech <Daily> & More", "✂️ Українська правда", "◀ Back"], Keys(choice).Rows.SelectMany(row => row).Select(button => button.Text));
        var answers = await PressAllAsync(bot, ButtonOf(choice, "Tech")!);

        Assert.Single(answers, answer => TextOf(answer).Contains("Millford trams", StringComparison.Ordinal));
        Assert.Equal($"{second.ArticleId},{third.ArticleId}", await TextAsync(bot, "SELECT MIN(article_id) || ',' || MAX(article_id) FROM story_split"));
        Assert.Equal(1, await ScalarAsync(bot, "SELECT COUNT(*) FROM delivery WHERE sequence > 0"));
    }

    [Fact]
    public async Task Apart_PressedInAnotherChatOrByAMember_ChangesNothing()
    {
        await using var bot = await TestBot.StartAsync();
        await FoldedAsync(bot, Anna);
        var message = await MessageAsync(bot, Anna);

        await PressAllAsync(bot, Apart(message), Boris);

        Assert.Equal(0, await ScalarAsync(bot, "SELECT COUNT(*) FROM story_split"));
        Assert.Equal(Access.Administrators, Presses.Find(StoryVerbs.Apart)!.Access);
    }

    [Fact]
    public async Task Apart_AfterTheArticlesWentOrTheChatStopped_SendsNothing()
    {
        await using var bot = await TestBot.StartAsync();
        await FoldedAsync(bot, Anna);
        var message = await MessageAsync(bot, Anna);
        await ShowAsync(bot, "/stop");
        Assert.Equal(["", "✂️ The report of Tech <Daily> & More is a story of its own here."], (await PressAllAsync(bot, Apart(message))).Select(TextOf));

        await ForgetAsync(bot);
        await PressAllAsync(bot, Apart(message));
        Assert.Equal("It is not named in this message any more.", bot.Telegram.Presses[^1].Answer.Text);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Label_OfAChatThatIsForgotten_StaysWithoutTheChatUntilTheArticleGoes(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var (first, second) = await FoldedAsync(bot, Anna, Boris);
        foreach (var person in new[] { Anna, Boris })
            await PressAllAsync(bot, Apart(await MessageAsync(bot, person)), person);

        await bot.Database.WriteAsync(async session => await ChatErasure.EraseAsync(
            session, (await bot.Get<ChatStore>().GetAsync(session, (await MessageAsync(bot, Anna)).ChatKey, Ct))!, 1, 5, Ct), Ct);

        Assert.Equal(1, await ScalarAsync(bot, "SELECT COUNT(*) FROM story_split WHERE chat_key IS NULL"));
        Assert.Equal(2, await bot.Database.ReadAsync(session => StorySplits.CountAsync(session, first.ArticleId, second.ArticleId, Ct), Ct));
        Assert.Equal(2, await bot.Database.ReadAsync(session => StorySplits.CountAsync(session, second.ArticleId, first.ArticleId, Ct), Ct));
        var retention = new Retention(
            bot.Database, bot.Get<ArticleStore>(), new StorageOptions(), bot.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<Retention>.Instance);
        await retention.PruneAsync(Ct);
        Assert.Equal(2, await ScalarAsync(bot, "SELECT COUNT(*) FROM story_split"));
        await ForgetAsync(bot);
        await retention.PruneAsync(Ct);
        Assert.Equal(0, await ScalarAsync(bot, "SELECT COUNT(*) FROM story_split"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Split_OfAGroupThatBecomesASupergroup_MovesWithIt(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var (first, second) = await FoldedAsync(bot, Anna, Boris);
        await PressAllAsync(bot, Apart(await MessageAsync(bot, Anna)));
        var (from, to) = ((await MessageAsync(bot, Anna)).ChatKey, (await MessageAsync(bot, Boris)).ChatKey);

        await bot.Database.WriteAsync(session => ChatMerge.MoveAsync(session, from, to, 5, Ct), Ct);

        Assert.Equal(to, await ScalarAsync(bot, "SELECT chat_key FROM story_split"));
        Assert.Equal([second.Title, first.Title], TitlesIn(await ShowAsync(bot, "/search millford", Boris)));
    }

    // An alert of one outlet that was sent to these people, and a report of another since.
    private static async Task<(Article First, Article Second)> FoldedAsync(TestBot bot, params long[] people)
    {
        foreach (var person in people)
            await ShowAsync(bot, "/subscribe millford", person);
        var first = await bot.RouteAsync(BbcWorld, "Barge strikes the Millford bridge", "en");
        await bot.SendAsync();
        bot.Time.Advance(TimeSpan.FromMinutes(1));
        return (first, await bot.RouteAsync(Tech, "Millford trams stop after a barge", "en", storyOf: first));
    }

    private static string Apart(Sent message) => new ButtonData(StoryVerbs.Apart, ButtonKey.Of(message.MessageId)).Encode();

    private static async Task<Sent> MessageAsync(TestBot bot, long person) => (await bot.Database.ReadAsync(session => session.FirstAsync<Sent>(
        """
        SELECT v.message_id, d.chat_key FROM delivery v JOIN destination d ON d.destination_id = v.destination_id JOIN chat c ON c.chat_key = d.chat_key
        WHERE c.telegram_chat_id = @person AND v.sequence = 0
        """, new { person }, Ct), Ct))!;

    private static Task<string?> TextAsync(TestBot bot, string sql) => bot.Database.ReadAsync(session => session.ScalarAsync<string>(sql, null, Ct), Ct);

    private sealed class Sent
    {
        public long MessageId { get; set; }
        public long ChatKey { get; set; }
    }
}
