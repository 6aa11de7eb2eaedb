using System.Diagnostics;
using NewsBot.Core.Search;

namespace NewsBot.Benchmarks;

/// <summary>
/// What the index takes: live memory of the process (GC.GetTotalMemory after a full collection) less what was live before
/// the index was. During a rebuild nothing is collected on purpose, so garbage counts too.
/// </summary>
internal sealed class MatchMemory
{
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);

    public void Print(string when) =>
        Console.WriteLine($"  {"memory " + when,-44} {(GC.GetTotalMemory(forceFullCollection: true) - _before) / 1e6,8:0.0} MB");

    /// <summary>The time of a rebuild and the most memory seen meanwhile, looked at every millisecond.</summary>
    public (TimeSpan Time, long Peak) DuringRebuild(StandingQueryIndex index)
    {
        GC.Collect();
        long peak = 0;
        using var finished = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            while (!finished.Wait(TimeSpan.FromMilliseconds(1)))
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
        });
        watch.Start();
        var clock = Stopwatch.StartNew();
        index.Rebuild();
        clock.Stop();
        finished.Set();
        watch.Join();
        return (clock.Elapsed, peak - _before);
    }
}
