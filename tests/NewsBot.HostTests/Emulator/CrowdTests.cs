using System.Text.Json.Nodes;
using Telegram.Bot;

namespace NewsBot.HostTests.Emulator;

/// <summary>Many chats.</summary>
public sealed class CrowdTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crowd_ThatWrites_ReachesTheBotInOrder()
    {
        await using var bench = await EmulatorBench.StartAsync();
        var crowd = await bench.People.AddCrowdAsync(300, "/start", Cancel);
        var chats = new List<long>();
        for (var offset = 0; ;)
        {
            var updates = await bench.Bot.GetUpdates(offset, timeout: 0, cancellationToken: Cancel);
            if (updates.Length == 0)
                break;
            chats.AddRange(updates.Select(u => u.Message!.Chat.Id));
            offset = updates[^1].Id + 1;
        }
        Assert.Equal(crowd, chats);
        Assert.Equal("Reader 300", (await bench.Bot.GetChat(crowd[^1], Cancel)).FirstName);
    }

    [Fact]
    public async Task Crowd_Large_ThePageGetsTheFirstOfThemAndATestTheOneItAsksFor()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        var crowd = await bench.People.AddCrowdAsync(1000, null, Cancel);
        await bench.Bot.SendMessage(crowd[^1], "for the last", cancellationToken: Cancel);
        var state = (await bench.People.StateAsync(Cancel)).Json;
        Assert.InRange(((JsonArray)state["chats"]!).Count, 100, 401);
        Assert.Equal(bench.Anna, new EmulatorState(state).PersonId("Anna"));
        await using var events = await bench.People.ListenAsync(Cancel, crowd[^1]);
        Assert.Equal("for the last", (string?)events.State["messages"]![$"{crowd[^1]}"]![0]!["text"]);
        await bench.Bot.SendMessage(bench.Anna, "for Anna", cancellationToken: Cancel);
        await bench.Bot.SendMessage(crowd[^1], "again for the last", cancellationToken: Cancel);
        Assert.Equal("again for the last", (string?)(await events.NextAsync(Cancel)).Data["text"]);
    }

    [Fact]
    public async Task Crowd_OfNobody_IsRefused()
    {
        await using var bench = await EmulatorBench.StartAsync();
        Assert.Contains("expected 1 to", (await Assert.ThrowsAsync<HttpRequestException>(() => bench.People.AddCrowdAsync(0, null, Cancel))).Message);
    }
}
