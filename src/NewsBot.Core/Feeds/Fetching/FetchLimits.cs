namespace NewsBot.Core.Feeds;

/// <summary>How much of our time and memory one document may take.</summary>
internal sealed record FetchLimits
{
    /// <summary>Bytes of a body, counted after decompression.</summary>
    public long Bytes { get; init; } = 15 * 1024 * 1024;

    /// <summary>Connecting, headers and body together, over all redirects.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Waiting for the turn at the host, before anything is asked.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Redirects followed.</summary>
    public int Redirects { get; init; } = 10;
}
