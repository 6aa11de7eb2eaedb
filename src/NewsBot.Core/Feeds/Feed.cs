namespace NewsBot.Core.Feeds;

/// <summary>A row of <c>feed</c>: a source of articles. Times Unix milliseconds UTC, flags 0 or 1.</summary>
internal sealed class Feed
{
    public long FeedId { get; set; }

    /// <summary>polled, or documents (imported pages, never polled).</summary>
    public string Kind { get; set; } = "polled";
    public string Url { get; set; } = "";
    public string Title { get; set; } = "";

    /// <summary>The owner or an import named it; the feed's own title does not replace it.</summary>
    public long TitleFixed { get; set; }
    public string? SiteUrl { get; set; }

    /// <summary>Group in an OPML file.</summary>
    public string Folder { get; set; } = "";

    /// <summary>As the feed states it, normalised ("uk"); null: unknown.</summary>
    public string? Language { get; set; }
    public long InCatalogue { get; set; }

    /// <summary>seed, setting, import, owner or chat.</summary>
    public string Origin { get; set; } = "chat";

    /// <summary>A password or token stands in the address: never shown to another chat.</summary>
    public long HasSecret { get; set; }

    /// <summary>Milliseconds, when the owner fixed it.</summary>
    public long? FixedInterval { get; set; }

    /// <summary>Validator, byte for byte as received.</summary>
    public string? Etag { get; set; }

    /// <summary>Validator, byte for byte as received.</summary>
    public string? LastModified { get; set; }

    /// <summary>Of the last body read: an equal one is not read again.</summary>
    public long? BodyHash { get; set; }

    /// <summary>active, paused or gone.</summary>
    public string State { get; set; } = "active";

    /// <summary>Null: its back catalogue has not been marked as seen yet.</summary>
    public long? FirstFetchedAt { get; set; }
    public long? NextCheckAt { get; set; }

    /// <summary>Name of a <see cref="ScheduleReason"/>.</summary>
    public string? NextCheckReason { get; set; }
    public long? LastCheckedAt { get; set; }
    public long? LastSuccessAt { get; set; }
    public long? LastNewAt { get; set; }

    /// <summary>In a row; 0 after a success.</summary>
    public long Failures { get; set; }

    /// <summary>JSON of the text key and its arguments.</summary>
    public string? LastError { get; set; }

    /// <summary>First failure in a row; null while it is read well.</summary>
    public long? FailingSince { get; set; }

    /// <summary>failing, gone or silent: the episode that people hear of; null: well.</summary>
    public string? Trouble { get; set; }

    /// <summary>Since when; of a feed that is well: when it recovered.</summary>
    public long? TroubleSince { get; set; }
    public long TroubleStage { get; set; }

    /// <summary>An owner took it out of the catalogue: seeds do not bring it back.</summary>
    public long? RemovedAt { get; set; }
    public string? LeaseOwner { get; set; }
    public long? LeaseUntil { get; set; }
    public long CreatedAt { get; set; }

    /// <summary>A pattern for LIKE: the addresses of its host.</summary>
    public string HostPattern => Uri.TryCreate(Url, UriKind.Absolute, out var address) ? $"%://{address.Authority}/%" : Url;

    /// <summary>The row as it is now, to compare with what becomes of it.</summary>
    public Feed Copy() => (Feed)MemberwiseClone();

    /// <summary>What to ask the server with.</summary>
    public Validators Validators => new(Etag, LastModified);

    /// <summary>What the schedule needs to know.</summary>
    public FeedHistory History => new()
    {
        FixedInterval = FixedInterval is { } fixedInterval ? TimeSpan.FromMilliseconds(fixedInterval) : null,
        Failures = (int)Math.Min(Failures, int.MaxValue),
    };

    /// <summary>A feed that nobody has asked for yet: due at once, named after its host until it tells its title.</summary>
    /// <param name="address">http or https.</param>
    /// <param name="origin">seed, setting, import, owner or chat; all but chat put it into the catalogue.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="title">A name that shall stay, or null.</param>
    public static Feed New(Uri address, string origin, long now, string? title = null) => new()
    {
        Url = address.AbsoluteUri,
        Title = string.IsNullOrWhiteSpace(title) ? NameOf(address) : title.Trim(),
        TitleFixed = string.IsNullOrWhiteSpace(title) ? 0 : 1,
        Origin = origin,
        InCatalogue = origin == "chat" ? 0 : 1,
        HasSecret = AddressSecret.IsIn(address) ? 1 : 0,
        NextCheckAt = now,
        CreatedAt = now,
    };

    private static string NameOf(Uri address) => address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
}
