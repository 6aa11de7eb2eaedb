using NewsBot.Benchmarks;

// The figures of docs/performance.md. Each scenario starts the real program with a store and ports of its own.
var scenarios = new Dictionary<string, Func<string[], CancellationToken, Task>>
{
    ["start"] = StartScenario.RunAsync,
    ["memory"] = MemoryScenario.RunAsync,
    ["latest"] = LatestScenario.RunAsync,
    ["alert"] = AlertScenario.RunAsync,
};
if (args.Length == 0 || !scenarios.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/NewsBot.Benchmarks -- SCENARIO
          start [RUNS]       from the run command to the answer to /start
          memory [MINUTES]   resident and anonymous memory of an idle bot with unreachable feeds
          latest [ARTICLES]  /latest and /search through the emulator
          alert [CHATS]      from a feed to a chat, and one alert to many chats
        """);
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};
Machine.Print(args);
await run(args[1..], interrupted.Token);
return 0;
