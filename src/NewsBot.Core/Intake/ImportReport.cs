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
internal sealed record ImportReport(string Path, ImportKind Kind, int Added, int Known, int Changed, IReadOnlyList<string> Refused);
