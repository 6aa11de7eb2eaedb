using NewsBot.Core.Articles;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Conversation.StoryPlay;
using static NewsBot.Tests.Support.TestWorld;

namespace NewsBot.Tests.Conversation;

/// <summary>Stories in /latest and /search, and their screen; the words are in Transcripts/stories*.txt.</summary>
public sealed class StoryTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task List_TurnedOverWhileStoriesGrow_ShowsEachOnceAndLosesNone(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var story = await bot.PublishAsync(BbcWorld, "Barge strikes the bridge", 600, "en");
        var newest = await bot.PublishAsync(BbcWorld, "Newest of all", 1, "en");
        var first = await ShowAsync(bot, "/latest");
        var seen = TitlesIn(first);

        // The last story of the list is reported again, the first one later than its source says.
        await bot.PublishAsync(Tech, "Bridge closed", 0, "en", storyOf: story);
        await bot.PublishAsync(Tech, "Newest of all, seen late", 550, "en", storyOf: newest);
        for (var page = first; ButtonOf(page, "Older") is { } older;)
            seen.AddRange(TitlesIn(page = await PressAsync(bot, older)));

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Contains("Barge strikes the bridge", seen);
        Assert.DoesNotContain("Newest of all, seen late", seen);
        Assert.Equal(16, seen.Count);
        Assert.StartsWith("Bridge closed", TitlesIn(await ShowAsync(bot, "/latest"))[0], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Search_BestFirst_FoldsAndOpensTheStory(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        for (var number = 0; number < 7; number++)
        {
            var first = await bot.PublishAsync(BbcWorld, $"Millford number {number}", 100 - number, "en", "the Millford bridge");
            await bot.PublishAsync(Tech, $"The Millford bridge again, {number}", 50 - number, "en", storyOf: first);
        }

        await ShowAsync(bot, "/search millford");
        var best = await PressAsync(bot, ButtonOf(Last(bot), "Best first")!);
        var titles = TitlesIn(best);
        titles.AddRange(TitlesIn(await PressAsync(bot, ButtonOf(best, "Older")!)));

        Assert.Equal(7, titles.Count);
        Assert.Equal(7, titles.Select(title => title.Last(char.IsAsciiDigit)).Distinct().Count());
        var screen = await PressAsync(bot, ButtonOf(Last(bot), "7 ▾ +1")!);
        Assert.Equal(2, TitlesIn(screen).Count);
        var back = await PressAsync(bot, ButtonOf(screen, "Back")!);
        Assert.Equal(titles[5..], TitlesIn(back));
    }

    [Fact]
    public async Task Back_AfterNewsCameIn_ShowsThePageAsItWas()
    {
        await using var bot = await TestBot.StartAsync();
        await StoryAsync(bot);
        var page = await ShowAsync(bot, "/latest");
        var screen = await PressAsync(bot, ButtonOf(page, "1 ▾")!);
        await bot.PublishAsync(BbcWorld, "Something newer", 0, "en");

        Assert.Equal(TextOf(page), TextOf(await PressAsync(bot, ButtonOf(screen, "Back")!)));
    }

    [Fact]
    public async Task Opener_PressedTheNextDayAfterARestart_OpensTheStory_AndInAnotherChatNothing()
    {
        await using var bot = await TestBot.StartAsync();
        await StoryAsync(bot);
        var opener = ButtonOf(await ShowAsync(bot, "/latest"), "1 ▾ +1")!;
        await bot.RestartAsync();
        bot.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(2, TitlesIn(await PressAsync(bot, opener)).Count);
        Assert.DoesNotContain("bridge", TextOf(await PressAsync(bot, opener, user: 13)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "3")]
    [InlineData(3, "3")]
    [InlineData(4, "2,2")]
    [InlineData(5, "3,2")]
    public async Task Openers_OfAPage_StandInTidyRows(int folded, string rows)
    {
        await using var bot = await TestBot.StartAsync();
        for (var number = 0; number < 5; number++)
        {
            var first = await bot.PublishAsync(BbcWorld, $"Bridge {number}", 5, "en");
            if (number < folded)
                await bot.PublishAsync(Tech, $"The bridge {number}", 4, "en", storyOf: first);
        }

        var openers = Keys(await ShowAsync(bot, "/latest")).Rows.Where(row => row[0].Text.Contains('▾', StringComparison.Ordinal)).Select(row => row.Count);

        Assert.Equal(folded <= 3 ? $"{folded}" : rows, string.Join(',', openers));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Story_WithASourceOfAnotherChat_DoesNotTellOfIt(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        await ShowAsync(bot, "/subscribe https://feed.example.com/rss", user: 13);
        var own = await ScalarAsync(bot, "SELECT MAX(feed_id) FROM feed_chat");
        var story = await bot.PublishAsync(BbcWorld, "Barge strikes the bridge", 5, "en");
        await bot.PublishAsync(own, "A private word on the bridge", 6, "en", storyOf: story);

        var strangers = await ShowAsync(bot, "/latest");
        Assert.Null(ButtonOf(strangers, "▾"));
        Assert.DoesNotContain("+1", TextOf(strangers), StringComparison.Ordinal);
        var theirs = await ShowAsync(bot, "/search bridge", user: 13);
        Assert.Equal(2, TitlesIn(await PressAsync(bot, ButtonOf(theirs, "1 ▾ +1")!, user: 13)).Count);
    }

    [Fact]
    public async Task Story_OfOneOutlet_OpensAllTheSame()
    {
        await using var bot = await TestBot.StartAsync();
        var story = await bot.PublishAsync(Tech, "Trams stop at the bridge", 3, "en");
        var second = await bot.PublishAsync(Tech, "Trams stop at the bridge for days", 2, "en", storyOf: story);
        await bot.PublishAsync(Tech, "Trams stop at the bridge for weeks", 1, "en", storyOf: second);
        await SqlAsync(bot, $"UPDATE article SET url = 'https://tech.test/first' WHERE article_id = {story.ArticleId}");

        var page = await ShowAsync(bot, "/latest");

        Assert.DoesNotContain("+", TextOf(page), StringComparison.Ordinal);
        Assert.Equal("1 ▾", Keys(page).Rows[0][0].Text);
        Assert.Equal(3, TitlesIn(await PressAsync(bot, ButtonOf(page, "1 ▾")!)).Count);
    }

    [Fact]
    public async Task Story_WithAMutedSource_OpensWithItFromASearchAndWithoutItFromWhatIsFollowed()
    {
        await using var bot = await TestBot.StartAsync();
        await StoryAsync(bot);
        await ShowAsync(bot, "/subscribe bridge");
        await ShowAsync(bot, "/mute tulips");
        await SqlAsync(bot, $"UPDATE mute SET query = NULL, feed_id = {Tech}, subject = 'feed:{Tech}'");

        Assert.Null(ButtonOf(await ShowAsync(bot, "/latest"), "▾"));
        Assert.Equal(2, TitlesIn(await PressAsync(bot, ButtonOf(await ShowAsync(bot, "/search bridge"), "1 ▾ +1")!)).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Withdrawn_Article_IsInNoListNoPreviewAndNoStory_AndWhySaysSo(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var story = await bot.PublishAsync(BbcWorld, "Barge strikes the bridge", 5, "en");
        var taken = await bot.PublishAsync(Tech, "Bridge has fallen", 4, "en", storyOf: story);
        var alone = await bot.PublishAsync(Tech, "Bridge eaten by a whale", 3, "en");
        await SqlAsync(bot, $"UPDATE article SET withdrawn_at = {bot.Time.GetUtcNow().ToUnixTimeMilliseconds()} WHERE article_id IN ({taken.ArticleId}, {alone.ArticleId})");

        var page = await ShowAsync(bot, "/latest");
        Assert.Contains("Barge strikes the bridge", TextOf(page), StringComparison.Ordinal);
        Assert.DoesNotContain("whale", TextOf(page), StringComparison.Ordinal);
        Assert.Null(ButtonOf(page, "▾"));
        Assert.Equal(["Barge strikes the bridge"], TitlesIn(await ShowAsync(bot, "/search bridge")));
        Assert.Contains("1 alert", TextOf(await ShowAsync(bot, "/subscribe bridge")), StringComparison.Ordinal);
        Assert.Contains("Its source took it back", TextOf(await ShowAsync(bot, "/why whale")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_OfAListWithManyStories_ArePagedInOneMessage()
    {
        await using var bot = await TestBot.StartAsync();
        await ShowAsync(bot, "/subscribe millford");
        for (var number = 0; number < 8; number++)
        {
            var first = await bot.RouteAsync(BbcWorld, $"Millford {number}", "en");
            if (number < 6)
                await bot.RouteAsync(Tech, $"Again Millford {number}", "en", storyOf: first);
        }

        var list = Assert.Single(await bot.SendAsync());
        Assert.Equal(MessageKind.List, list.Row.Kind);
        var data = new ButtonData(StoryVerbs.Reports, ButtonKey.Of(list.Row.MessageId)).Encode();
        var screen = await PressAsync(bot, data);

        Assert.IsType<ChatRequest.SendText>(screen);
        Assert.StartsWith("📰 6 stories with several reports", TextOf(screen), StringComparison.Ordinal);
        Assert.Equal(10, TitlesIn(screen).Count);
        Assert.DoesNotContain("Millford 7", TextOf(screen), StringComparison.Ordinal);
        var second = await PressAsync(bot, ButtonOf(screen, "▶")!);
        Assert.IsType<ChatRequest.EditText>(second);
        Assert.Equal(["Millford 5", "Again Millford 5"], TitlesIn(second));
        Assert.DoesNotContain("Millford", TextOf(await PressAsync(bot, data, user: 13)), StringComparison.Ordinal);
        await ForgetAsync(bot);
        Assert.Equal("The reports of this story are not kept any more.", TextOf(await PressAsync(bot, data)));
    }

    private static async Task<Article> StoryAsync(TestBot bot)
    {
        var story = await bot.PublishAsync(BbcWorld, "Barge strikes the bridge", 2, "en");
        await bot.PublishAsync(Tech, "Trams stop at the bridge", 1, "en", storyOf: story);
        return story;
    }
}
