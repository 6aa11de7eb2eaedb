using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>What people hear of feeds, with real polls of a publisher on loopback; days pass on the clock.</summary>
public sealed class FeedNoticeTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_FeedFailsForTenDays_TellsTheOwnerAfterADayAndAfterAWeekAndOnRecovery(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();
        world.Publish("/feed", null);

        var told = new List<string>();
        for (var hour = 0; hour < 240; hour += 6)
        {
            await HoursAsync(world, 6);
            // Whatever is restarted, and however often it is asked what is to be told.
            world.Restart();
            told.AddRange(await ToldAsync(world));
        }

        Assert.Collection(
            told,
            first => Assert.StartsWith("⚠️ The Daily cannot be read since", first, StringComparison.Ordinal),
            second => Assert.StartsWith("⚠️ The Daily still cannot be read", second, StringComparison.Ordinal));

        world.Publish("/feed", Rss(("1", "Weather")));
        await HoursAsync(world, 48);
        Assert.Equal(["✅ The Daily can be read again."], await ToldAsync(world));
        await HoursAsync(world, 48);
        Assert.Empty(await ToldAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_TwentyFeedsFailTogether_IsOneMessageWithAListAndOneWhenTheyAreBack(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        for (var number = 0; number < 20; number++)
        {
            await world.FeedAsync($"/feed{number}");
            world.Publish($"/feed{number}", Rss(($"{number}", "Weather")));
        }
        await world.PollAsync();
        for (var number = 0; number < 20; number++)
            world.Publish($"/feed{number}", null);

        var told = new List<string>();
        for (var hour = 0; hour < 42; hour += 2)
        {
            await HoursAsync(world, 2);
            told.AddRange(await ToldAsync(world));
        }

        var message = Assert.Single(told);
        Assert.StartsWith("⚠️ 20 sources cannot be read.", message, StringComparison.Ordinal);
        Assert.Contains("…and 14 more", message, StringComparison.Ordinal);

        for (var number = 0; number < 20; number++)
            world.Publish($"/feed{number}", Rss(($"{number}", "Weather")));
        told.Clear();
        for (var hour = 0; hour < 30; hour += 2)
        {
            await HoursAsync(world, 2);
            told.AddRange(await ToldAsync(world));
        }

        Assert.StartsWith("✅ 20 sources can be read again.", Assert.Single(told), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_TwoNodesTellAtOnce_IsSentOnce(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", null);
        for (var hour = 0; hour < 48; hour += 6)
            await HoursAsync(world, 6);
        world.Time.Advance(FeedNotices.Gathering);
        await using var second = world.Store.OpenAgain();
        using var other = new IntakeNode(second, world.Time, world.Options, world.Access);

        var told = await Task.WhenAll(world.Node.Notices.TellAsync(Ct), other.Notices.TellAsync(Ct));

        Assert.Equal(1, told.Sum());
        Assert.Equal(1, await world.CountAsync("message"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_NobodyFollows_IsNotSent(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        await world.SqlAsync("UPDATE subscription SET ended_at = 1");
        await world.FeedAsync("/feed");
        world.Publish("/feed", null);

        for (var hour = 0; hour < 48; hour += 6)
            await HoursAsync(world, 6);

        Assert.Empty(await ToldAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_ReaderHasStopped_IsNotSentThenNorLater(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", null);
        for (var hour = 0; hour < 48; hour += 6)
            await HoursAsync(world, 6);
        await world.SqlAsync("UPDATE chat SET state = 'stopped'");
        Assert.Empty(await ToldAsync(world));

        await world.SqlAsync("UPDATE chat SET state = 'active'");
        Assert.Empty(await ToldAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_OwnNetworkIsDownForTwoDays_TellsNobody(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        // Nobody listens there: unreachable, as everything is without a network.
        var here = await world.FeedAsync("/feed");
        var there = await world.FeedElsewhereAsync("/feed");
        world.Publish("/feed", Rss(("1", "Weather")));
        await world.PollAsync();
        await world.SqlAsync("UPDATE feed SET url = REPLACE(url, '/feed', '/hangs')");

        for (var hour = 0; hour < 48; hour += 3)
        {
            foreach (var feed in new[] { here, there })
                await ObserveAsync(world, feed, new FeedError.Unreachable("news.example", UnreachableReason.NameNotFound));
            Assert.Empty(await ToldAsync(world));
            world.Time.Advance(TimeSpan.FromHours(3));
        }

        await ObserveAsync(world, here, null);
        await ObserveAsync(world, there, new FeedError.Unreachable("news.example", UnreachableReason.NameNotFound));
        Assert.Empty(await ToldAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_OneHostUnreachableWhileOthersAnswer_IsSent(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        var here = await world.FeedAsync("/feed");
        var there = await world.FeedElsewhereAsync("/feed");

        for (var hour = 0; hour <= 27; hour += 3)
        {
            await ObserveAsync(world, there, null);
            await ObserveAsync(world, here, new FeedError.Timeout("news.example", TimeSpan.FromSeconds(30)));
            world.Time.Advance(TimeSpan.FromHours(3));
        }

        Assert.Single(await ToldAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Notice_FeedFallsSilent_SaysHowOftenItUsuallySpeaks(StorageProvider provider)
    {
        await using var world = await OwnedAsync(provider);
        await world.FeedAsync("/feed");
        string Dated(int days) => string.Concat(Enumerable.Range(-20, days + 21).Reverse().Select(day =>
            $"<item><guid>{day}</guid><title>Day {day}</title><pubDate>{new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero).AddDays(day):R}</pubDate></item>"));
        world.Publish("/feed", Rss(Dated(0)));
        await world.PollAsync();

        var told = new List<string>();
        for (var day = 1; day <= 30; day++)
        {
            await HoursAsync(world, 24);
            told.AddRange(await ToldAsync(world));
        }

        var silent = Assert.Single(told);
        Assert.StartsWith("💤 The Daily has brought nothing new since", silent, StringComparison.Ordinal);
        Assert.Contains("about 1 story a day", silent, StringComparison.Ordinal);

        world.Publish("/feed", Rss(Dated(30)));
        await HoursAsync(world, 24);
        Assert.Equal(["✅ The Daily brings news again."], await ToldAsync(world));
    }

    private static async Task<IntakeWorld> OwnedAsync(StorageProvider provider)
    {
        var world = await CreateAsync(provider);
        var chat = await world.ReaderAsync("weather OR ceasefire");
        world.Access.Owners.Add(chat.TelegramChatId);
        return world;
    }

    private static async Task HoursAsync(IntakeWorld world, double hours) => await world.PollAsync(TimeSpan.FromHours(hours));

    /// <summary>What is told after the notices were gathered, as people read it. The clock is as it was.</summary>
    private static async Task<IReadOnlyList<string>> ToldAsync(IntakeWorld world)
    {
        await world.SqlAsync("UPDATE feed_notice SET due_at = 0 WHERE due_at IS NOT NULL");
        await world.Node.Notices.TellAsync(Ct);
        return await world.Store.Database.WriteAsync<IReadOnlyList<string>>(async session =>
        {
            var rows = await session.QueryAsync<Message>("SELECT * FROM message WHERE state = 'queued' ORDER BY message_id", null, Ct);
            await session.ExecuteAsync("UPDATE message SET state = 'sent' WHERE state = 'queued'", null, Ct);
            Assert.All(rows, row => Assert.True(row.Request is ChatRequest.SendText { Silent: true }));
            return [.. rows.Select(row => TelegramHtml.ToPlain(((ChatRequest.SendText)row.Request).Html))];
        }, Ct);
    }

    // An outcome without a network: what a poll came to is written as the poller writes it.
    private static Task ObserveAsync(IntakeWorld world, Feed feed, FeedError? error) => world.Store.Database.WriteAsync(async session =>
    {
        var before = (await FeedStore.FindAsync(session, feed.FeedId, Ct))!;
        var after = before.Copy();
        after.LastCheckedAt = world.Time.NowMilliseconds();
        after.Failures = error is null ? 0 : before.Failures + 1;
        after.LastError = error is null ? null : FeedErrorText.Of(error).ToJson();
        after.LastSuccessAt = error is null ? after.LastCheckedAt : before.LastSuccessAt;
        await session.ExecuteAsync(
            "UPDATE feed SET last_checked_at = @LastCheckedAt, failures = @Failures, last_error = @LastError, last_success_at = @LastSuccessAt, next_check_at = @LastCheckedAt WHERE feed_id = @FeedId", after, Ct);
        await world.Node.Health.ObserveAsync(session, before, after, error, Ct);
    }, Ct);
}
