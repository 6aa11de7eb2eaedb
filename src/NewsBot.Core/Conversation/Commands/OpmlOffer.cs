using NewsBot.Core.Feeds;

namespace NewsBot.Core.Conversation;

/// <summary>The feeds of a file that somebody sent, kept behind the buttons that add them.</summary>
internal sealed class OpmlOffer
{
    /// <summary>More are not read: what a chat may add is far less.</summary>
    public const int MostFeeds = 5_000;

    private const int LongestName = 200;
    private const int MostProblems = 5;

    /// <summary>Of the file.</summary>
    public string Name { get; set; } = "";

    public List<OpmlEntry> Feeds { get; set; } = [];

    /// <summary>The first lines that cannot be used.</summary>
    public List<OpmlProblem> Problems { get; set; } = [];

    /// <summary>How many lines cannot be used.</summary>
    public int ProblemCount { get; set; }

    /// <summary>Groups that shall not be added, by their place in <see cref="Groups"/>.</summary>
    public List<int> LeftOut { get; set; } = [];

    /// <summary>The view in which the adding keeps how far it is.</summary>
    public string ProgressKey { get; set; } = "";

    /// <summary>The names of the groups in the order of the file; empty for feeds that stand in none.</summary>
    public IReadOnlyList<string> Groups => [.. Feeds.Select(feed => feed.Folder).Distinct()];

    /// <summary>What shall be added, in the order of the file.</summary>
    public IReadOnlyList<OpmlEntry> Chosen
    {
        get
        {
            var groups = Groups;
            var left = LeftOut.Where(index => index < groups.Count).Select(index => groups[index]).ToHashSet();
            return [.. Feeds.Where(feed => !left.Contains(feed.Folder))];
        }
    }

    public static OpmlOffer Of(string name, OpmlDocument document) => new()
    {
        Name = name,
        Feeds = [.. document.Feeds.DistinctBy(feed => OpmlPlan.KeyOf(feed.Address)).Take(MostFeeds).Select(feed => new OpmlEntry
        {
            Url = feed.Address.AbsoluteUri,
            Title = feed.Title is { } title ? Delivery.TelegramHtml.TruncatePlain(title, LongestName) : null,
            Folder = Delivery.TelegramHtml.TruncatePlain(feed.Folder, LongestName),
        })],
        Problems = [.. document.Problems.Take(MostProblems)],
        ProblemCount = document.Problems.Count,
    };
}

/// <summary>One feed of a file.</summary>
internal sealed class OpmlEntry
{
    public string Url { get; set; } = "";
    public string? Title { get; set; }
    public string Folder { get; set; } = "";
}
