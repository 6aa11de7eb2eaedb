using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.TelegramEmulator;

namespace NewsBot.HostTests.Faults;

/// <summary>How hot it is: so many items for so many chats while a tenth of the sends is refused, some are lost, and the bot is killed.</summary>
/// <param name="Items">Published in as many portions as the bot has lives.</param>
/// <param name="Chats">Private chats; each follows all items.</param>
/// <param name="Kills">kill -9 at moments drawn by lot.</param>
/// <param name="Seed">Of the lots.</param>
/// <param name="Governor">Whether bursts become lists.</param>
internal sealed record FirePlan(int Items, int Chats, int Kills, int Seed, bool Governor)
{
    public int Pairs => Items * Chats;

    /// <summary>Of a hundred sends, so many are taken by Telegram and the bot does not hear of it.</summary>
    public double LostAnswers { get; init; } = 1;

    /// <summary>What that is: the line breaks at once, or Telegram answers when the bot has stopped waiting.</summary>
    public string LostHow { get; init; } = "resetAfter";
}

/// <summary>What came of it.</summary>
/// <param name="Missing">(Chat, item) pairs in no message; empty as it has to be.</param>
/// <param name="Doubles">How often an item stands in a chat more than once.</param>
/// <param name="DoubleMessages">Messages that bring nothing but what the chat has already.</param>
/// <param name="InFlight">Messages on their way at the kills.</param>
/// <param name="Unsure">Sends that Telegram took without an answer reaching the bot.</param>
/// <param name="Refused">Sends refused or failed on purpose.</param>
/// <param name="Messages">Messages in the chats that hold an item.</param>
/// <param name="Took">From the first item to the last pair.</param>
internal sealed record FireReport(IReadOnlyList<string> Missing, int Doubles, int DoubleMessages, long InFlight, long Unsure, long Refused, int Messages, TimeSpan Took)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Missing.Count} missing, {Doubles} items and {DoubleMessages} messages double (at most {InFlight} in flight at the kills + {Unsure} unsure), {Messages} messages, {Refused} refused on purpose, {Took.TotalSeconds:0.0} s");
}

/// <summary>The ledger under fire: the real program between a feed and an emulator that outlives it.</summary>
internal sealed class Fire(FirePlan plan, EmulatorClient people, FeedServer feeds, Installation installation)
{
    private const string FeedPath = "/news.xml";
    private const string TitleStart = "Ceasefire report ";
    private const string Digits = "0000";

    // Nothing arrives for so long: it will not any more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Random _random = new(plan.Seed);
    private readonly List<FeedItem> _items = [];
    private readonly Stopwatch _clock = new();

    public static async Task<FireReport> RunAsync(FirePlan plan, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var telegram = await EmulatorServer.StartAsync(
            new EmulatorOptions { Url = "http://127.0.0.1:0", StorePath = folder.File("telegram.db"), Tokens = ["777040:AAfire_fire_fire_fire_fire_fire_fire"] }, cancellationToken);
        await using var feeds = await FeedServer.StartAsync(cancellationToken);
        using var people = await EmulatorClient.ConnectAsync(telegram.BaseUrl, cancellationToken);
        using var installation = new Installation().WithFeeds(feeds.PutRss(FeedPath, "Test News"))
            .Set("Telegram:Token", telegram.Token).Set("Telegram:ApiBaseUrl", telegram.BaseUrl.ToString())
            .Set("Delivery:MessagesPerSecond", "1000").Set("Delivery:PerChatPerSecond", "100");
        if (!plan.Governor)
            installation.Set("Delivery:BurstThreshold", "0");
        return await new Fire(plan, people, feeds, installation).RunAsync(cancellationToken);
    }

    private async Task<FireReport> RunAsync(CancellationToken cancellationToken)
    {
        var chats = await FollowersAsync(cancellationToken);
        await SetFaultsAsync(cancellationToken);
        await using var arrivals = await people.ListenAsync(cancellationToken);
        var inFlight = 0L;
        var published = 0;
        for (var life = 0; life <= plan.Kills; life++)
        {
            await using var bot = await installation.StartAnsweringAsync(cancellationToken);
            var until = plan.Items * (life + 1) / (plan.Kills + 1);
            Publish(until - published);
            published = until;
            if (life < plan.Kills)
            {
                await ArrivedAsync(arrivals, _random.Next(1, plan.Governor ? plan.Chats : plan.Pairs / (plan.Kills + 1)), cancellationToken);
                await bot.KillAsync();
                inFlight += InFlight();
                continue;
            }

            var came = await SettledAsync(chats, arrivals, cancellationToken);
            var faults = (await people.FaultsAsync(cancellationToken)).ToLookup(fault => (string)fault["kind"]! == plan.LostHow, fault => (long)fault["hits"]!);
            await bot.StopAsync(cancellationToken);
            return new FireReport(came.Missing, came.Doubles, came.DoubleMessages, inFlight, faults[true].Sum(), faults[false].Sum(), came.Messages, _clock.Elapsed);
        }

        throw new UnreachableException();
    }

    private async Task<IReadOnlyList<long>> FollowersAsync(CancellationToken cancellationToken)
    {
        await using var bot = await installation.StartAnsweringAsync(cancellationToken);
        await feeds.WaitForRequestsAsync(FeedPath, 2, cancellationToken);
        var chats = await people.AddCrowdAsync(plan.Chats, "/subscribe ceasefire", cancellationToken);
        foreach (var chat in chats)
            await people.WaitForTextAsync(chat, 0, "I look out for", cancellationToken);
        await bot.StopAsync(cancellationToken);
        return chats;
    }

    private async Task SetFaultsAsync(CancellationToken cancellationToken)
    {
        await people.FaultAsync(new { kind = "tooManyRequests", method = "send*", percent = 10, seed = plan.Seed, retryAfter = 1 }, cancellationToken);
        await people.FaultAsync(new { kind = "badGateway", method = "send*", percent = 2, seed = plan.Seed + 1 }, cancellationToken);
        await people.FaultAsync(new { kind = plan.LostHow, method = "send*", percent = plan.LostAnswers, seed = plan.Seed + 2, delay = 25 }, cancellationToken);
    }

    private void Publish(int count)
    {
        for (var left = count; left > 0; left--)
            _items.Insert(0, new FeedItem(TitleStart + _items.Count.ToString(Digits, CultureInfo.InvariantCulture), "Quiet.", TimeProvider.System.GetUtcNow()));
        feeds.PutRss(FeedPath, "Test News", _items);
        _clock.Start();
    }

    /// <summary>Returns when so many messages more have arrived.</summary>
    private static async Task ArrivedAsync(EmulatorEvents arrivals, int count, CancellationToken cancellationToken)
    {
        for (var left = count; left > 0;)
        {
            var (type, data) = await NextAsync(arrivals, cancellationToken);
            if (type == "message" && ItemsIn((string?)data["text"] ?? "").Any())
                left--;
        }
    }

    /// <summary>Waits until nothing is missing, or nothing comes any more.</summary>
    private async Task<Arrived> SettledAsync(
        IReadOnlyList<long> chats, EmulatorEvents arrivals, CancellationToken cancellationToken)
    {
        while (true)
        {
            var came = await CountAsync(chats, cancellationToken);
            if (came.Missing.Count == 0)
            {
                _clock.Stop();
                return came;
            }

            try
            {
                await ArrivedAsync(arrivals, plan.Governor ? 1 : came.Missing.Count, cancellationToken);
            }
            catch (TimeoutException)
            {
                return await CountAsync(chats, cancellationToken);
            }
        }
    }

    private async Task<Arrived> CountAsync(IReadOnlyList<long> chats, CancellationToken cancellationToken)
    {
        var (missing, doubles, doubleMessages, messages) = (new List<string>(), 0, 0, 0);
        foreach (var chat in chats)
        {
            var known = new HashSet<string>();
            // The first message is the person's own; a page that begins before it holds the newest.
            for (var after = 1L; await people.MessagesAsync(chat, after, cancellationToken) is { Count: > 0 } page; after = page[^1].Id)
            {
                foreach (var items in page.Where(message => message.FromBot).Select(message => ItemsIn(message.Text).ToList()).Where(items => items.Count > 0))
                {
                    var again = items.Count(item => !known.Add(item));
                    messages++;
                    doubles += again;
                    doubleMessages += again == items.Count ? 1 : 0;
                }
            }

            missing.AddRange(_items.Where(item => !known.Contains(item.Title)).Select(item => $"{chat}: {item.Title}"));
        }

        return new Arrived(missing, doubles, doubleMessages, messages);
    }

    private static IEnumerable<string> ItemsIn(string text)
    {
        for (var at = text.IndexOf(TitleStart, StringComparison.Ordinal); at >= 0; at = text.IndexOf(TitleStart, at + 1, StringComparison.Ordinal))
            yield return text.Substring(at, TitleStart.Length + Digits.Length);
    }

    // Claimed and committed; whether it left, nobody knows.
    private long InFlight()
    {
        using var connection = new SqliteConnection($"Data Source={installation.Folder.File("data/newsbot.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM message WHERE state = 'flight'";
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<(string Type, System.Text.Json.Nodes.JsonNode Data)> NextAsync(EmulatorEvents arrivals, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await arrivals.NextAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing arrived for {Patience.TotalMinutes} minutes.");
        }
    }

    private sealed record Arrived(IReadOnlyList<string> Missing, int Doubles, int DoubleMessages, int Messages);
}
