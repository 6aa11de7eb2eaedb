using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

/// <summary>Prepared articles, one for each cause: /why with its address names that cause, and first.</summary>
public sealed class WhyNotTests
{
    private const string First = "\n\n• ";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_NothingFinds_NamesTheNearestAndTheWordThatIsMissing(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe moon landing rocket");
        await bench.SayAsync("/subscribe ceasefire deal");

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(bbc, "Ceasefire talks go on"));

        Assert.Contains(First + "Nothing that is followed here finds it.\n• Nearest to it is 🔎 ceasefire deal: the story holds “ceasefire”, but not “deal”.", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_QueryLeavesAWordOut_NamesTheWord(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe ceasefire -opinion");

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(bbc, "Opinion: a ceasefire at last"));

        Assert.Contains("🔎 ceasefire -opinion would find it, but leaves out what holds “opinion”.", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_NoLongerFollowed_SaysSinceWhen(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        await bench.SayAsync("/unsubscribe chips");
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(bbc, "New chips"));

        Assert.Contains(First + "🔎 chips finds it, but that was no longer followed (since 23 Nov 2026, 11:00 UTC).", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_Muted_NamesTheMute(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        await bench.SayAsync("/mute potato");

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(bbc, "Potato chips are back"));

        Assert.Contains(First + "It is muted here: 🔎 potato", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_OtherLanguage_NamesIt(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var pravda = await bench.AddFeedAsync("https://pravda.test/rss", "Pravda", "uk");
        await bench.SayAsync("/subscribe nvidia");

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(pravda, "Nvidia показала новий чип"));

        Assert.Contains(First + "🔎 nvidia finds it, but it is in Українська", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_TooOldWhenFirstSeen_SaysHowOld(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(bbc, "Old chips", item => item.Published = bench.Time.GetUtcNow().AddDays(-3)));

        Assert.Contains(First + "It was 3 days old when I first saw it", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_BackCatalogue_SaysSo(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(bbc, "Chips from before", item => item.Mode = IntakeMode.Quiet));

        Assert.Contains(First + "It was there when I first read this source", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_SentThoughTheSourceWasReadAnewSince_IsNoBackCatalogue(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        var address = await bench.BringAsync(bbc, "New chips");
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.SayAsync("/subscribe chips");
        // As after a pause: from the first fetch on everything counts anew.
        await bench.ExecuteAsync("UPDATE feed SET first_fetched_at = @now", new { now = bench.Time.NowMilliseconds() });

        var answer = await bench.SayAsync("/why " + address);

        Assert.Contains(First + "🔎 chips finds it, but it was stored 23 Nov 2026, 11:00 UTC, before that was followed (23 Nov 2026, 11:05 UTC).", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("first read", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_SameStoryCame_NamesWhoseItWas(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        var other = await bench.AddFeedAsync("https://bbc.test/top", "BBC Top Stories");
        await bench.SayAsync("/subscribe chips");
        await bench.BringAsync(bbc, "New chips", item => (item.Id, item.Link) = ("story-7", "https://news.test/a"));
        await bench.PumpAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.BringAsync(other, "New chips, and more", item => (item.Id, item.Link) = ("story-7", "https://news.test/b"));

        var answer = await bench.SayAsync("/why https://news.test/b");

        Assert.Contains("It is the same story as a report from BBC and counts in that message:\n\nNew chips\nBBC\n", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_OwnSourcePausedHere_SaysSo(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var own = await bench.AddFeedAsync("https://own.test/rss", "Own", catalogue: false);
        await bench.SayAsync("/subscribe chips");
        await bench.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, 1, own.FeedId, 11, bench.Time.NowMilliseconds(), CoreBench.Ct), CoreBench.Ct);
        await bench.Database.WriteAsync(session => FeedPauses.PauseOwnAsync(session, 1, own.FeedId, bench.Time.NowMilliseconds(), CoreBench.Ct), CoreBench.Ct);

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(own, "Chips of my own"));

        Assert.Contains(First + "Its source is paused", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_SourceOfAnotherChat_TellsNothingOfIt(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var own = await bench.AddFeedAsync("https://own.test/rss", "Secret source", catalogue: false);
        await bench.SayAsync("/subscribe chips", person: 12);
        await bench.Database.WriteAsync(session => FeedStore.AddOwnAsync(session, 1, own.FeedId, 12, bench.Time.NowMilliseconds(), CoreBench.Ct), CoreBench.Ct);
        await bench.SayAsync("/subscribe chips", person: 11);
        var address = await bench.BringAsync(own, "Secret chips", item => item.Link = "https://own.test/1");

        Assert.Equal("I have no story at this address.\n\n• I read no source of own.test here.\n[➕ Follow own.test]\n[🗞 Latest] [📰 Sources]", await bench.SayAsync("/why " + address));
        // Whoever had it, and has it no more, is told.
        Assert.Contains("Secret chips", await bench.SayAsync("/why " + address, person: 12), StringComparison.Ordinal);
        await bench.ExecuteAsync("UPDATE feed SET removed_at = 1 WHERE feed_id = @FeedId", own);
        Assert.Contains("It is from Secret source, which is no longer read for this chat.", await bench.SayAsync("/why " + address), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_ChatHadStopped_SaysFromWhenToWhen(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        await bench.SayAsync("/stop");
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var address = await bench.BringAsync(bbc, "New chips");
        Assert.Contains(First + "This chat is stopped", await bench.SayAsync("/why " + address), StringComparison.Ordinal);
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.SayAsync("/start");

        Assert.Contains(First + "This chat was stopped from 23 Nov 2026, 11:00 UTC to 23 Nov 2026, 11:10 UTC.", await bench.SayAsync("/why " + address), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_TelegramTookNothing_SaysFromWhenToWhenAndItsWords(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        bench.Telegram.AnswerWith(new SendResult.ChatGone("Forbidden: bot was blocked by the user"));
        var refused = await bench.BringAsync(bbc, "Chips one");
        var withdrawn = await bench.BringAsync(bbc, "Chips two");
        await bench.PumpAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        var missed = await bench.BringAsync(bbc, "Chips three");
        bench.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Contains(
            First + "Telegram took nothing for this chat from 23 Nov 2026, 11:00 UTC to 23 Nov 2026, 11:10 UTC (",
            await bench.SayAsync("/why " + missed), StringComparison.Ordinal);
        Assert.Contains(First + "Telegram refused it: Forbidden: bot was blocked by the user", await bench.SayAsync("/why " + refused), StringComparison.Ordinal);
        Assert.Contains(First + "It waited when Telegram took nothing for this chat any more.", await bench.SayAsync("/why " + withdrawn), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_ForumTopicIsClosed_SaysSo(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        // What is followed in a topic of a forum; the question is asked beside it.
        var place = await bench.Database.WriteAsync(session => bench.Get<NewsBot.Core.Chats.ChatStore>().DestinationAsync(session, 1, 7, CoreBench.Ct), CoreBench.Ct);
        await bench.ExecuteAsync("UPDATE subscription SET destination_id = @DestinationId", place);
        var waiting = await bench.BringAsync(bbc, "Chips one");
        await bench.Database.WriteAsync(session => bench.Get<Suspensions>().ClosedTopicAsync(session, 1, place.DestinationId, 7, null, CoreBench.Ct), CoreBench.Ct);
        var missed = await bench.BringAsync(bbc, "Chips two");

        Assert.Contains(First + "It waited when its forum topic was closed.", await bench.SayAsync("/why " + waiting, person: 11), StringComparison.Ordinal);
        Assert.Contains(First + "The forum topic that it would have come to is closed.", await bench.SayAsync("/why " + missed), StringComparison.Ordinal);
    }
}
