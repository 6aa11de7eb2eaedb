using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

public sealed class StatusTests
{
    private const long Owner = 9;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Status_Owner_SeesReadersQueueSourcesAndWhoLeads(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider, new DeliveryOptions { MessagesPerSecond = 1, BurstThreshold = 0 }, Owner);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        await bench.SayAsync("/status", Owner);
        foreach (var person in Enumerable.Range(101, 3))
            await bench.SayAsync("/subscribe chips", person);
        await bench.SayAsync("/stop", 103);
        for (var number = 1; number <= 60; number++)
            await bench.BringAsync(bbc, $"Chips {number}");
        await bench.ExecuteAsync("UPDATE feed SET failures = 2, failing_since = @since", new { since = bench.Time.GetUtcNow().AddHours(-2).ToUnixTimeMilliseconds() });
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        var answer = await bench.SayAsync("/status", Owner);

        Assert.Matches(
            """
            ^📊 NewsBot \d+\.\d+\.\d+

            Readers: 3 · new today: 3 · blocked today: 0
            Stopped: 1 · blocked: 0

            Queue: due now: 120, in chats: 2 · the oldest since 23 Nov 2026, 11:00 UTC · the last chat has it in 2 minutes

            Sources: 1 · failing now: 1
            • BBC, since 23 Nov 2026, 09:00 UTC

            Last 429: none
            Leads: .+/\d+
            Store: \d+ MB · articles: 60
            \[🔄 Refresh\] \[📰 Sources\]$
            """.ReplaceLineEndings("\n"), answer);
        Assert.StartsWith("📊", await bench.TapAsync("Refresh", Owner), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Status_TelegramRefusedAndAskedToWait_TellsBlockedLostAndTheLast429(StorageProvider provider)
    {
        await using var bench = await CoreBench.CreateAsync(provider, new DeliveryOptions { WhenUnsure = UnsurePolicy.Drop, BurstThreshold = 0 }, Owner);
        var bbc = await bench.AddFeedAsync("https://bbc.test/rss", "BBC");
        foreach (var person in Enumerable.Range(101, 4))
            await bench.SayAsync("/subscribe chips", person);
        bench.Telegram.Answer = (to, _, _) => Task.FromResult<SendResult?>(to.TelegramChatId switch
        {
            // A bot that is blocked, an answer that is lost, a chat that is flooded.
            101 => new SendResult.ChatGone("Forbidden: bot was blocked by the user"),
            102 => new SendResult.Unsure("timed out"),
            103 => new SendResult.Later(TimeSpan.FromMinutes(20)),
            _ => null,
        });
        await bench.BringAsync(bbc, "Chips");
        await bench.RunForAsync(TimeSpan.FromSeconds(3));
        await bench.BringAsync(bbc, "More chips");
        bench.Log.Announce();

        var answer = await bench.SayAsync("/status", Owner);

        Assert.Contains("Readers: 4 · new today: 4 · blocked today: 1\nStopped: 0 · blocked: 1\n", answer, StringComparison.Ordinal);
        Assert.Contains("\nHeld up by Telegram: 1, in chats: 1, until 23 Nov 2026, 11:20 UTC at the latest\n", answer, StringComparison.Ordinal);
        Assert.Contains("\nOf the last day: not sent again though it may not have come: 1 · refused: 1\n", answer, StringComparison.Ordinal);
        Assert.Contains("\nLast 429: 23 Nov 2026, 11:00 UTC, for one chat: 20 minutes\n", answer, StringComparison.Ordinal);

        // Over, but not forgotten.
        bench.Time.Advance(TimeSpan.FromHours(3));
        bench.Telegram.Answer = (_, _, _) => Task.FromResult<SendResult?>(null);
        await bench.PumpAsync();
        Assert.Contains("\nLast 429: 23 Nov 2026, 11:00 UTC, for one chat: 20 minutes\n", await bench.SayAsync("/status", Owner), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_TodayOfAnOwnerElsewhere_BeginsByTheirClock()
    {
        await using var bench = await CoreBench.CreateAsync(StorageProvider.Sqlite, owner: Owner);
        await bench.SayAsync("/status", Owner);
        await bench.SayAsync("/help", 101);
        // At 23:30 in Kyiv it is 21:30 UTC; an hour later a new day has begun there.
        bench.Time.Advance(TimeSpan.FromHours(10.5));
        await bench.SayAsync("/help", 102);
        bench.Time.Advance(TimeSpan.FromHours(1));
        Assert.Contains("new today: 3 ·", await bench.SayAsync("/status", Owner), StringComparison.Ordinal);

        await bench.ExecuteAsync("UPDATE chat SET time_zone = 'Europe/Kyiv' WHERE telegram_chat_id = @Owner", new { Owner });

        Assert.Contains("new today: 0 ·", await bench.SayAsync("/status", Owner), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AnybodyElse_IsNoCommand()
    {
        await using var bench = await CoreBench.CreateAsync(StorageProvider.Sqlite, owner: Owner);

        Assert.StartsWith("I do not know /status.", await bench.SayAsync("/status"), StringComparison.Ordinal);
        Assert.DoesNotContain("/status", await bench.SayAsync("/statuz"), StringComparison.Ordinal);
        Assert.DoesNotContain("/status", await bench.SayAsync("/help"), StringComparison.Ordinal);
        Assert.Contains("/status — how the bot is", await bench.SayAsync("/help", Owner), StringComparison.Ordinal);
    }
}
