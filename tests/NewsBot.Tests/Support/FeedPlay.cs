using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;

namespace NewsBot.Tests.Support;

/// <summary>What polls come to, played on the bot's store without a network: the row is written as the poller writes it.</summary>
internal static class FeedPlay
{
    /// <summary>A poll that fails, or (null) brings nothing new.</summary>
    public static Task PollAsync(TestBot bot, long feedId, FeedError? error, bool brings = false) => bot.Database.WriteAsync(async session =>
    {
        var now = bot.Time.NowMilliseconds();
        var before = (await FeedStore.FindAsync(session, feedId, TestBot.Ct))!;
        await session.ExecuteAsync("UPDATE feed SET lease_owner = 'test', lease_until = @until WHERE feed_id = @feedId", new { feedId, until = now + 60_000 }, TestBot.Ct);
        var after = before.Copy();
        (after.LeaseOwner, after.LeaseUntil, after.LastCheckedAt) = ("test", now + 60_000, now);
        after.Failures = error is null ? 0 : before.Failures + 1;
        after.LastError = error is null ? null : FeedErrorText.Of(error).ToJson();
        after.State = error is FeedError.Gone ? "gone" : "active";
        (after.NextCheckAt, after.NextCheckReason) = (now + 3_600_000, error is null ? nameof(ScheduleReason.Default) : nameof(ScheduleReason.BackOff));
        after.LastSuccessAt = error is null ? now : before.LastSuccessAt;
        after.FirstFetchedAt ??= error is null ? now : null;
        after.LastNewAt = brings ? now : before.LastNewAt;
        Assert.True(await FeedClaims.CompleteAsync(session, after, TestBot.Ct));
        await bot.Get<FeedHealthWatch>().ObserveAsync(session, before, after, error, TestBot.Ct);
    }, TestBot.Ct);

    /// <summary>It fails for so many hours, and whoever is to hear of it hears.</summary>
    public static async Task FailAsync(TestBot bot, IReadOnlyList<long> feeds, FeedError error, double hours = 25)
    {
        foreach (var wait in new[] { 0, hours / 2, hours / 2 })
        {
            bot.Time.Advance(TimeSpan.FromHours(wait));
            foreach (var feed in feeds)
                await PollAsync(bot, feed, error);
        }

        await TellAsync(bot);
    }

    /// <summary>Notices that were gathered become messages.</summary>
    public static Task<int> TellAsync(TestBot bot)
    {
        bot.Time.Advance(FeedNotices.Gathering);
        return bot.Get<FeedNotices>().TellAsync(TestBot.Ct);
    }
}
