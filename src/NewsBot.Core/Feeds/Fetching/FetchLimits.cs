namespace NewsBot.Core.Feeds;

/// <summary>How much of our time and memory one document may take.</summary>
internal sealed record FetchLimits
{
    /// <summary>Bytes of a body, counted after decompression.</summary>
    public long Bytes { get; init; } = 15 * 1024 * 1024;

    /// <summary>
    /// How many times its packed size a body may unpack to, once it is larger than <see cref="RatioFrom"/>. Feeds reach 20;
    /// what reaches hundreds was made to fill a memory.
    /// </summary>
    public long Ratio { get; init; } = 200;

    /// <summary>Bytes up to which nobody asks for the ratio.</summary>
    public long RatioFrom { get; init; } = 1024 * 1024;

    /// <summary>From the request to the headers of the answer, connecting included, at each redirect anew.</summary>
    public TimeSpan Headers { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Connecting, headers and body together, over all redirects.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>A body that brings fewer bytes than <see cref="LeastBytes"/> in each such span is cut off.</summary>
    public TimeSpan RateSpan { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>1 KB a second over 20 seconds.</summary>
    public long LeastBytes { get; init; } = 20 * 1024;

    /// <summary>Waiting for the turn at the host, before anything is asked.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Redirects followed.</summary>
    public int Redirects { get; init; } = 10;

    /// <summary>Bodies above this size are read by few at a time, so that many large ones together do not fill the memory.</summary>
    public long Large { get; init; } = 1024 * 1024;

    /// <summary>How many large bodies are read at a time.</summary>
    public int LargeAtOnce { get; init; } = 3;
}
