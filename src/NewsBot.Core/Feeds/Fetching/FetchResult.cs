namespace NewsBot.Core.Feeds;

/// <summary>
/// What a server gave us to recognise its last answer by (RFC 9110, 8.8). Kept and sent back byte for byte, odd quoting
/// and all: many servers compare strings.
/// </summary>
/// <param name="ETag">Header of that name, as received.</param>
/// <param name="LastModified">Header of that name, as received.</param>
internal sealed record Validators(string? ETag, string? LastModified)
{
    /// <summary>Nothing to ask with.</summary>
    public static readonly Validators None = new(null, null);
}

/// <summary>What the answer's caching headers say, as received (RFC 9111, 5).</summary>
/// <param name="CacheControl">Cache-Control.</param>
/// <param name="Expires">Expires.</param>
/// <param name="Age">Age.</param>
/// <param name="Date">Date.</param>
internal sealed record CacheInformation(string? CacheControl, string? Expires, string? Age, string? Date);

/// <summary>A request for one document.</summary>
/// <param name="Address">http or https; a name and password in it are sent as Basic authentication to that host only.</param>
/// <param name="Validators">What the last good answer came with.</param>
/// <param name="Subscribers">How many chats want it; said in the User-Agent, as aggregators do. Null: not said.</param>
internal sealed record FetchRequest(Uri Address, Validators Validators, int? Subscribers = null)
{
    /// <summary>Speak HTTP/1.1: over HTTP/2 this source has failed before.</summary>
    public bool AvoidHttp2 { get; init; }

    /// <summary>In place of the bot's own; null: the bot's own.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Believe whatever certificate the server of <see cref="Address"/> shows; those of other hosts are checked.</summary>
    public bool AcceptAnyCertificate { get; init; }
}

/// <summary>What a request for a document brought.</summary>
internal abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>A body.</summary>
    /// <param name="Bytes">The body, decompressed.</param>
    /// <param name="ContentType">Header of that name, as received.</param>
    /// <param name="FinalAddress">Where it came from, after redirects; without name and password.</param>
    /// <param name="MovedTo">
    /// Where it has moved for good: every redirect on the way said so (301, 308), or led from http to https of the same
    /// address. With name and password where they were still sent. Null: it has not moved.
    /// </param>
    /// <param name="Validators">To be stored once the body has been read well.</param>
    /// <param name="Cache">Caching headers.</param>
    internal sealed record Fresh(
        ReadOnlyMemory<byte> Bytes, string? ContentType, Uri FinalAddress, Uri? MovedTo, Validators Validators, CacheInformation Cache) : FetchResult
    {
        /// <summary>The body was larger than permitted: what stands here is its beginning.</summary>
        public FeedError.TooLarge? CutOff { get; init; }
    }

    /// <summary>304: nothing new.</summary>
    /// <param name="Validators">Those sent, with what the answer changed (RFC 9111, 4.3.4).</param>
    /// <param name="Cache">Caching headers.</param>
    internal sealed record NotModified(Validators Validators, CacheInformation Cache) : FetchResult
    {
        /// <summary>As of a body.</summary>
        public Uri? MovedTo { get; init; }
    }

    /// <summary>No document.</summary>
    internal sealed record Failed(FeedError Error) : FetchResult
    {
        /// <summary>False: the server has not been asked, because its host is to be left alone or its queue was too long.</summary>
        public bool Asked { get; init; } = true;

        /// <summary>The host is to be left alone for a while; to be kept, so that a restart does not forget it.</summary>
        public HostPause? Pause { get; init; }

        /// <summary>It failed over HTTP/2 in a way in which HTTP/1.1 may not.</summary>
        public bool AvoidHttp2 { get; init; }
    }
}
