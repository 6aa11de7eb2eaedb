namespace NewsBot.Core.Storage;

/// <summary>What keeps the store from working now.</summary>
internal enum StoreTroubleKind
{
    /// <summary>No room on its disk. What it holds can still be read.</summary>
    DiskFull,

    /// <summary>Another program holds it.</summary>
    Locked,

    /// <summary>Its files cannot be opened, read or written.</summary>
    Unwritable,

    /// <summary>The server is not there, is stopping or starting, or lets nobody in.</summary>
    NotReached,

    /// <summary>It took longer than somebody waits.</summary>
    Slow,

    /// <summary>It does not hold what it should.</summary>
    Damaged,
}

/// <summary>Why the store did not do what it was asked for, though the same may go well later.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What the engine says, on one line.</param>
internal sealed record StoreTrouble(StoreTroubleKind Kind, string Detail)
{
    /// <summary>Whether it is the store's own. The other kinds may be the fault of what was asked.</summary>
    public bool IsOwn => Kind is not (StoreTroubleKind.Slow or StoreTroubleKind.Damaged);

    /// <summary>In words, to stand after "the store cannot be used:".</summary>
    public string Reason => Kind switch
    {
        StoreTroubleKind.DiskFull => "its disk is full",
        StoreTroubleKind.Locked => "another program holds it locked",
        StoreTroubleKind.Unwritable => $"its files cannot be read or written ({Detail})",
        StoreTroubleKind.NotReached => $"PostgreSQL cannot be reached ({Detail})",
        StoreTroubleKind.Slow => $"it does not answer in time ({Detail})",
        StoreTroubleKind.Damaged => $"it is damaged ({Detail})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What the owner can do.</summary>
    public string Advice => Kind switch
    {
        StoreTroubleKind.DiskFull => "Make room on it.",
        StoreTroubleKind.Locked => "End the program that has it open for writing.",
        StoreTroubleKind.Unwritable => "Check the disk, the folder and its rights.",
        StoreTroubleKind.NotReached => "Check that the server runs and lets the bot in.",
        StoreTroubleKind.Slow => "See what keeps the server or the disk busy.",
        StoreTroubleKind.Damaged => "Stop the bot and restore a copy.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>
/// The store did not do what it was asked for; <see cref="StoreWatch"/> has said so already. Whoever works for ever
/// waits a little and goes on, and says nothing.
/// </summary>
internal sealed class StoreUnavailableException(StoreTrouble trouble, Exception inner)
    : StoreException($"The store cannot be used: {trouble.Reason}. {trouble.Advice}", inner)
{
    /// <summary>How long to wait before it is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public StoreTrouble Trouble => trouble;
}
