namespace NewsBot.Core.Feeds;

/// <summary>Settings <c>Feeds:*</c>.</summary>
public sealed class FeedOptions
{
    /// <summary>Shortest time between two polls of one feed. Default 5 minutes; from 1 second to 30 days.</summary>
    public TimeSpan MinimumInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between two polls while nothing better is known. Default 15 minutes; between the other two.</summary>
    public TimeSpan DefaultInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest time between two polls, however often they fail. Default 1 day; from 1 second to 30 days.</summary>
    public TimeSpan MaximumInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Let feeds stand on loopback and private addresses. Default false.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>
    /// Names of hosts in the owner's own network that feeds may stand on although <see cref="AllowPrivateNetworks"/> is false,
    /// on any port. Default: none.
    /// </summary>
    public IList<string> PrivateHosts { get; } = [];

    /// <summary>
    /// Where site owners find the owner of this bot (an address or e-mail), said in the User-Agent. Default: not said.
    /// </summary>
    public string? Contact { get; set; }

    /// <summary>Feeds beside those of the seeds.</summary>
    public IList<FeedSource> Sources { get; } = [];

    /// <summary>All three bounds are one: the owner wants this rhythm and no other.</summary>
    internal bool IsFixed => MinimumInterval == DefaultInterval && DefaultInterval == MaximumInterval;
}

/// <summary>One feed of the settings, <c>Feeds:Sources:N</c>.</summary>
public sealed class FeedSource
{
    /// <summary>http or https address. Required.</summary>
    public string Url { get; set; } = "";

    /// <summary>Name shown to readers. Default: the feed's own title.</summary>
    public string? Title { get; set; }

    /// <summary>Fixes the time between two polls of this feed, also below the minimum. At least 1 second. Default: not fixed.</summary>
    public TimeSpan? Interval { get; set; }

    /// <summary>User-Agent for this feed, for a server that turns the bot's own away. Default: the bot's own.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Read it whatever certificate its server shows; /sources says so. Default: false.</summary>
    public bool AcceptAnyCertificate { get; set; }
}
