using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

public sealed class ArticleIntakeTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AddAsync_ItemThatTheStoreRefuses_CostsOnlyItself(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.SqlAsync(provider == StorageProvider.Sqlite
            ? "CREATE TRIGGER poison BEFORE INSERT ON article WHEN NEW.title = 'Poison' BEGIN SELECT RAISE(ABORT, 'refused'); END"
            : "ALTER TABLE article ADD CONSTRAINT poison CHECK (title <> 'Poison')");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "One"), ("2", "Poison"), ("3", "Three")));

        await world.PollAsync();

        Assert.Equal(["One", "Three"], (await world.TitlesAsync()).Order());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AddAsync_HostileText_IsStoredAndFound(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss("""
            <item><guid>1</guid><title>Null &amp;#0; \ ' " {{key}} @id $1 and &amp;#xD800; harbour</title><description>&lt;p&gt;a&amp;#0;b&lt;/p&gt;</description></item>
            <item><guid>2</guid></item>
            <item><guid>3</guid><description>&lt;p&gt;A harbour without a headline stays open for longer than anybody thought it would.&lt;/p&gt;</description></item>
            """));

        await world.PollAsync();

        Assert.Equal(2, (await world.TitlesAsync("harbour")).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task AddAsync_AThousandItems_AreAllStoredOldestFirst(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss([.. Enumerable.Range(0, 1000).Select(number => ($"{number}", $"Number {number}"))]));

        await world.PollAsync();

        Assert.Equal(1000, await world.CountAsync("article"));
        Assert.Equal(["Number 0", "Number 1", "Number 2"], (await world.TitlesAsync()).Take(3));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Prune_OldArticle_IsGoneAndNeverComesBackAsNew(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();
        world.Publish("/feed", Rss(("2", "Ceasefire begins"), ("1", "Weather")));
        await world.PollLaterAsync();
        await world.SqlAsync("UPDATE delivery SET state = 'sent'");

        world.Time.Advance(TimeSpan.FromDays(364));
        await world.Node.Retention.PruneAsync(Ct);
        Assert.Equal(2, await world.CountAsync("article"));
        Assert.Equal(0, await world.CountAsync("delivery"));

        world.Time.Advance(TimeSpan.FromDays(2));
        await world.Node.Retention.PruneAsync(Ct);
        foreach (var table in new[] { "article", "article_index", "story" })
            Assert.Equal(0, await world.CountAsync(table));

        world.Publish("/feed", Rss(("3", "Football"), ("2", "Ceasefire begins"), ("1", "Weather")));
        await world.PollLaterAsync();
        Assert.Equal(["Football"], await world.TitlesAsync());
        Assert.Empty(await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Prune_OldRows_LeavesWhatAnotherBotHasNotAnsweredAndWhatWaitsToBeSentAgain(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        var now = world.Time.NowMilliseconds();
        await world.SqlAsync(
            $"""
            INSERT INTO inbox (bot_id, update_id, payload, received_at, sequence, state)
            VALUES (1, 10, 'old', 0, 1, 'done'), (77, 20, 'waits', {now}, 1, 'new')
            """);
        await world.SqlAsync(
            """
            INSERT INTO message (bot_id, destination_id, kind, form, language, content, priority, not_before, state, created_at)
            SELECT 77, destination_id, 'news', 'text', 'en', 'old', 100, 0, state.name, 0
            FROM destination, (SELECT 'sent' AS name UNION ALL SELECT 'unsure') state
            """);

        await world.Node.Retention.PruneAsync(Ct);

        Assert.Equal(["waits"], await world.Store.Database.ReadAsync(session => session.QueryAsync<string>("SELECT payload FROM inbox", null, Ct), Ct));
        Assert.Equal(["unsure"], await world.Store.Database.ReadAsync(session => session.QueryAsync<string>("SELECT state FROM message", null, Ct), Ct));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Prune_KeysOutOfSightFor90Days_AreForgottenButNotTheLatestOfAFeed(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss([.. Enumerable.Range(0, 400).Select(number => ($"{number}", $"Number {number}"))]));
        await world.PollAsync();
        var before = await world.CountAsync("seen");

        // While nothing is read, all of it counts as in sight.
        world.Publish("/feed", null);
        await world.PollAsync(TimeSpan.FromDays(100));
        await world.Node.Retention.PruneAsync(Ct);
        Assert.Equal(before, await world.CountAsync("seen"));

        world.Publish("/feed", Rss(("400", "Football"), ("401", "Chess")));
        await world.PollAsync(TimeSpan.FromDays(2));
        await world.Node.Retention.PruneAsync(Ct);
        Assert.Equal(500, await world.CountAsync("seen"));
    }
}
