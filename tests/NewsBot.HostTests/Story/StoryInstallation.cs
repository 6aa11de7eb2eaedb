using NewsBot.HostTests.Documentation;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>An installation with the starter topics of the project, and no feeds but the newsrooms of the test.</summary>
internal sealed class StoryInstallation : IDisposable
{
    private readonly Installation _installation = new();

    public StoryInstallation(params IReadOnlyList<Newsroom> newsrooms)
    {
        _installation.Folder.Write("seeds/topics.json", File.ReadAllText(Project.File("seeds/topics.json")));
        _installation.Folder.Write("seeds/feeds.opml", """<opml version="2.0"><head/><body/></opml>""");
        _installation.Set("Seeds:Enabled", "true").WithFeeds(newsrooms.Select(newsroom => newsroom.Address));
    }

    /// <summary>The chat page.</summary>
    public Uri Page => new(_installation.EmulatorUrl);

    public Task<BotProcess> StartAnsweringAsync(CancellationToken cancellationToken) => _installation.StartAnsweringAsync(cancellationToken);

    public void Dispose() => _installation.Dispose();
}
