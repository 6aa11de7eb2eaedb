using System.Globalization;
using System.Net;
using System.Text.Json;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>Reads JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1).</summary>
internal static class JsonFeedReader
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1_000 };

    /// <summary>The feed in a JSON text.</summary>
    public static ParseResult Read(string text, Uri? documentAddress)
    {
        text = JsonRepair.WithoutHalves(text);
        try
        {
            return Read(text, documentAddress, defect: null);
        }
        catch (JsonException exception)
        {
            var defect = new FeedDefect((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, exception.Message);
            return JsonRepair.UpToBreak(text, Lenient) is { } readable && Mended(readable, documentAddress, defect) is ParseResult.Parsed parsed
                ? parsed
                : text.Contains("jsonfeed.org/version", StringComparison.Ordinal) ? new ParseResult.Unreadable(defect) : new ParseResult.NotAFeed(DocumentKind.Unknown);
        }
    }

    private static ParseResult? Mended(string text, Uri? documentAddress, FeedDefect defect)
    {
        try
        {
            return Read(text, documentAddress, defect);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ParseResult Read(string text, Uri? documentAddress, FeedDefect? defect)
    {
        using var document = JsonDocument.Parse(text, Lenient);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object && IsFeed(root)
            ? new ParseResult.Parsed(Map(root, documentAddress), defect)
            : new ParseResult.NotAFeed(DocumentKind.OtherJson);
    }

    private static bool IsFeed(JsonElement root) =>
        Text(root, "version")?.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase) == true
        || (root.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array && Text(root, "title") is not null);

    private static ParsedFeed Map(JsonElement root, Uri? documentAddress)
    {
        var language = Text(root, "language");
        var basis = documentAddress ?? (Uri.TryCreate(Text(root, "feed_url") ?? Text(root, "home_page_url"), UriKind.Absolute, out var own) ? own : null);
        var authors = Authors(root);
        var items = Objects(root, "items").Take(ParseLimits.Items).Select(item => MapItem(item, basis, language)).ToList();
        // The format has no date of the feed itself: it is as old as the item it begins with.
        return new ParsedFeed
        {
            Format = FeedFormat.Json,
            Title = FeedText.OneLine(Text(root, "title")),
            SiteLink = FeedAddress.Resolve(Text(root, "home_page_url"), basis),
            Id = Text(root, "feed_url"),
            Description = Text(root, "description"),
            Author = Joined(authors),
            Authors = authors,
            Published = items.FirstOrDefault()?.Published,
            Updated = items.FirstOrDefault()?.Updated,
            Language = language,
            Image = FeedAddress.Resolve(Text(root, "icon") ?? Text(root, "favicon"), basis),
            Items = items,
        };
    }

    private static ParsedItem MapItem(JsonElement item, Uri? basis, string? language)
    {
        var content = FeedAddress.ResolveIn(Text(item, "content_html"), basis)
            ?? (Text(item, "content_text") is { } plain ? WebUtility.HtmlEncode(plain).Replace("\n", "<br>", StringComparison.Ordinal) : null);
        var picture = FeedAddress.Resolve(Text(item, "image") ?? Text(item, "banner_image"), basis);
        var enclosures = Objects(item, "attachments")
            .Select(file => FeedAddress.Resolve(Text(file, "url"), basis) is { } address ? new Enclosure(address, Text(file, "mime_type"), Number(file, "size_in_bytes")) : null)
            .OfType<Enclosure>().ToList();
        picture ??= enclosures.Find(file => file.Type?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true)?.Address;
        var authors = Authors(item);
        return new ParsedItem
        {
            Id = Text(item, "id"),
            Link = FeedAddress.Resolve(Text(item, "url") ?? Text(item, "external_url"), basis),
            Title = FeedText.OneLine(Text(item, "title")),
            Summary = Text(item, "summary"),
            Content = content,
            Author = Joined(authors),
            Authors = authors,
            Published = FeedDate.Parse(Text(item, "date_published")),
            Updated = FeedDate.Parse(Text(item, "date_modified")),
            Categories = [.. Array(item, "tags").Select(Scalar).Select(FeedText.OneLine).OfType<string>().Distinct()],
            Picture = picture is not null ? new ItemPicture(picture) : BodyPicture.First(content),
            Language = Text(item, "language") ?? language,
            Enclosures = enclosures,
        };
    }

    private static string? Joined(List<string> names) => names.Count > 0 ? string.Join(", ", names) : null;

    // Version 1.1 has a list, version 1.0 one author.
    private static List<string> Authors(JsonElement element)
    {
        var names = Objects(element, "authors").Select(Name).OfType<string>().Distinct().ToList();
        if (names.Count == 0 && element.TryGetProperty("author", out var author) && (author.ValueKind == JsonValueKind.Object ? Name(author) : FeedText.OneLine(Scalar(author))) is { } name)
            names.Add(name);
        return names;
    }

    private static string? Name(JsonElement person) => FeedText.OneLine(Text(person, "name") ?? Text(person, "url"));

    // Ids that are numbers are taken as their digits, as the specification asks.
    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && Scalar(value)?.Trim() is { Length: > 0 } text ? text : null;

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unescaped(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    // A lone surrogate, escaped, is no valid string and cannot be read.
    private static string? Unescaped(JsonElement value)
    {
        try
        {
            return TextCleaner.Clean(value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && decimal.TryParse(Scalar(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and <= long.MaxValue
            ? (long)number
            : null;

    private static JsonElement.ArrayEnumerator Array(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    private static IEnumerable<JsonElement> Objects(JsonElement element, string name) =>
        Array(element, name).Where(entry => entry.ValueKind == JsonValueKind.Object);
}
