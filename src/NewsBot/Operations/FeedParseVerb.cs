using System.Text;
using System.Text.Json;
using NewsBot.Core.Feeds;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>
/// <c>feed parse PATH…</c>: what the parser makes of files, one JSON object a line. A folder may hold a manifest.jsonl that
/// says under which address and with which headers each file was served. No store is opened, nothing is fetched.
/// </summary>
internal static class FeedParseVerb
{
    private const string Manifest = "manifest.jsonl";

    // A line for people and scripts: letters of every alphabet as they are.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Words.Count == 0)
            throw new UsageException("feed parse needs at least one file or folder.");
        using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        var failed = false;
        var any = false;
        foreach (var document in line.Words.SelectMany(Documents))
        {
            cancellationToken.ThrowIfCancellationRequested();
            any = true;
            failed |= !TryParse(document, output);
        }

        if (!any)
            Console.Error.WriteLine("There is no file to parse.");
        return Task.FromResult(failed || !any ? ExitCodes.Failed : ExitCodes.Done);
    }

    /// <summary>A file and how it was served.</summary>
    private sealed record Document(string Name, string Path, Uri? Address, string? ContentType, string? ContentLanguage);

    private static IEnumerable<Document> Documents(string path)
    {
        if (!Directory.Exists(path))
            return [new Document(path, path, null, null, null)];
        var manifest = Path.Combine(path, Manifest);
        return File.Exists(manifest)
            ? File.ReadLines(manifest).Where(entry => !string.IsNullOrWhiteSpace(entry)).Select(entry => FromManifest(path, entry))
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => new Document(Path.GetRelativePath(path, file), file, null, null, null));
    }

    private static Document FromManifest(string folder, string entry)
    {
        using var document = ReadManifestLine(entry);
        var root = document.RootElement;
        var name = Text(root, "file") ?? throw new UsageException($"A line of {Manifest} names no file: {entry}");
        var headers = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (root.TryGetProperty("headers", out var listed) && listed.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in listed.EnumerateObject())
                headers[header.Name] = Text(listed, header.Name);
        }

        var address = Uri.TryCreate(Text(root, "url"), UriKind.Absolute, out var served) ? served : null;
        if (headers.GetValueOrDefault("content-location") is { } location)
            address = FeedAddress.Below(address, location) is { Scheme: "http" or "https" } stated ? stated : address;
        return new Document(name, Path.Combine(folder, name), address, headers.GetValueOrDefault("content-type"), headers.GetValueOrDefault("content-language"));
    }

    private static JsonDocument ReadManifestLine(string entry)
    {
        try
        {
            return JsonDocument.Parse(entry);
        }
        catch (JsonException exception)
        {
            throw new UsageException($"A line of {Manifest} is no JSON: {exception.Message}");
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryParse(Document document, Stream output)
    {
        ParseResult result;
        try
        {
            result = FeedFile.Parse(document.Path, document.ContentType, document.Address, document.ContentLanguage);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"{document.Name}: {exception.Message.ReplaceLineEndings(" ")}");
            Write(output, document.Name, null, exception.Message);
            return false;
        }

        var feed = (result as ParseResult.Parsed)?.Feed;
        var error = feed is null ? Said(result) : null;
        if (error is not null)
            Console.Error.WriteLine($"{document.Name}: {error}");
        Write(output, document.Name, feed, error);
        return error is null;
    }

    private static string Said(ParseResult result) => result switch
    {
        ParseResult.NotAFeed { Found: DocumentKind.Empty } => "not a feed: the document is empty",
        ParseResult.NotAFeed { Found: DocumentKind.WebPage } => "not a feed: a web page",
        ParseResult.NotAFeed { Found: DocumentKind.OtherXml } => "not a feed: XML of another kind",
        ParseResult.NotAFeed { Found: DocumentKind.OtherJson } => "not a feed: JSON of another kind",
        ParseResult.Unreadable { Defect: var defect } => $"nothing in it can be read: line {defect.Line}, column {defect.Column}: {defect.Reason}",
        _ => "not a feed",
    };

    private static void Write(Stream output, string name, ParsedFeed? feed, string? error)
    {
        using (var json = new Utf8JsonWriter(output, Relaxed))
            FeedJson.Write(json, name, feed, error);
        output.Write("\n"u8);
        output.Flush();
    }
}
