namespace NewsBot.Core.Feeds;

/// <summary>What is remembered of a feed's health: columns of <c>feed</c>. Times Unix milliseconds UTC.</summary>
internal sealed record FeedCondition
{
    /// <summary>First failure in a row; null while it is read well.</summary>
    public long? FailingSince { get; init; }

    /// <summary>The episode that people hear of: <see cref="Failing"/>, <see cref="Gone"/> or <see cref="Silent"/>; null: well.</summary>
    public string? Trouble { get; init; }

    /// <summary>Since when; of a feed that is well: when it recovered.</summary>
    public long? TroubleSince { get; init; }

    /// <summary>How many times this episode was worth a word.</summary>
    public long TroubleStage { get; init; }

    /// <summary>It has failed for long.</summary>
    public const string Failing = "failing";

    /// <summary>Its server says that it will not come back (410).</summary>
    public const string Gone = "gone";

    /// <summary>It is read well but brings nothing, far longer than usual.</summary>
    public const string Silent = "silent";
}

/// <summary>What a poll showed.</summary>
internal sealed record FeedObservation
{
    /// <summary>Unix milliseconds UTC.</summary>
    public required long Now { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public FeedError? Error { get; init; }

    /// <summary>The poll before said that it is gone too.</summary>
    public bool WasGone { get; init; }

    /// <summary>Failures in a row, this one included.</summary>
    public long Failures { get; init; }

    /// <summary>The failure is the feed's and not that of our own network.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>It has answered well at some time.</summary>
    public bool EverWorked { get; init; } = true;

    /// <summary>When it last brought something new, or was first read.</summary>
    public long? LastSignOfLife { get; init; }

    /// <summary>Its rhythm where one is known and asked for.</summary>
    public Cadence? Cadence { get; init; }
}

/// <summary>What is worth a word to people.</summary>
internal enum FeedNews
{
    /// <summary>It cannot be read, for hours now.</summary>
    Failing,

    /// <summary>It could not be read for a week.</summary>
    StillFailing,

    /// <summary>It is gone for good.</summary>
    Gone,

    /// <summary>It brings nothing, far longer than usual.</summary>
    Silent,

    /// <summary>It can be read again.</summary>
    Recovered,

    /// <summary>It brings something again.</summary>
    SpeaksAgain,
}
