namespace NewsBot.Core.Feeds;

/// <summary>
/// Feeds that were read a moment ago, when somebody gave their address. The first poll of such a feed takes the document from
/// here and marks its back catalogue by it, so that adding a feed costs the site one request. A courtesy of this process:
/// what is not here is asked for.
/// </summary>
internal sealed class FirstBodies(TimeProvider time)
{
    private const int Most = 32;
    private const long MostBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Url, FetchResult.Fresh Answer, DateTimeOffset Until)> _kept = new();

    /// <summary>Keeps a document for a short while; of one address the last.</summary>
    public void Put(Uri feed, FetchResult.Fresh answer)
    {
        lock (_lock)
        {
            Drop(feed.AbsoluteUri);
            _kept.AddLast((feed.AbsoluteUri, answer, time.GetUtcNow() + Life));
            while (_kept.Count > 1 && (_kept.Count > Most || _kept.Sum(kept => (long)kept.Answer.Bytes.Length) > MostBytes))
                _kept.RemoveFirst();
        }
    }

    /// <summary>The document of this address, which is handed out once; null where there is none or it is too old.</summary>
    public FetchResult.Fresh? Take(string url)
    {
        lock (_lock)
            return Drop(url);
    }

    private FetchResult.Fresh? Drop(string url)
    {
        FetchResult.Fresh? found = null;
        var now = time.GetUtcNow();
        for (var node = _kept.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Until <= now || node.Value.Url == url)
            {
                found = node.Value.Until > now ? node.Value.Answer : found;
                _kept.Remove(node);
            }

            node = next;
        }

        return found;
    }
}
