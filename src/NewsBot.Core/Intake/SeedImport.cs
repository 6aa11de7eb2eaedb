using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// What a new installation starts with. Topics belong to the program, so they are there in every store, and a newer version of
/// them is taken over; feeds and sample articles come once, into a store that has no feeds yet. Runs at every start, after
/// the listener is up; sends nothing.
/// </summary>
internal sealed class SeedImport(Database database, Importer importer, TopicStore topics, ILogger<SeedImport> logger)
{
    private const string State = "seeds.state";
    private const string NotWanted = "not wanted";
    private const string Begun = "begun";
    private const string TopicVersion = "seeds.topics-version";

    /// <summary>Imports the topics: few and quick, so they come before the first answer, which offers them.</summary>
    /// <param name="folder">With topics.json; null or missing: there are no seeds.</param>
    /// <param name="topicsFromSettings">Topics of the settings; one with a seed's key replaces the seed, a disabled one hides it.</param>
    /// <param name="cancellationToken">Ends the wait. What was cut off is done at the next start.</param>
    public async Task TopicsAsync(string? folder, IReadOnlyCollection<Topic> topicsFromSettings, CancellationToken cancellationToken)
    {
        await database.WriteAsync(session => topics.ReplaceAsync(session, TopicStore.Setting, topicsFromSettings, cancellationToken), cancellationToken);
        if (folder is not null && await ReadTopicsAsync(Path.Combine(folder, "topics.json"), cancellationToken) is { } file)
            await database.WriteAsync(session => TakeTopicsAsync(session, file, cancellationToken), cancellationToken);
    }

    /// <summary>Imports feeds and sample articles once, into a store that has no feeds but those of the settings.</summary>
    /// <param name="folder">With feeds.opml and articles/*.txt; null or missing: there are no seeds.</param>
    /// <param name="cancellationToken">Ends the wait. What was cut off is done at the next start.</param>
    public async Task RunAsync(string? folder, CancellationToken cancellationToken)
    {
        if (await StateAsync(folder, cancellationToken) != Begun)
            return;
        // Samples first: they answer /latest and /search at once. Who has imported something to read needs none.
        var hasArticles = await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM (SELECT 1 FROM article WHERE sample = 0 LIMIT 1) AS one", null, cancellationToken), cancellationToken) > 0;
        var articles = hasArticles ? 0 : await ImportAsync(FilesIn(Path.Combine(folder!, "articles")), cancellationToken);
        var feeds = await ImportAsync([Path.Combine(folder!, "feeds.opml")], cancellationToken);
        await database.WriteAsync(session => SettingStore.SetAsync(session, State, "done", cancellationToken), cancellationToken);
        Log.Seeded(logger, feeds, articles);
    }

    private Task<string> StateAsync(string? folder, CancellationToken cancellationToken) =>
        folder is null || !Directory.Exists(folder)
            ? Task.FromResult(NotWanted)
            : database.WriteAsync(session => BeginAsync(session, cancellationToken), cancellationToken);

    // Imported pages are no feed: who tried `import` first still gets the starter feeds. "begun" is written first: an import that was cut off goes on, though the store is not empty any more.
    private async Task<string> BeginAsync(Session session, CancellationToken cancellationToken)
    {
        if (await SettingStore.GetAsync(session, State, cancellationToken) is { } known)
            return known;
        var isEmpty = await session.ScalarAsync<long>(
            "SELECT CASE WHEN EXISTS (SELECT 1 FROM feed WHERE kind = 'polled' AND origin <> 'setting') THEN 0 ELSE 1 END",
            null, cancellationToken) == 1;
        var state = isEmpty ? Begun : NotWanted;
        await SettingStore.SetAsync(session, State, state, cancellationToken);
        if (!isEmpty)
            Log.SeedsNotWanted(logger);
        return state;
    }

    private async Task<TopicFile?> ReadTopicsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var file = TopicFile.Parse(await File.ReadAllTextAsync(path, cancellationToken));
            foreach (var problem in file.Problems)
                Log.SeedRefused(logger, problem);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.SeedRefused(logger, $"{path}: {exception.Message}");
            return null;
        }
    }

    private async Task TakeTopicsAsync(Session session, TopicFile file, CancellationToken cancellationToken)
    {
        var stored = await SettingStore.GetAsync(session, TopicVersion, cancellationToken);
        if (long.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > file.Version)
            return;
        await topics.ReplaceAsync(session, TopicStore.Seed, [.. file.Topics], cancellationToken);
        await SettingStore.SetAsync(session, TopicVersion, file.Version.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    private async Task<int> ImportAsync(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var file in files)
        {
            var report = await importer.ImportFileAsync(file, "seed", cancellationToken);
            added += report.Added;
            foreach (var reason in report.Refused)
                Log.SeedRefused(logger, $"{file}: {reason}");
        }

        return added;
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal) : [];
}
