using NewsBot.Core.Articles;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>A source changes its headline: that is noted; a changed counter, blank or summary is not.</summary>
public sealed class CorrectedHeadlineTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Headline_ThatItsSourceChanges_IsNotedWithItsMoment(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        await ShowAsync(world, "Two dead after fire on ferry", "Fire broke out on a ferry.");

        await ShowAsync(world, "Three dead after fire on ferry", "Fire broke out on a ferry.");

        var article = await ArticleAsync(world);
        Assert.Equal(("Three dead after fire on ferry", 1, world.Time.NowMilliseconds()), (article.Title, article.Corrections, article.CorrectedAt));
    }

    [Theory]
    [InlineData("Two dead  after fire on ferry", "Fire broke out on a ferry.", "")]
    [InlineData("Two dead after\u00a0fire on ferry ", "Fire broke out on a ferry.", "")]
    [InlineData("Two dead after fire on ferry", "Fire broke out on a ferry early on Monday.", "")]
    [InlineData("Two dead after fire on ferry", "Fire broke out on a ferry.", "?utm_source=rss")]
    public async Task Headline_ThatLooksTheSame_IsNotCorrected(string title, string summary, string counter)
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        await world.FeedAsync("/feed");
        await ShowAsync(world, "Two dead after fire on ferry", "Fire broke out on a ferry.");

        await ShowAsync(world, title, summary, counter);

        var article = await ArticleAsync(world);
        Assert.Equal((0, null), (article.Corrections, article.CorrectedAt));
        Assert.Equal(summary, article.Summary);
    }

    [Theory]
    [InlineData("Ferry on fire", "Ferry\u00ad on\u200b fire", false)]
    [InlineData("Ferry on fire", "Ferry on Fire", true)]
    [InlineData("https://news.example/1?utm=1", "https://news.example/1?utm=2", false)]
    [InlineData("https://news.example/1", "Ferry on fire", true)]
    public void IsAnother_TwoHeadlines_SaysWhatAReaderWouldSee(string before, string now, bool expected) =>
        Assert.Equal(expected, Headline.IsAnother(before, now));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Headline_ThatChangesOverAndOver_CausesFiveEditsAndNoMore(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var chat = await world.ReaderAsync("ferry");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("0", "Weather")));
        await world.PollAsync();
        await ShowAsync(world, "Version 0 of the ferry", "Fire.");
        await world.SqlAsync(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, state, created_at, sent_at)
            SELECT 77, destination_id, 'news', 'text', 'en', '', 100, 0, 'sent', created_at, created_at FROM delivery
            """);
        await world.SqlAsync("UPDATE delivery SET state = 'sent', message_id = (SELECT max(message_id) FROM message)");

        var edits = 0L;
        for (var version = 1; version <= 8; version++)
        {
            await ShowAsync(world, $"Version {version} of the ferry", "Fire.");
            edits += await world.SqlAsync("UPDATE message SET edit_at = NULL WHERE edit_at IS NOT NULL");
        }

        Assert.Equal(5, edits);
        Assert.Equal("Version 8 of the ferry", (await ArticleAsync(world)).Title);
    }

    private static async Task ShowAsync(IntakeWorld world, string title, string summary, string counter = "")
    {
        world.Publish("/feed", Rss(
            $"<item><guid isPermaLink=\"false\">1</guid><title>{title}</title><link>https://news.example/1{counter}</link><description>{summary}</description></item>"));
        await world.PollLaterAsync();
    }

    private static async Task<Article> ArticleAsync(IntakeWorld world) => (await world.Store.Database.ReadAsync(
        session => session.FirstAsync<Article>("SELECT * FROM article ORDER BY article_id DESC", null, Ct), Ct))!;
}
