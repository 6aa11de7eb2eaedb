using System.Diagnostics.Metrics;

namespace NewsBot.Core.Intake;

/// <summary>What of taking news in is counted.</summary>
internal static class IntakeMeasures
{
    private static readonly Meter Meter = new("NewsBot");

    private static readonly Counter<long> Polls = Meter.CreateCounter<long>("newsbot.feed.polls", "{poll}", "Polls of sources, by what they came to: new, unchanged, failed, postponed.");
    private static readonly Counter<long> Articles = Meter.CreateCounter<long>("newsbot.articles.stored", "{article}", "New articles, by whether they may be sent: news or quiet (back catalogues, imports).");

    public static void Polled(PollOutcome outcome) => Polls.Add(1, new KeyValuePair<string, object?>("outcome", outcome switch
    {
        { WasAsked: false } => "postponed",
        { Error: not null } => "failed",
        { Brought.Added: > 0 } => "new",
        _ => "unchanged",
    }));

    public static void Stored(int articles, IntakeMode mode)
    {
        if (articles > 0)
            Articles.Add(articles, new KeyValuePair<string, object?>("way", mode == IntakeMode.Send ? "news" : "quiet"));
    }
}
