using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NewsBot.HostTests.Support;
using NewsBot.Operations;
using NewsBot.Web;

namespace NewsBot.HostTests.Running;

/// <summary>/metrics and /status of the real program: what happened, in figures.</summary>
public sealed partial class MetricsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_AfterAnAlert_TellWhatHappenedByPrometheusConventionsAndNameNobody()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var old = new FeedItem("Old ceasefire story", "Long ago.", TimeProvider.System.GetUtcNow().AddMinutes(-30));
        using var installation = new Installation().WithFeeds(feeds.PutRss("/news.xml", "Test News", old));
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe ceasefire", Cancellation);
        var confirmation = await people.NextMessageAsync(anna, 0, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", 2, Cancellation);
        feeds.PutRss("/news.xml", "Test News", new FeedItem("Ceasefire holds", "Quiet night.", TimeProvider.System.GetUtcNow()), old);
        await people.WaitForTextAsync(anna, confirmation.Id, "Ceasefire holds", Cancellation);
        await people.SayAsync(anna, "/why", Cancellation);
        await people.WaitForTextAsync(anna, confirmation.Id, "Reply with /why", Cancellation);

        var text = await ReadAsync(installation);

        Assert.Equal(1, Value(text, """newsbot_messages_total{kind="news",outcome="sent"}"""));
        Assert.Equal(1, Value(text, """newsbot_delivery_delay_seconds_count{occasion="at-once"}"""));
        Assert.Equal(1, Value(text, """newsbot_articles_stored_total{way="news"}"""));
        Assert.Equal(1, Value(text, """newsbot_articles_stored_total{way="quiet"}"""));
        Assert.Equal(2, Value(text, """newsbot_feed_polls_total{outcome="new"}"""));
        Assert.True(Value(text, """newsbot_send_duration_seconds_count{kind="reply"}""") >= 2);
        Assert.True(Value(text, """newsbot_inbox_wait_seconds_count{outcome="done"}""") >= 2);
        Assert.Equal(1, Value(text, """newsbot_chats{state="active"}"""));
        Assert.Equal(0, Value(text, """newsbot_deliveries{state="due"}"""));
        Assert.Equal(1, Value(text, """newsbot_feeds{state="well"}"""));
        Assert.Equal(2, Value(text, "newsbot_articles"));
        foreach (var one in new[] { "newsbot_leader", "newsbot_telegram_up", "newsbot_store_up" })
            Assert.Equal(1, Value(text, one));
        Assert.True(Value(text, "newsbot_store_size_bytes") > 100_000);
        Assert.True(Value(text, "dotnet_process_memory_working_set_bytes") > 1_000_000);

        // What counts ends in _total and says so; seconds and bytes are the units.
        Assert.All(text.Split('\n').Where(line => line.StartsWith("# TYPE newsbot_", StringComparison.Ordinal)), line =>
            Assert.Equal(line.EndsWith(" counter", StringComparison.Ordinal), line.Split(' ')[2].EndsWith("_total", StringComparison.Ordinal)));
        Assert.All(new[] { "Anna", anna.ToString(CultureInfo.InvariantCulture), "Ceasefire", "ceasefire", "Test News" }, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Status_Owner_SeesTheSameFiguresAndNobodyElseAnything()
    {
        using var installation = new Installation();
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var owner = await people.PersonAsync("Anna", Cancellation);
        var code = ClaimLink().Match(await bot.WaitForLineAsync("?start=claim-", Cancellation)).Value;
        await people.SayAsync(owner, "/start " + code, Cancellation);
        var claimed = await people.NextMessageAsync(owner, 0, Cancellation);
        var taras = await people.PersonAsync("Тарас", Cancellation);
        await people.SayAsync(taras, "/status", Cancellation);
        Assert.StartsWith(NewsBot.Core.Wording.Words.For("uk").Say("error.unknown-command", ("command", "/status")), (await people.NextMessageAsync(taras, 0, Cancellation)).Text, StringComparison.Ordinal);

        await people.SayAsync(owner, "/status", Cancellation);
        var status = await people.WaitForTextAsync(owner, claimed.Id, "Readers", Cancellation);

        var text = await ReadAsync(installation);
        Assert.Contains($"Readers: {Value(text, """newsbot_chats{state="active"}""")} ·", status.Text, StringComparison.Ordinal);
        Assert.Contains("Queue: nothing is due", status.Text, StringComparison.Ordinal);
        Assert.Contains($"/{bot.Id}\n", status.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_StoreThatDoesNotAnswer_AreThereAndSaySo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data", "a file where the folder should be");
        var settings = NewsBot.Options.Settings.Read(NewsBot.Options.SettingSources.Build(folder.Path, new Dictionary<string, string?>()), folder.Path);
        await using var services = new ServiceCollection().AddLogging().AddNewsBot(settings).AddBotLife(settings).BuildServiceProvider();
        var gauges = services.GetRequiredService<Gauges>();
        using var listener = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, listening) => listening.EnableMeasurementEvents(instrument) };
        var seen = new Dictionary<string, double>();
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen[instrument.Name] = value);
        listener.Start();

        await gauges.RefreshAsync(Cancellation);
        listener.RecordObservableInstruments();

        Assert.Equal(0, seen["newsbot.store.up"]);
        Assert.DoesNotContain("newsbot.chats", seen.Keys);
    }

    private static async Task<string> ReadAsync(Installation installation)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        using var answer = await http.GetAsync(installation.Url + "/metrics", Cancellation);
        Assert.StartsWith("text/plain", answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private static double Value(string text, string series)
    {
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(series + " ", StringComparison.Ordinal) || line.StartsWith(series + "{} ", StringComparison.Ordinal));
        Assert.True(line is not null, $"No {series} in:\n{text}");
        return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("claim-[A-Za-z0-9_-]+")]
    private static partial Regex ClaimLink();
}
