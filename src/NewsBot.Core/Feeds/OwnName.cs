namespace NewsBot.Core.Feeds;

/// <summary>How a chat calls a feed of its own. Another chat that has the same feed never sees it.</summary>
internal sealed class OwnName
{
    /// <summary>Null: as the feed calls itself.</summary>
    public string? Title { get; set; }

    /// <summary>The group it is kept in; empty: none.</summary>
    public string Folder { get; set; } = "";
}
