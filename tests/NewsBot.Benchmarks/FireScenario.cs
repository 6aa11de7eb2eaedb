using System.Globalization;
using NewsBot.HostTests.Faults;

namespace NewsBot.Benchmarks;

/// <summary>
/// The ledger under fire at its full size: 500 items for 50 chats, a tenth of the sends refused, some lost, and five
/// <c>kill -9</c>. A line a run; it ends with an error when a pair is missing, or more came twice than nobody could know of.
/// </summary>
internal static class FireScenario
{
    private const int Items = 500;
    private const int Chats = 50;
    private const int Kills = 5;

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var governor = arguments.Contains("--governor");
        // A lost answer: the line breaks when Telegram has the message. A real timeout costs its chat 20 s each.
        var how = arguments.Contains("--timeouts") ? "delayAfter" : "resetAfter";
        var numbers = arguments.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToList();
        var (runs, seed) = (numbers.ElementAtOrDefault(0) is > 0 and var r ? r : 20, numbers.ElementAtOrDefault(1) is > 0 and var s ? s : 20260);
        Console.WriteLine($"  {Items} items × {Chats} chats, {Kills} kills, governor {(governor ? "on" : "off")}; lost answers: {how}");
        var sum = FireSum.Nothing;
        for (var run = 0; run < runs; run++)
        {
            var report = await Fire.RunAsync(new FirePlan(Items, Chats, Kills, seed + (run * 10), governor) { LostHow = how }, cancellationToken);
            sum = sum.And(report);
            Console.WriteLine($"  run {run + 1} (seed {seed + (run * 10)}): {report}");
            foreach (var pair in report.Missing.Take(10))
                Console.WriteLine($"    missing: {pair}");
        }

        Console.WriteLine($"  {runs} runs, {runs * Items * Chats} pairs: {sum}");
        if (sum.Missing > 0 || sum.RunsWithTooMany > 0)
            throw new InvalidOperationException($"The ledger did not hold: {sum}");
    }

    private sealed record FireSum(int Missing, int Doubles, long Excused, int RunsWithTooMany, TimeSpan Longest)
    {
        public static FireSum Nothing { get; } = new(0, 0, 0, 0, TimeSpan.Zero);

        public FireSum And(FireReport report)
        {
            var excused = report.InFlight + report.Unsure;
            // A message of the governor holds many items: what comes twice comes with all of them.
            var tooMany = report.Messages > 0 && report.DoubleMessages > excused;
            return new FireSum(
                Missing + report.Missing.Count, Doubles + report.DoubleMessages, Excused + excused, RunsWithTooMany + (tooMany ? 1 : 0),
                report.Took > Longest ? report.Took : Longest);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Missing} missing, {Doubles} messages double (at most {Excused}), too many in {RunsWithTooMany} runs; the longest took {Longest.TotalSeconds:0.0} s");
    }
}
