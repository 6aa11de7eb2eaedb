using NewsBot.Benchmarks;
using NewsBot.Tests.Support;

// The figures of docs/performance.md. Each scenario starts the real program with a store and ports of its own.
var scenarios = new Dictionary<string, Func<string[], CancellationToken, Task>>
{
    ["start"] = StartScenario.RunAsync,
    ["memory"] = MemoryScenario.RunAsync,
    ["latest"] = LatestScenario.RunAsync,
    ["alert"] = AlertScenario.RunAsync,
    ["fire"] = FireScenario.RunAsync,
    ["emulator"] = EmulatorScenario.RunAsync,
    ["throughput"] = ThroughputScenario.RunAsync,
    ["backlog"] = BacklogScenario.RunAsync,
    ["newsroom"] = NewsroomScenario.RunAsync,
    ["lists"] = ListsScenario.RunAsync,
    ["search"] = SearchScenario.RunAsync,
    ["poll"] = PollScenario.RunAsync,
    ["routing"] = RoutingScenario.RunAsync,
    ["match"] = MatchScenario.RunAsync,
    ["make-store"] = StoreScenario.RunAsync,
    ["make-stems"] = StemsScenario.RunAsync,
    ["parse"] = ParseScenario.RunAsync,
    ["fuzz"] = FuzzScenario.RunAsync,
    ["stories"] = StoriesScenario.RunAsync,
};
if (args.Length == 0 || !scenarios.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/NewsBot.Benchmarks -- SCENARIO
          start [RUNS]                           from the run command to the answer to /start, as built
          start --fresh                          the same from a fresh clone, restore and build included
          memory [MINUTES]                       memory of an idle bot with feeds that cannot be reached
          latest [ARTICLES] [sqlite|postgresql]  /latest and /search through the emulator
          lists [sqlite|postgresql]              the same lists as the store gives them
          search [ARTICLES] [sqlite|postgresql] search in a large store; --language LANG: with stems; --folder FOLDER or --connection TEXT: a store that is kept
          alert [CHATS]                          from a feed to a chat, and one alert to many chats
          fire [RUNS] [SEED]                     500 items for 50 chats while Telegram refuses, answers are lost and the bot is killed; --governor, --timeouts
          throughput [RATE] [SECONDS] [sqlite|postgresql]  how much of its rate the bot uses, under the emulator's limits; above 30/s paid
          backlog [DELIVERIES] [SECONDS] [sqlite|postgresql]  very many deliveries due at once, with a person asking meanwhile
          newsroom [READERS] [sqlite|postgresql] a newsroom's day: 300 topics, 40 events of five reports each
          emulator [CHATS] [SECONDS]             the emulator alone: 1,000 messages/s to many chats, then as fast as it goes
          poll [FEEDS] [sqlite|postgresql]       thousands of feeds due within six minutes, some on hosts that are slow, hang or refuse
          routing [sqlite|postgresql]            a new article stored, and compared with standing queries
          match [QUERIES] [FOLDER]               an article compared with a million standing queries; FOLDER keeps the generated data
          make-store FOLDER                      no figures: the store that upgrade tests of the next version begin with
          make-stems uk|pl DIC AFF OUT           no figures: the table of stems of a language from a dictionary of Hunspell
          parse FOLDER                           the parser beside a plain scan; FOLDER/set and FOLDER/big.xml are generated feeds
          fuzz [MINUTES] [SEED]                  the parser on mutated feeds
          stories fit|judge|copies|cost          which articles are one story: the weights, the figures, edited copies, time and memory
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
try
{
    await run(args[1..], interrupted.Token);
}
finally
{
    await PostgreSqlCluster.StopAsync();
}
Machine.PrintLoad();
return 0;
