using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Claimed feeds between their claim and the end of their poll. Of one host only a few are polled at a time, so that a
/// host that hangs, which is asked one thing at a time, holds up its own feeds and nobody else's.
/// </summary>
internal sealed class PollQueue(TimeProvider time)
{
    /// <summary>Polls of one host at once: one asks while the one before it is read and stored.</summary>
    public const int PerHost = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, int> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(Feed Feed, long Since)> _waiting = [];

    /// <summary>Feeds that wait for the turn of their host.</summary>
    public int Waiting => _waiting.Count;

    public void Add(IReadOnlyList<Feed> claimed)
    {
        var now = time.NowMilliseconds();
        _waiting.AddRange(claimed.Select(feed => (feed, now)));
    }

    /// <summary>Feeds whose turn it is, at most so many; each is told to <see cref="End"/> when its poll is over.</summary>
    public IReadOnlyList<Feed> Start(int limit)
    {
        var started = new List<Feed>();
        _waiting.RemoveAll(entry =>
        {
            var host = HostOf(entry.Feed);
            var running = _running.GetValueOrDefault(host);
            if (started.Count >= limit || running >= PerHost)
                return false;
            _running[host] = running + 1;
            started.Add(entry.Feed);
            return true;
        });
        return started;
    }

    public void End(Feed feed)
    {
        var host = HostOf(feed);
        if (--_running[host] == 0)
            _running.Remove(host);
    }

    /// <summary>Feeds that have waited so long that their lease is better given back.</summary>
    public IReadOnlyList<Feed> GiveUp()
    {
        var before = time.NowMilliseconds() - (long)Patience.TotalMilliseconds;
        var late = _waiting.Where(entry => entry.Since <= before).Select(entry => entry.Feed).ToList();
        _waiting.RemoveAll(entry => entry.Since <= before);
        return late;
    }

    private static string HostOf(Feed feed) =>
        Uri.TryCreate(feed.Url, UriKind.Absolute, out var address) ? $"{FeedAddress.HostOf(address)}:{address.Port}" : feed.Url;
}
