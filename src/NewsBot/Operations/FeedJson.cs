using System.Text.Json;
using NewsBot.Core.Feeds;

namespace NewsBot.Operations;

/// <summary>A parsed feed as one JSON object: dates in RFC 3339, what the feed does not say is null or empty.</summary>
internal static class FeedJson
{
    // A feed may be large: what is written goes out in pieces instead of growing in memory.
    private const int FlushAfterBytes = 1 << 16;

    /// <summary>Writes the object of one file.</summary>
    public static void Write(Utf8JsonWriter json, string file, ParsedFeed? feed, string? error)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("error", error);
        if (feed is not null)
            WriteFeed(json, feed);
        json.WriteEndObject();
    }

    private static void WriteFeed(Utf8JsonWriter json, ParsedFeed feed)
    {
        json.WriteStartObject("feed");
        json.WriteString("title", feed.Title);
        json.WriteString("link", feed.SiteLink);
        json.WriteString("id", feed.Id);
        json.WriteString("description", feed.Description);
        json.WriteString("author", feed.Authors is [var first, ..] ? first : null);
        WriteTexts(json, "authors", feed.Authors);
        json.WriteString("language", feed.Language);
        WriteMoment(json, "published", feed.Published);
        WriteMoment(json, "updated", feed.Updated);
        json.WriteString("image", feed.Image);
        if (feed.TimeToLive is { } time)
            json.WriteNumber("ttl", (long)time.TotalMinutes);
        else
            json.WriteNull("ttl");
        WriteTexts(json, "categories", feed.Categories);
        json.WriteEndObject();
        json.WriteStartArray("items");
        foreach (var item in feed.Items)
        {
            WriteItem(json, item);
            if (json.BytesPending > FlushAfterBytes)
                json.Flush();
        }

        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, ParsedItem item)
    {
        json.WriteStartObject();
        json.WriteString("title", item.Title);
        json.WriteString("link", item.Link);
        json.WriteString("id", item.Id);
        WriteMoment(json, "published", item.Published);
        WriteMoment(json, "updated", item.Updated);
        json.WriteString("author", item.Authors is [var first, ..] ? first : null);
        WriteTexts(json, "authors", item.Authors);
        json.WriteString("summary", item.Summary);
        json.WriteString("content", item.Content);
        json.WriteString("image", item.Picture?.Address);
        json.WriteString("language", item.Language);
        WriteTexts(json, "categories", item.Categories);
        json.WriteStartArray("enclosures");
        foreach (var enclosure in item.Enclosures)
        {
            json.WriteStartObject();
            json.WriteString("url", enclosure.Address);
            json.WriteString("type", enclosure.Type);
            if (enclosure.Length is { } length)
                json.WriteNumber("length", length);
            else
                json.WriteNull("length");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "media", item.Media);
        json.WriteEndObject();
    }

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } stated)
            json.WriteString(name, stated.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
        else
            json.WriteNull(name);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
