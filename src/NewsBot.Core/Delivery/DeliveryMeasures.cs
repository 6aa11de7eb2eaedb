using System.Diagnostics;
using System.Diagnostics.Metrics;
using NewsBot.Core.Articles;

namespace NewsBot.Core.Delivery;

/// <summary>
/// What of sending is counted and measured. Instruments hold nothing themselves: whoever listens to the meter does. No
/// label names a chat or says what a message says.
/// </summary>
internal static class DeliveryMeasures
{
    private static readonly Meter Meter = new("NewsBot");

    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("newsbot.messages", "{message}", "Calls that send or edit a message, by kind of message and outcome.");
    private static readonly Counter<long> FloodWaits = Meter.CreateCounter<long>("newsbot.flood_waits", "{wait}", "Waits that Telegram asked for (429), by whom they hold for.");

    private static readonly Histogram<double> SendDuration = Meter.CreateHistogram(
        "newsbot.send.duration", "s", "From the call to Telegram's answer, by kind of message.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    // Digests and mornings wait because the reader wants it so; apart from them the rest says how fast the bot is.
    private static readonly Histogram<double> Delay = Meter.CreateHistogram(
        "newsbot.delivery.delay", "s", "From the publication of a story to its delivery, by how it came: at-once, morning or digest.", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400] });

    /// <summary>Telegram was asked once.</summary>
    public static void Called(string kind, SendResult result, TimeSpan took)
    {
        var ofKind = new KeyValuePair<string, object?>("kind", kind);
        Messages.Add(1, ofKind, new KeyValuePair<string, object?>("outcome", OutcomeOf(result)));
        SendDuration.Record(took.TotalSeconds, ofKind);
    }

    public static void Waits(bool wholeBot) => FloodWaits.Add(1, new KeyValuePair<string, object?>("scope", wholeBot ? "bot" : "chat"));

    /// <param name="articleId">The story as it was sent.</param>
    /// <param name="occasion">As in the ledger.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static void Delivered(long articleId, string? occasion, long now) =>
        Delay.Record(Math.Max(0, now - Article.SortTimeOf(articleId)) / 1000.0, new KeyValuePair<string, object?>("occasion", occasion ?? "at-once"));

    private static string OutcomeOf(SendResult result) => result switch
    {
        SendResult.Sent => "sent",
        SendResult.Later => "later",
        SendResult.Unreachable => "unreachable",
        SendResult.Unsure => "unsure",
        SendResult.ChatGone => "chat_gone",
        SendResult.ChatMigrated => "chat_migrated",
        SendResult.Refused => "refused",
        SendResult.Unauthorized => "unauthorized",
        _ => throw new UnreachableException(),
    };
}
