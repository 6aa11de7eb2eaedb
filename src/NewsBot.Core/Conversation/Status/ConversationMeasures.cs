using System.Diagnostics.Metrics;

namespace NewsBot.Core.Conversation;

/// <summary>What of talking with people is measured.</summary>
internal static class ConversationMeasures
{
    private static readonly Meter Meter = new("NewsBot");

    private static readonly Histogram<double> Wait = Meter.CreateHistogram(
        "newsbot.inbox.wait", "s", "From the storing of an update to its answer in the ledger, by outcome: done, or failed with an apology.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    /// <param name="row">The update.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="failed">Whether it was given up.</param>
    public static void Answered(InboxRow row, long now, bool failed) =>
        Wait.Record(Math.Max(0, now - row.ReceivedAt) / 1000.0, new KeyValuePair<string, object?>("outcome", failed ? "failed" : "done"));
}
