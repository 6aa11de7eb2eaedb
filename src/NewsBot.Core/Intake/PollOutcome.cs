using NewsBot.Core.Feeds;

namespace NewsBot.Core.Intake;

/// <summary>What one poll of a feed came to.</summary>
/// <param name="Before">The row as it was claimed.</param>
/// <param name="After">The row as it is written, with state, failures, error and next check.</param>
/// <param name="Fetched">What the server answered.</param>
/// <param name="Error">Why it could not be read, or null.</param>
/// <param name="Brought">What became of its items; null where none were read.</param>
internal sealed record PollOutcome(Feed Before, Feed After, FetchResult Fetched, FeedError? Error, IntakeResult? Brought)
{
    /// <summary>No host could be reached: it is our network, and no failure of the feed.</summary>
    public bool NetworkIsDown { get; init; }

    /// <summary>The feed was not asked: its host is to be left alone, or had no time.</summary>
    public bool WasAsked => Fetched is not FetchResult.Failed { Asked: false };
}
