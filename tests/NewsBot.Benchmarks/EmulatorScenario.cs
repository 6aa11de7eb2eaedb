using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.TelegramEmulator;

namespace NewsBot.Benchmarks;

/// <summary>
/// What the emulator itself carries, so that a load run measures the bot and not its bench: alerts of usual size over
/// real HTTP to many chats, at 1,000/s and then as fast as they go. Client and emulator share this process.
/// </summary>
internal static class EmulatorScenario
{
    private const int PerSecond = 1000;
    private const int Connections = 8;

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var numbers = arguments.Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToList();
        var (chats, seconds) = (numbers.ElementAtOrDefault(0) is > 0 and var c ? c : 20_000, numbers.ElementAtOrDefault(1) is > 0 and var s ? s : 60);
        using var folder = new TemporaryFolder();
        await using var server = await EmulatorServer.StartAsync(
            new EmulatorOptions { Url = "http://127.0.0.1:0", StorePath = folder.File("emulator.db") }, cancellationToken);
        using var people = await EmulatorClient.ConnectAsync(server.BaseUrl, cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = Connections }) { BaseAddress = server.BaseUrl };
        var clock = Stopwatch.StartNew();
        var ids = await people.AddCrowdAsync(chats, "/start", cancellationToken);
        Console.WriteLine($"  {chats} people who write /start: {clock.Elapsed.TotalSeconds:0.0} s; {Memory()}");
        clock.Restart();
        await ReadUpdatesAsync(http, server.Token, cancellationToken);
        Console.WriteLine($"  their updates read: {clock.Elapsed.TotalSeconds:0.0} s");
        await SendAsync($"{PerSecond}/s", http, server.Token, ids, seconds * PerSecond, PerSecond, cancellationToken);
        await SendAsync("as fast as it goes", http, server.Token, ids, 10 * PerSecond, null, cancellationToken);
        var traffic = await people.TrafficAsync(cancellationToken);
        Console.WriteLine($"  accepted {traffic.Messages}, refused {traffic.Refused}, failed {traffic.Failed}; {Memory()}; store {new FileInfo(folder.File("emulator.db")).Length >> 20} MB");
    }

    private static async Task ReadUpdatesAsync(HttpClient http, string token, CancellationToken cancellationToken)
    {
        for (long offset = 0; ;)
        {
            var updates = (JsonArray)JsonNode.Parse(await http.GetStringAsync($"/bot{token}/getUpdates?timeout=0&offset={offset}", cancellationToken))!["result"]!;
            if (updates.Count == 0)
                return;
            offset = (long)updates[^1]!["update_id"]! + 1;
        }
    }

    private static async Task SendAsync(
        string name, HttpClient http, string token, IReadOnlyList<long> chats, int count, int? perSecond, CancellationToken cancellationToken)
    {
        var (timings, next, clock, processor) = (new Timings(name), -1, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                if (perSecond is { } rate && TimeSpan.FromSeconds((double)i / rate) - clock.Elapsed is var early && early > TimeSpan.FromMilliseconds(1))
                    await Task.Delay(early, cancellationToken);
                using var alert = new StringContent(Alert(chats[i % chats.Count], i), Encoding.UTF8, "application/json");
                var began = Stopwatch.GetTimestamp();
                using var response = await http.PostAsync($"/bot{token}/sendMessage", alert, cancellationToken);
                await response.Content.ReadAsByteArrayAsync(cancellationToken);
                lock (timings)
                    timings.Add(Stopwatch.GetElapsedTime(began));
            }
        }));
        var cores = (Environment.CpuUsage.TotalTime - processor) / clock.Elapsed;
        timings.Print($"{count / clock.Elapsed.TotalSeconds:0}/s, {cores:0.00} cores with the client, {Memory()}");
    }

    private static string Alert(long chat, int number) => new JsonObject
    {
        ["chat_id"] = chat,
        ["text"] = $"""
            <b>Ceasefire talks resume in the capital after three weeks ({number})</b>
            <i>Example News</i> · <a href="https://news.example/articles/{number}">open</a>

            Negotiators returned to the table on Wednesday, and both sides said that they expected a first paper by the evening.
            """,
        ["parse_mode"] = "Html",
        ["reply_markup"] = new JsonObject
        {
            ["inline_keyboard"] = new JsonArray(new JsonArray(
                new JsonObject { ["text"] = "Mute", ["callback_data"] = $"1:m:{number}" },
                new JsonObject { ["text"] = "Why", ["callback_data"] = $"1:w:{number}" })),
        },
    }.ToJsonString();

    private static string Memory() => $"{Machine.Megabytes(Environment.ProcessId, "VmRSS"):0} MB resident";
}
