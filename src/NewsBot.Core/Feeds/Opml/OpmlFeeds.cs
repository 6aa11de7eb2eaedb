namespace NewsBot.Core.Feeds;

/// <summary>
/// The feeds of a file, each once: the same address with http and https is one feed, https where either is. The first keeps
/// its place and names; a later one adds what the first does not say.
/// </summary>
internal sealed class OpmlFeeds
{
    private readonly List<OpmlFeed> _feeds = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<OpmlFeed> Documents => _feeds;

    /// <summary>How many there are.</summary>
    public int Count => _feeds.Count;

    /// <summary>How many outlines named an address that was there already.</summary>
    public int Repeated { get; private set; }

    /// <summary>Adds a feed or merges it into the one that is there.</summary>
    public void Add(OpmlFeed feed)
    {
        var key = $"{feed.Address.UserInfo}@{feed.Address.Host}:{(feed.Address.IsDefaultPort ? "" : feed.Address.Port)}{feed.Address.PathAndQuery}";
        if (_places.TryAdd(key, _feeds.Count))
        {
            _feeds.Add(feed);
            return;
        }

        Repeated++;
        var first = _feeds[_places[key]];
        _feeds[_places[key]] = first with
        {
            Address = first.Address.Scheme == "https" ? first.Address : feed.Address,
            Title = first.Title ?? feed.Title,
            Folder = first.Folder.Length > 0 ? first.Folder : feed.Folder,
            SiteAddress = first.SiteAddress ?? feed.SiteAddress,
            Language = first.Language ?? feed.Language,
        };
    }
}
