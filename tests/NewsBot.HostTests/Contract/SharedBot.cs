using NewsBot.HostTests.Contract;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

[assembly: AssemblyFixture(typeof(SharedBot))]

namespace NewsBot.HostTests.Contract;

/// <summary>
/// One running bot for the rows that need nothing of their own: two sources with stories, one topic. Each test brings
/// its own people. It starts with the first test that asks for it.
/// </summary>
public sealed class SharedBot : IAsyncDisposable
{
    public const string Deal = "Ceasefire deal reached";
    public const string Opinion = "Why the ceasefire will hold: opinion";
    public const string Putin = "Putin on the telephone";
    public const string Plants = "Plants, power and gardens";
    public const string Names = "AT&T leaves";
    public const string Virus = "COVID-19 is back";
    public const string Truce = "Перемир’я у Києві";

    private readonly SemaphoreSlim _starting = new(1);
    private FeedServer? _feeds;
    private Installation? _installation;
    private BotProcess? _process;
    private EmulatorClient? _people;

    public static IReadOnlyList<string> Titles { get; } = [Deal, Opinion, Putin, Plants, Names, Virus, Truce];

    internal EmulatorClient People => _people!;

    internal Installation Installation => _installation!;

    internal BotProcess Process => _process!;

    /// <summary>The address of the source "BBC News".</summary>
    internal string BbcAddress => _feeds!.BaseUrl + "/bbc.xml";

    /// <summary>Where a test puts feeds of its own.</summary>
    internal FeedServer Feeds => _feeds!;

    /// <summary>The bot answers and has read its sources.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_people is null)
                await StartAsync(cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>A person nobody has seen before.</summary>
    internal Task<long> PersonAsync(CancellationToken cancellationToken, string language = "en") =>
        People.AddPersonAsync("Reader", language, cancellationToken);

    /// <summary>Says something in private and returns the answer.</summary>
    internal async Task<ChatMessage> AskAsync(long person, string text, CancellationToken cancellationToken)
    {
        var said = await People.SayAsync(person, text, cancellationToken);
        return await People.NextMessageAsync(person, said.Id, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _people?.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        _installation?.Dispose();
        if (_feeds is not null)
            await _feeds.DisposeAsync();
        _starting.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        _feeds ??= await FeedServer.StartAsync(cancellationToken);
        _feeds.PutRss("/bbc.xml", "BBC News",
            new FeedItem(Deal, "Ukraine signed in Kyiv.", now.AddMinutes(-1)),
            new FeedItem(Plants, "The power plants of Kyiv run.", now.AddMinutes(-2)),
            new FeedItem(Virus, "Read it on an iphone15.", now.AddMinutes(-3)));
        _feeds.PutRss("/daily.xml", "The Daily",
            new FeedItem(Opinion, "A column on Ukraine.", now.AddMinutes(-4)),
            new FeedItem(Putin, "He spoke of a truce.", now.AddMinutes(-5)),
            new FeedItem(Names, "Written in C++, об'єкт included.", now.AddMinutes(-6)));
        _feeds.PutRss("/pravda.xml", "Правда", "uk", new FeedItem(Truce, "Сторони домовилися.", now.AddMinutes(-7)));
        _installation ??= new Installation()
            .WithFeeds(new[] { "/bbc.xml", "/daily.xml", "/pravda.xml" }.Select(path => _feeds.BaseUrl + path))
            .Set("Topics:0:Key", "ceasefire").Set("Topics:0:Title", "Peace talks").Set("Topics:0:Emoji", "🕊").Set("Topics:0:Query", "ceasefire OR truce");
        _process = await _installation.StartAnsweringAsync(cancellationToken);
        // What was asked for twice is stored.
        foreach (var path in new[] { "/bbc.xml", "/daily.xml", "/pravda.xml" })
            await _feeds.WaitForRequestsAsync(path, 2, cancellationToken);
        _people = await _installation.PeopleAsync(cancellationToken);
    }
}
