using NewsBot.Core.Feeds;
using NewsBot.Core.Intake.Documents;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>
/// Brings files in: page documents (.txt), OPML and feed files. Nothing of it is sent. What is there already stays as it
/// is, so the same file may be imported again.
/// </summary>
internal sealed class Importer(Database database, ArticleIntake intake, TimeProvider time)
{
    /// <summary>Bytes of one file.</summary>
    private const long LargestFile = 50 * 1024 * 1024;

    private readonly OpmlImport _opml = new(database, time);

    /// <summary>Imports files, and all files of folders (not of the folders in them); one report a file, in their order.</summary>
    public Task<IReadOnlyList<ImportReport>> ImportAsync(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        ImportAsync(paths, null, cancellationToken);

    /// <summary>The same for somebody who watches.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="progress">Told of each file when it is done, and of the parts of long ones.</param>
    /// <param name="cancellationToken">Ends the wait; what was imported until then stays.</param>
    public async Task<IReadOnlyList<ImportReport>> ImportAsync(IEnumerable<string> paths, IProgress<ImportStep>? progress, CancellationToken cancellationToken)
    {
        var reports = new List<ImportReport>();
        var files = paths.SelectMany(FilesOf).ToList();
        foreach (var path in files)
        {
            reports.Add(await ImportFileAsync(path, "import", progress, cancellationToken));
            progress?.Report(new ImportStep.File(reports[^1], reports.Count, files.Count));
        }

        return reports;
    }

    /// <summary>Imports one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">seed or import.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ImportReport> ImportFileAsync(string path, string origin, CancellationToken cancellationToken) => ImportFileAsync(path, origin, null, cancellationToken);

    private async Task<ImportReport> ImportFileAsync(string path, string origin, IProgress<ImportStep>? progress, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            if (!File.Exists(path))
                return Refuse(path, "there is no such file");
            if (new FileInfo(path).Length > LargestFile)
                return Refuse(path, $"it is larger than {LargestFile / 1024 / 1024} MB");
            bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(path, $"it cannot be read: {exception.Message}");
        }

        if (Path.GetExtension(path).Equals(".txt", StringComparison.OrdinalIgnoreCase))
            return await ImportPageAsync(path, bytes, origin, cancellationToken);
        return OpmlReader.IsOpml(bytes)
            ? await _opml.ImportAsync(path, bytes, origin, progress, cancellationToken)
            : await ImportFeedAsync(path, bytes, origin, cancellationToken);
    }

    private async Task<ImportReport> ImportPageAsync(string path, byte[] bytes, string origin, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var document = PageDocument.Read(bytes, now);
        var problems = document.Problems.Select(Say).ToList();
        if (document.Articles.Count == 0)
            return new ImportReport(path, ImportKind.Refused, 0, 0, 0, problems);
        var feed = await SourceAsync(PageComposer.SourceOf(document, path, origin, now.ToUnixTimeMilliseconds()), cancellationToken);
        var incoming = document.Articles.Select(piece => PageComposer.Compose(piece, document, feed, now.ToUnixTimeMilliseconds())).ToList();
        return Report(path, ImportKind.Page, await intake.AddAsync(feed, incoming, IntakeMode.Quiet, cancellationToken), problems);
    }

    private async Task<ImportReport> ImportFeedAsync(string path, byte[] bytes, string origin, CancellationToken cancellationToken)
    {
        switch (FeedParser.Parse(bytes))
        {
            case ParseResult.NotAFeed:
                return Refuse(path, "it is neither a page document (.txt) nor OPML nor a feed (RSS, Atom, JSON Feed)");
            case ParseResult.Unreadable unreadable:
                return Refuse(path, $"line {unreadable.Defect.Line}: {unreadable.Defect.Reason}");
            case ParseResult.Parsed parsed:
                var name = string.IsNullOrWhiteSpace(parsed.Feed.Title) ? Path.GetFileNameWithoutExtension(path) : parsed.Feed.Title;
                var language = Text.LanguageTag.Normalize(parsed.Feed.Language);
                var feed = await SourceAsync(DocumentSource.Of(Text.TextCleaner.Clean(name).Trim(), language, origin, time.NowMilliseconds()), cancellationToken);
                var result = await intake.AddAsync(feed, parsed.Feed, IntakeMode.Quiet, cancellationToken);
                return Report(path, ImportKind.Feed, result, parsed.Defect is { } defect ? [$"line {defect.Line}: {defect.Reason}"] : []);
            case var other:
                throw new InvalidOperationException($"{other.GetType()} is no result of a parse.");
        }
    }

    private async Task<Feed> SourceAsync(Feed feed, CancellationToken cancellationToken) =>
        await database.WriteAsync(async session => (await FeedStore.AddAsync(session, feed, cancellationToken)).Feed, cancellationToken);

    private static IEnumerable<string> FilesOf(string path) =>
        Directory.Exists(path)
            ? Directory.GetFiles(path).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)
            : [path];

    private static ImportReport Report(string path, ImportKind kind, IntakeResult result, List<string> problems) =>
        new(path, kind, result.Added, result.Known, result.Changed, [.. problems, .. result.Refused]);

    private static ImportReport Refuse(string path, string reason) => new(path, ImportKind.Refused, 0, 0, 0, [reason]);

    private static string Say(DocumentProblem problem) => $"line {problem.Line}: {problem.Reason}";
}
