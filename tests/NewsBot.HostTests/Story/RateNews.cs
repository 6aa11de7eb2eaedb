using System.Text.Json;
using NewsBot.HostTests.Documentation;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>
/// A day on which a central bank decides, from the labelled stories (fitting half): five outlets report the decision in their own
/// words; another bank decides as well, in the same form of words, and a morning briefing names it among other things. Seven feeds on
/// loopback, one each; what else the half tells in English is their back catalogue.
/// </summary>
internal sealed class RateNews
{
    /// <summary>Finds all of it.</summary>
    public const string Query = "rate OR briefing";

    private static readonly string[] _lookLike = ["f-en-13", "f-en-22"];
    private readonly FeedServer _server;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly Dictionary<Outlet, List<FeedItem>> _known = [];

    public RateNews(FeedServer server)
    {
        _server = server;
        var labelled = Labelled();
        Event = [.. labelled.Where(label => label.Event == "f-en-03").Take(5).Select((label, number) => OutletOf(label, number + 1))];
        LookAlikes = [.. labelled.Where(label => _lookLike.Contains(label.Event)).Select((label, number) => OutletOf(label, number + 6))];
        var others = labelled.Where(label => label.Event != "f-en-03" && !_lookLike.Contains(label.Event)).ToList();
        foreach (var outlet in All)
            _known[outlet] = [];
        for (var index = 0; index < others.Count; index++)
        {
            var outlet = All[index % All.Count];
            _known[outlet].Add(new FeedItem(others[index].Title, others[index].Text, _now.AddHours(-2), $"https://{outlet.Host}/{index}"));
        }

        // What stands in a feed when it is first read is known and not sent.
        foreach (var outlet in All)
            Put(outlet, []);
    }

    public IReadOnlyList<Outlet> Event { get; }

    public IReadOnlyList<Outlet> LookAlikes { get; }

    public IEnumerable<string> Addresses => All.Select(outlet => _server.BaseUrl + outlet.Path);

    private IReadOnlyList<Outlet> All => [.. Event, .. LookAlikes];

    /// <summary>Shows an outlet's report, perhaps with another headline than it has.</summary>
    public void Publish(Outlet outlet, string? title = null) => Put(outlet, [new FeedItem(title ?? outlet.Title, outlet.Text, _now, outlet.Link)]);

    /// <summary>Returns when the bot has stored what stands in all feeds: it has come back for each twice.</summary>
    public async Task WaitUntilReadAsync(CancellationToken cancellationToken)
    {
        foreach (var outlet in All)
            await _server.WaitForRequestsAsync(outlet.Path, _server.Requests(outlet.Path) + 2, cancellationToken);
    }

    private void Put(Outlet outlet, IReadOnlyList<FeedItem> items) => _server.PutRss(outlet.Path, outlet.Name, [.. items, .. _known[outlet]]);

    private static Outlet OutletOf(Report label, int number) => new($"{label.Outlet} {number}", $"outlet{number}.example", label.Title, label.Text);

    private static IReadOnlyList<Report> Labelled() =>
    [
        .. File.ReadLines(Project.File("tests/NewsBot.Tests/Stories/Labelled/fitting.jsonl")).Select(line => JsonSerializer.Deserialize<Report>(line, JsonSerializerOptions.Web)!)
            .Where(label => label.Language == "en"),
    ];

    /// <summary>A newspaper and its report.</summary>
    internal sealed record Outlet(string Name, string Host, string Title, string Text)
    {
        public string Path => $"/{Host}.xml";

        public string Link => $"https://{Host}/report";
    }

    private sealed record Report(string Event, string Outlet, string Language, string Title, string Lead, string Body)
    {
        public string Text => $"{Lead}\n{Body}";
    }
}
