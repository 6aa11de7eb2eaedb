using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>Paused and removed feeds, as the poller and the start of the program meet them.</summary>
public sealed class FeedPauseTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Pause_OfTheCatalogue_StopsPollingAndResumeMarksWhatCameAsBackCatalogue(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.ReaderAsync("ceasefire");
        var feed = await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();

        await world.Store.Database.WriteAsync(session => FeedPauses.PauseAsync(session, feed.FeedId, Ct), Ct);
        world.Publish("/feed", Rss(("2", "Ceasefire begins"), ("1", "Weather")));
        Assert.Equal(0, await world.PollAsync(TimeSpan.FromDays(3)));

        await world.Store.Database.WriteAsync(session => FeedPauses.ResumeAsync(session, feed.FeedId, world.Time.NowMilliseconds(), Ct), Ct);
        Assert.Equal(1, await world.PollAsync());
        Assert.Empty(await world.DueAsync());
        Assert.Equal(["Ceasefire begins"], await world.TitlesAsync("ceasefire"));

        world.Publish("/feed", Rss(("3", "Ceasefire holds"), ("2", "Ceasefire begins")));
        await world.PollLaterAsync();
        Assert.Equal(["Ceasefire holds"], await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Pause_OfOneOfTwoChats_IsThatChatsAlone(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var reader = await world.ReaderAsync("ceasefire");
        var feed = await world.FeedAsync("/feed");
        await world.SqlAsync("UPDATE feed SET in_catalogue = 0");
        await world.SqlAsync("INSERT INTO chat (bot_id, telegram_chat_id, type, language, reading_languages, created_at, last_seen_at) VALUES (77, 6, 'private', 'en', '', 0, 0)");
        var other = await world.Store.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT chat_key FROM chat WHERE telegram_chat_id = 6", null, Ct), Ct);
        foreach (var chat in new[] { reader.ChatKey, other })
            await world.Store.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, chat, feed.FeedId, null, 0, Ct), Ct);
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();

        await world.Store.Database.WriteAsync(session => FeedPauses.PauseOwnAsync(session, reader.ChatKey, feed.FeedId, world.Time.NowMilliseconds(), Ct), Ct);
        world.Publish("/feed", Rss(("2", "Ceasefire begins")));
        Assert.Equal(1, await world.PollLaterAsync());
        Assert.Empty(await world.DueAsync());

        await world.Store.Database.WriteAsync(session => FeedPauses.PauseOwnAsync(session, other, feed.FeedId, world.Time.NowMilliseconds(), Ct), Ct);
        Assert.Equal(0, await world.PollLaterAsync());

        await world.Store.Database.WriteAsync(session => FeedPauses.ResumeOwnAsync(session, reader.ChatKey, feed.FeedId, world.Time.NowMilliseconds(), Ct), Ct);
        world.Publish("/feed", Rss(("3", "Ceasefire holds")));
        await world.PollLaterAsync();
        Assert.Empty(await world.DueAsync());
        world.Publish("/feed", Rss(("4", "Ceasefire ends")));
        await world.PollLaterAsync();
        Assert.Equal(["Ceasefire ends"], await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PauseAndResume_AgainAndAgain_AskTheHostNoMoreOften_AndLoseNoNews(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var (reader, feed) = (await world.ReaderAsync("ceasefire"), await world.FeedAsync("/feed"));
        await world.SqlAsync("UPDATE feed SET in_catalogue = 0");
        await world.Store.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, reader.ChatKey, feed.FeedId, null, 0, Ct), Ct);
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();

        for (var tap = 0; tap < 10; tap++)
        {
            await world.Store.Database.WriteAsync(session => FeedPauses.PauseOwnAsync(session, reader.ChatKey, feed.FeedId, world.Time.NowMilliseconds(), Ct), Ct);
            await world.Store.Database.WriteAsync(session => FeedPauses.ResumeOwnAsync(session, reader.ChatKey, feed.FeedId, world.Time.NowMilliseconds(), Ct), Ct);
            await world.Store.Database.WriteAsync(session => FeedStore.RemoveOwnAsync(session, reader.ChatKey, feed.FeedId, Ct), Ct);
            await world.Store.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, reader.ChatKey, feed.FeedId, null, world.Time.NowMilliseconds(), Ct), Ct);
            await world.PollAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(["/feed"], world.Asked);
        world.Publish("/feed", Rss(("2", "Ceasefire begins"), ("1", "Weather")));
        await world.PollLaterAsync();
        Assert.Equal(["Ceasefire begins"], await world.DueAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remove_FromTheCatalogue_SeedsDoNotBringItBackAndSettingsDo(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var feed = await world.FeedAsync("/feed");
        await world.Store.Database.WriteAsync(session => FeedPauses.RemoveAsync(session, feed.FeedId, world.Time.NowMilliseconds(), Ct), Ct);
        world.Publish("/feed", Rss(("1", "Weather")));

        await world.Store.Database.WriteAsync(session => FeedStore.AddAsync(session, Feed.New(new Uri(feed.Url), "seed", world.Time.NowMilliseconds()), Ct), Ct);
        Assert.Equal(0, (await world.RowAsync(feed)).InCatalogue);
        Assert.Equal(0, await world.PollLaterAsync());

        world.Options.Sources.Add(new FeedSource { Url = feed.Url });
        await world.Node.Sources.RunAsync(Ct);
        Assert.Equal((1L, null), ((await world.RowAsync(feed)).InCatalogue, (await world.RowAsync(feed)).RemovedAt));
        Assert.Equal(1, await world.PollLaterAsync());
    }
}
