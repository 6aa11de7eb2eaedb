namespace NewsBot.Core.Intake;

/// <summary>What a file was taken for.</summary>
internal enum ImportKind
{
    /// <summary>Could not be read, or is nothing that can be imported.</summary>
    Refused,

    /// <summary>A page document; brings articles.</summary>
    Page,

    /// <summary>A feed file; brings articles.</summary>
    Feed,

    /// <summary>OPML; brings feeds.</summary>
    Opml,
}

/// <summary>What became of one file.</summary>
/// <param name="Path">As it was named, or as it was found in the folder that was named.</param>
/// <param name="Kind">What it was taken for.</param>
/// <param name="Added">Articles or feeds that are new.</param>
/// <param name="Known">Articles or feeds that were there already.</param>
/// <param name="Changed">Articles that were there with another text.</param>
/// <param name="Refused">What was not taken in, each with the reason, in English.</param>
internal sealed record ImportReport(string Path, ImportKind Kind, int Added, int Known, int Changed, IReadOnlyList<string> Refused)
{
    /// <summary>Feeds that stood in the file more than once, counted by their further outlines.</summary>
    public int Repeated { get; init; }
}

/// <summary>How far an import has come.</summary>
internal abstract record ImportStep
{
    private ImportStep()
    {
    }

    /// <summary>A part of a long file is in the store.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Done">Feeds so far.</param>
    /// <param name="Total">Feeds in it.</param>
    internal sealed record Part(string Path, int Done, int Total) : ImportStep;

    /// <summary>A file is done.</summary>
    /// <param name="Report">What became of it.</param>
    /// <param name="Done">Files so far.</param>
    /// <param name="Total">Files in all.</param>
    internal sealed record File(ImportReport Report, int Done, int Total) : ImportStep;
}
