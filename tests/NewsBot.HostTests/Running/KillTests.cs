using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Running;

/// <summary>kill -9 at the moments that matter, then a restart.</summary>
public sealed class KillTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_WhileAMessageIsOnItsWay_EveryDueDeliveryArrivesAndAtMostThatOneTwice()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var address = feeds.PutRss("/news.xml", "Test News");
        await using var telegram = await EmulatorBench.StartAsync(null, null, "777020:AAkills_kills_kills_kills_kills_kill");
        using var installation = new Installation().WithFeeds(address)
            .Set("Telegram:Token", telegram.Server.Token).Set("Telegram:ApiBaseUrl", telegram.Server.BaseUrl.ToString());
        var subscribed = 0L;
        await using (var bot = await installation.StartAnsweringAsync(Cancellation))
        {
            await telegram.People.SayAsync(telegram.Anna, "/subscribe ceasefire", Cancellation);
            subscribed = (await telegram.People.NextMessageAsync(telegram.Anna, 0, Cancellation)).Id;
            await feeds.WaitForRequestsAsync("/news.xml", 2, Cancellation);
            // The first alert reaches Telegram, but its answer does not come back: the process dies with it in flight.
            await telegram.People.FaultAsync(new { kind = "delayAfter", method = "sendMessage", text = "ceasefire", delay = 60 }, Cancellation);
            feeds.PutRss("/news.xml", "Test News", Items(4));
            await telegram.People.WaitForTextAsync(telegram.Anna, subscribed, "ceasefire", Cancellation);
            await bot.KillAsync();
        }
        await telegram.People.ClearFaultsAsync(Cancellation);

        await using var again = await installation.StartAnsweringAsync(Cancellation);
        for (var number = 1; number <= 4; number++)
            await telegram.People.WaitForTextAsync(telegram.Anna, subscribed, $"ceasefire {number}", Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 2, Cancellation);

        var alerts = (await telegram.People.MessagesAsync(telegram.Anna, subscribed, Cancellation)).Where(message => message.FromBot).ToList();
        var counts = Enumerable.Range(1, 4).Select(number => alerts.Count(alert => alert.Text.Contains($"ceasefire {number}", StringComparison.Ordinal))).ToList();
        Assert.All(counts, count => Assert.InRange(count, 1, 2));
        Assert.InRange(counts.Sum(), 4, 5);
    }

    [Fact]
    public async Task Kill_BetweenUpdateAndAnswer_TheCommandHasItsEffectOnce()
    {
        await using var telegram = await EmulatorBench.StartAsync(null, null, "777021:AAkills_kills_kills_kills_kills_kill");
        using var installation = new Installation()
            .Set("Telegram:Token", telegram.Server.Token).Set("Telegram:ApiBaseUrl", telegram.Server.BaseUrl.ToString());
        await using (var bot = await installation.StartAnsweringAsync(Cancellation))
        {
            // Its answer is refused for now, so the process dies between the effect and the answer.
            await telegram.People.FaultAsync(new { kind = "serverError", method = "sendMessage", count = 0 }, Cancellation);
            await telegram.People.SayAsync(telegram.Anna, "/subscribe ceasefire", Cancellation);
            await WaitForCallAsync(telegram);
            await bot.KillAsync();
        }
        await telegram.People.ClearFaultsAsync(Cancellation);

        await using var again = await installation.StartAnsweringAsync(Cancellation);
        var answer = await telegram.People.NextMessageAsync(telegram.Anna, 0, Cancellation);
        await telegram.People.SayAsync(telegram.Anna, "/subscriptions", Cancellation);
        var list = await telegram.People.NextMessageAsync(telegram.Anna, answer.Id, Cancellation);

        Assert.Contains("ceasefire", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, System.Text.RegularExpressions.Regex.Count(list.Text, "ceasefire"));
    }

    private static IEnumerable<FeedItem> Items(int count) =>
        Enumerable.Range(1, count).Select(number => new FeedItem($"A ceasefire {number}", "Quiet.", TimeProvider.System.GetUtcNow().AddSeconds(-number)));

    private static async Task WaitForCallAsync(EmulatorBench telegram)
    {
        while ((await telegram.People.JournalAsync("sendMessage", 0, Cancellation)).Count == 0)
            await Task.Yield();
    }
}
