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

    /// <summary>What the owner has it asked with in place of the bot's own User-Agent.</summary>
    public string? UserAgent { get; set; }

    /// <summary>The owner believes whatever certificate its server shows.</summary>
    public long AcceptAnyCertificate { get; set; }

    /// <summary>Validator, byte for byte as received.</summary>
    public string? Etag { get; set; }

    /// <summary>Validator, byte for byte as received.</summary>
    public string? LastModified { get; set; }

    /// <summary>Of the last body read: an equal one is not read again.</summary>
    public long? BodyHash { get; set; }

    /// <summary>Hash of the address and user agent with which the validators were got: with others they say nothing.</summary>
    public long? ValidatorKey { get; set; }

    /// <summary>It has failed over HTTP/2: it is asked over HTTP/1.1.</summary>
    public long AvoidHttp2 { get; set; }

    /// <summary>Where permanent redirects lead, until it is proved that the feed lives there (<see cref="FeedMove"/>).</summary>
    public string? MovedTo { get; set; }

    /// <summary>When it first answered from there.</summary>
    public long? MovedSince { get; set; }

    /// <summary>Good answers from there in a row.</summary>
    public long MovedPolls { get; set; }

    /// <summary>How often in a row the server has said 410.</summary>
    public long TimesGone { get; set; }

    /// <summary>Milliseconds, as the feed states it; kept because a 304 brings no body.</summary>
    public long? TimeToLive { get; set; }

    /// <summary>Milliseconds, as the feed states it.</summary>
    public long? UpdateInterval { get; set; }

    /// <summary>Bits of <see cref="QuietTimes"/>.</summary>
    public long SkipHours { get; set; }

    /// <summary>Bits of <see cref="QuietTimes"/>.</summary>
    public long SkipDays { get; set; }

    /// <summary>Text of a <see cref="FeedRhythm"/>.</summary>
    public string? Rhythm { get; set; }

    /// <summary>active, paused or gone (it was said to be gone several times in a row; it is still asked, rarely).</summary>
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

    /// <summary>What to ask the server with.</summary>
    public Validators Validators => new(Etag, LastModified);

    /// <summary>Name and port of its server: whom politeness is owed to. Null where the address has none.</summary>
    public string? Host => Uri.TryCreate(Url, UriKind.Absolute, out var address) && address.Host.Length > 0 ? FeedAddress.ServerOf(address) : null;

    /// <summary>What the schedule needs to know.</summary>
    public FeedHistory History => new()
    {
        FixedInterval = Span(FixedInterval),
        Failures = (int)Math.Min(Failures, int.MaxValue),
        TimesGone = (int)Math.Min(TimesGone, int.MaxValue),
        Rhythm = FeedRhythm.FromText(Rhythm),
        TimeToLive = Span(TimeToLive),
        UpdateInterval = Span(UpdateInterval),
        Quiet = new QuietTimes(SkipHours, SkipDays),
    };

    /// <summary>The row as it is now, to be compared with what it becomes.</summary>
    public Feed Copy() => (Feed)MemberwiseClone();

    /// <summary>Takes over what a document says about when to read it.</summary>
    public void TakeWishes(ParsedFeed document)
    {
        TimeToLive = Milliseconds(document.TimeToLive);
        UpdateInterval = Milliseconds(document.UpdateInterval);
        (SkipHours, SkipDays) = QuietTimes.Of(document.SkipHours, document.SkipDays);
    }

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

    private static TimeSpan? Span(long? milliseconds) => milliseconds is { } value ? TimeSpan.FromMilliseconds(value) : null;

    // A feed may state any number: what is longer than a month is a month.
    private static long? Milliseconds(TimeSpan? span) => span is { } value && value > TimeSpan.Zero ? (long)Math.Min(value.TotalMilliseconds, 31 * 86_400_000.0) : null;

    private static string NameOf(Uri address) => address.Host.StartsWith("www.", StringComparison.Ordinal) ? address.Host[4..] : address.Host;
}
