namespace NewsBot.Core.Feeds;

/// <summary>What the bot would make of an address.</summary>
/// <param name="Asked">The address as it was understood.</param>
/// <param name="Result">What was found.</param>
/// <param name="Examined">The feed that was read: the only one, or the first of several.</param>
/// <param name="Error">Why nothing could be read; null where something was.</param>
/// <param name="Next">When the bot would ask again after this.</param>
internal sealed record FeedCheckReport(Uri Asked, DiscoveryResult Result, DiscoveredFeed? Examined, FeedError? Error, NextCheck? Next);

/// <summary>Goes the whole way that an address goes when somebody adds it, without adding it.</summary>
internal sealed class FeedCheck(FeedDiscovery discovery, FeedOptions options, TimeProvider time)
{
    // The middle of the spread, so that the answer is the same each time.
    private const double NoChance = 0.5;

    /// <summary>Checks an address.</summary>
    /// <param name="address">As it was understood.</param>
    /// <param name="written">As it was written.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<FeedCheckReport> CheckAsync(Uri address, string written, CancellationToken cancellationToken)
    {
        var result = await discovery.DiscoverAsync(address, written, cancellationToken);
        var (examined, error) = result switch
        {
            DiscoveryResult.Found found => await ReadAsync(found.Feeds[0], cancellationToken),
            DiscoveryResult.Failed failed => (null, failed.Error),
            DiscoveryResult.None none => (null, new FeedError.NotAFeed(none.Kind)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new FeedCheckReport(FeedScheme.ToWeb(address), result, examined, error, Next(examined, error));
    }

    private async Task<(DiscoveredFeed? Feed, FeedError? Error)> ReadAsync(DiscoveredFeed feed, CancellationToken cancellationToken) =>
        await discovery.ReadAsync(feed, cancellationToken) switch
        {
            DiscoveryResult.Found found => (found.Feeds[0], null),
            DiscoveryResult.Failed failed => (feed, failed.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // A page without feeds is not polled.
    private NextCheck? Next(DiscoveredFeed? feed, FeedError? error)
    {
        if (feed is null)
            return null;
        var interval = options.Sources.FirstOrDefault(source => Uri.TryCreate(source.Url, UriKind.Absolute, out var address) && address == feed.Address)?.Interval;
        return FeedSchedule.Next(error, new FeedHistory { FixedInterval = interval, Failures = error is null ? 0 : 1 }, options, time.GetUtcNow(), NoChance);
    }
}
