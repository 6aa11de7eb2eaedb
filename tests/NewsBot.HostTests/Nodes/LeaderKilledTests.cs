using NewsBot.HostTests.Faults;
using NewsBot.HostTests.Support;
using NewsBot.Tests.Support;
using Npgsql;
using Telegram.Bot;

namespace NewsBot.HostTests.Nodes;

/// <summary>
/// Two processes on one PostgreSQL and one token, and kill -9 of the one that sends, in the middle of many sends: the other
/// goes on, nothing is lost, and only what was on its way may come twice.
/// </summary>
public sealed class LeaderKilledTests
{
    private static readonly string[] _words = ["roses", "lilies", "asters", "daisies", "orchids", "violets", "poppies", "irises"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Polling")]
    [InlineData("Webhook")]
    public async Task Kill_OfTheLeaderUnderLoad_TheOtherGoesOnAndOnlyWhatWasOnItsWayComesTwice(string updates)
    {
        Assert.SkipWhen(PostgreSqlCluster.MissingReason is not null, PostgreSqlCluster.MissingReason ?? "");
        var store = await PostgreSqlCluster.CreateDatabaseAsync();
        await using var balancer = await Balancer.StartAsync(Cancellation);
        await using var scene = await FaultScene.SetAsync(
            ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", store), ("Telegram:Updates", updates), ("Web:PublicUrl", balancer.Url),
            ("Delivery:BurstThreshold", "0"), ("Delivery:PerChatPerSecond", "30"), ("Delivery:MessagesPerSecond", "1000"));
        using var second = scene.NewNode();
        balancer.Forward(scene.Installation.Url, second.Url);
        await using var one = scene.Installation.Start();
        await using var two = second.Start();
        var (oneLeads, twoLeads) = (one.WaitForLineAsync(" answers.", Cancellation), two.WaitForLineAsync(" answers.", Cancellation));
        var (leader, other, goesOn) = await Task.WhenAny(oneLeads, twoLeads) == oneLeads ? (one, two, twoLeads) : (two, one, oneLeads);
        await other.WaitForLineAsync("The bot is @", Cancellation);
        await scene.PolledAsync();
        var readers = new List<(long Reader, string Word)>();
        foreach (var word in _words)
            readers.Add((await scene.FollowerAsync("Reader of " + word), word));

        // Every answer takes a while, so that many are on their way at any moment.
        await scene.People.FaultAsync(new { kind = "delayAfter", method = "send*", delay = 0.5, count = 0 }, Cancellation);
        var titles = scene.Publish(12);
        await scene.SeesAsync(readers[0].Reader, titles[2]);
        await MuteAsync(scene, readers[..4]);
        await leader.KillAsync();
        var died = TimeProvider.System.GetTimestamp();
        var onTheirWay = await CountAsync(store, "SELECT COUNT(*) FROM message WHERE state = 'flight'");
        var sent = await CountAsync(store, "SELECT COUNT(*) FROM message WHERE state = 'sent' AND kind = 'news'");
        await MuteAsync(scene, readers[4..]);
        await scene.People.ClearFaultsAsync(Cancellation);

        await goesOn;
        var pause = TimeProvider.System.GetElapsedTime(died);
        foreach (var (reader, word) in readers)
        {
            await scene.SeesAsync(reader, titles[^1]);
            await scene.SeesAsync(reader, word);
        }
        Assert.Equal(0, await other.StopAsync(Cancellation));
        var repeats = 0;
        foreach (var (reader, word) in readers)
        {
            var news = await scene.NewsAsync(reader);
            Assert.Equal(titles, news.Distinct());
            var said = (await scene.FromBotAsync(reader)).Select(message => message.Text).Where(text => text.Contains(word, StringComparison.Ordinal)).ToList();
            // Run a second time, the command would have met its own effect.
            Assert.DoesNotContain(said, text => text.Contains("already", StringComparison.Ordinal));
            repeats += news.Count - titles.Count + said.Count - 1;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{updates}: killed after {sent} of {titles.Count * readers.Count} news, {onTheirWay} messages on their way; {repeats} came twice; the other node answered {pause.TotalSeconds:0.0} s later.");
        Assert.InRange(sent, 1, titles.Count * readers.Count - 1);
        Assert.True(onTheirWay > 0, "Nothing was on its way.");
        Assert.InRange(repeats, 0, onTheirWay);
        if (updates == "Webhook")
        {
            Assert.Equal(balancer.Url + "/telegram/webhook", (await scene.Telegram.Bot.GetWebhookInfo(Cancellation)).Url);
            Assert.All([scene.Installation.Url, second.Url], node => Assert.True(balancer.TakenBy(node) > 0, "A node took no update."));
        }
    }

    private static async Task MuteAsync(FaultScene scene, IEnumerable<(long Reader, string Word)> readers)
    {
        foreach (var (reader, word) in readers)
            await scene.People.SayAsync(reader, "/mute " + word, Cancellation);
    }

    private static async Task<long> CountAsync(string store, string sql)
    {
        await using var connection = new NpgsqlConnection(store);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
