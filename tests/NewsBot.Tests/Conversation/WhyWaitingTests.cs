using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Delivery;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

/// <summary>/why of what was due and has not come: what it waits for, and what became of it.</summary>
public sealed class WhyWaitingTests
{
    private const string First = "\n\n• ";

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_HeldForTheNight_SaysUntilWhenAndSendsItNow(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        await bench.ExecuteAsync("UPDATE chat SET time_zone = 'Europe/Kyiv', quiet_from = 1320, quiet_until = 420");
        bench.Time.Advance(TimeSpan.FromHours(10));
        var address = await bench.BringAsync(bbc, "New chips");

        var answer = await bench.SayAsync("/why " + address);

        Assert.StartsWith("⏳ This one has not come yet:\nNew chips\nBBC" + First + "It is quiet here now: it is held until 24 Nov 2026, 07:00.\n[▶ Send now]", answer, StringComparison.Ordinal);
        await bench.PumpAsync();
        Assert.Empty(bench.Telegram.Calls);
        await bench.TapAsync("Send now");
        await bench.PumpAsync();
        Assert.Contains("New chips", Assert.Single(bench.Telegram.Texts), StringComparison.Ordinal);
        Assert.StartsWith("✅ This one came here:", await bench.SayAsync("/why " + address), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_ForTheDigest_SaysOfWhen(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        await bench.ExecuteAsync("UPDATE chat SET time_zone = 'Europe/Kyiv', rhythm = 'daily', digest_at = '480'");

        var answer = await bench.SayAsync("/why " + await bench.BringAsync(bbc, "New chips"));

        Assert.Contains(First + "It comes with the digest of 24 Nov 2026, 08:00.\n[▶ Send now]", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_WaitsForItsTurn_SaysWhichNumberAndHowLong(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 1, PerChatPerSecond = 0.01, BurstThreshold = 0 });
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips", person: 12);
        await bench.SayAsync("/subscribe chips", person: 11);
        await bench.BringAsync(bbc, "Chips one");
        await bench.BringAsync(bbc, "Chips two");
        var third = await bench.BringAsync(bbc, "Chips three");

        // Two go before it, a hundred seconds apart.
        Assert.Contains(First + "It waits for its turn: number 3 of what comes here, and 2 chats are getting news now. It should be here in 3 minutes.", await bench.SayAsync("/why " + third), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_TelegramAskedToWait_SaysUntilWhen(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        bench.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromSeconds(10_072)));
        await bench.BringAsync(bbc, "Chips one");
        await bench.PumpAsync();
        var second = await bench.BringAsync(bbc, "Chips two");

        Assert.Contains(First + "Telegram asked me to send nothing to this chat until 23 Nov 2026, 13:47 UTC.", await bench.SayAsync("/why " + second), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_Refused_SaysTelegramsReason(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        bench.Telegram.AnswerWith(new SendResult.Refused(RefusalKind.Other, "Bad Request: something new"));
        var address = await bench.BringAsync(bbc, "New chips");
        await bench.PumpAsync();
        bench.Log.Announce();

        Assert.Contains("❔ This one did not come here:\nNew chips\nBBC" + First + "Telegram refused it: Bad Request: something new", await bench.SayAsync("/why " + address), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_DroppedAsUnsure_SaysThatItMayHaveCome(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider, new DeliveryOptions { WhenUnsure = UnsurePolicy.Drop });
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        bench.Telegram.AnswerWith(new SendResult.Unsure("timed out"));
        var address = await bench.BringAsync(bbc, "New chips");
        await bench.PumpAsync();
        bench.Log.Announce();

        Assert.Contains(First + "Telegram did not answer when I sent it, so it may have come", await bench.SayAsync("/why " + address), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_NotReached_SaysWhyAndWhenNext(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        bench.Telegram.AnswerWith(new SendResult.Unreachable("502 Bad Gateway"));
        var address = await bench.BringAsync(bbc, "New chips");
        await bench.PumpAsync();

        Assert.Contains(First + "It could not be sent yet (502 Bad Gateway); the next try is at 23 Nov 2026, 11:00 UTC.", await bench.SayAsync("/why " + address), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_TakenBack_SaysBecauseOfWhat(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        var muted = await bench.BringAsync(bbc, "Potato chips");
        await bench.SayAsync("/mute potato");
        var left = await bench.BringAsync(bbc, "New chips");
        await bench.SayAsync("/unsubscribe chips");

        Assert.Contains(First + "It is muted here: 🔎 potato", await bench.SayAsync("/why " + muted), StringComparison.Ordinal);
        Assert.Contains(First + "It waited, but what brought it was no longer followed when its turn came.", await bench.SayAsync("/why " + left), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_SourceOfTheAddressFails_SaysSinceWhenAndWhenItIsAskedNext(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        await bench.AddFeedAsync("https://feeds.bbc.test/rss", "BBC");
        await bench.ExecuteAsync(
            "UPDATE feed SET site_url = 'https://www.bbc.test/', failures = 3, trouble = 'failing', failing_since = @since, last_error = @error, next_check_at = @next, next_check_reason = 'BackOff'",
            new
            {
                since = bench.Time.GetUtcNow().AddHours(-5).ToUnixTimeMilliseconds(), next = bench.Time.GetUtcNow().AddMinutes(30).ToUnixTimeMilliseconds(),
                error = FeedErrorText.Of(new FeedError.HttpStatus("feeds.bbc.test", 500)).ToJson(),
            });

        var answer = await bench.SayAsync("/why https://bbc.test/news/1");

        Assert.StartsWith("I have no story at this address.\n\n• 📰 BBC ⚠️ It cannot be read since 23 Nov 2026, 06:00 UTC.", answer, StringComparison.Ordinal);
        Assert.Contains("Next check: 23 Nov 2026, 11:30 UTC (it fails, so I ask less often).\n[⚠️ BBC]\n", answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Why_InReplyToAList_SaysWhyTogetherAndWhatBroughtHowMany(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/subscribe chips");
        await bench.SayAsync("/subscribe potato");
        for (var number = 1; number <= 7; number++)
            await bench.BringAsync(bbc, number % 2 == 0 ? $"Potato chips {number}" : $"New chips {number}");
        await bench.PumpAsync();
        Assert.Single(bench.Telegram.Calls);

        var answer = await bench.SayAsync("/why", replyTo: 1001);

        Assert.StartsWith("More than 5 stories were due here at once, so they came together: 7 in this message.\n\n• 🔎 chips: 7 stories\n• 🔎 potato: 3 stories\n", answer, StringComparison.Ordinal);
        Assert.Contains("[New chips 1]\n[Potato chips 2]\n", answer, StringComparison.Ordinal);
        Assert.StartsWith("✅ This one came here:\nPotato chips 2", await bench.TapAsync("Potato chips 2"), StringComparison.Ordinal);
    }
}
