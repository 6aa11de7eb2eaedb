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
internal sealed record FetchRequest(Uri Address, Validators Validators, int? Subscribers = null);

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
    /// <param name="MovedTo">The final address, if every redirect on the way said that it is permanent (301, 308); else null.</param>
    /// <param name="Validators">To be stored once the body has been read well.</param>
    /// <param name="Cache">Caching headers.</param>
    internal sealed record Fresh(
        ReadOnlyMemory<byte> Bytes, string? ContentType, Uri FinalAddress, Uri? MovedTo, Validators Validators, CacheInformation Cache) : FetchResult;

    /// <summary>304: nothing new.</summary>
    /// <param name="Validators">Those sent, with what the answer changed (RFC 9111, 4.3.4).</param>
    /// <param name="Cache">Caching headers.</param>
    internal sealed record NotModified(Validators Validators, CacheInformation Cache) : FetchResult;

    /// <summary>No document.</summary>
    internal sealed record Failed(FeedError Error) : FetchResult;
}
