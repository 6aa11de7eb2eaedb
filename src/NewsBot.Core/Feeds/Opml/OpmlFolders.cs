namespace NewsBot.Core.Feeds;

/// <summary>The outlines that are open around the current one. Levels beyond what anybody nests are counted, not named.</summary>
internal sealed class OpmlFolders
{
    private const int DeepestName = 32;
    private const int LongestName = 200;

    private readonly Stack<string?> _named = new();
    private int _deeper;

    /// <summary>Their names, outermost first; empty at the top.</summary>
    public string Path => string.Join(OpmlFeed.FolderSeparator, _named.Reverse().OfType<string>());

    /// <summary>An outline begins; null: it is no folder.</summary>
    public void Open(string? name)
    {
        if (_named.Count < DeepestName)
            _named.Push(name);
        else
            _deeper++;
    }

    /// <summary>The innermost ends.</summary>
    public void Close()
    {
        if (_deeper > 0)
            _deeper--;
        else
            _named.TryPop(out _);
    }

    /// <summary>
    /// The first of the categories of an outline as a folder: "/Boston/Weather,/Tags" is Boston / Weather. For lists that
    /// say groups this way and not by nesting.
    /// </summary>
    public static string OfCategory(string? categories) => categories is null ? "" : string.Join(
        OpmlFeed.FolderSeparator,
        categories.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("")
            .Split('/', DeepestName, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(FeedText.FromHtml).Select(Cut).OfType<string>());

    /// <summary>A name of bearable length.</summary>
    public static string? Cut(string? name) => name is { Length: > LongestName } ? name[..(char.IsHighSurrogate(name[LongestName - 2]) ? LongestName - 2 : LongestName - 1)] + "…" : name;
}
