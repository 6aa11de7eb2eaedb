using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Writes feeds as OPML 2.0 (opml.org/spec2.opml, "Subscription lists"): well-formed whatever the titles hold, folders as
/// outlines around their feeds. What is written reads back as the same feeds.
/// </summary>
internal static class OpmlWriter
{
    private const int DeepestFolder = 32;

    /// <summary>The text of the file, with its XML declaration; to be stored as UTF-8.</summary>
    /// <param name="title">Of the list.</param>
    /// <param name="created">When it was made.</param>
    /// <param name="feeds">In the order wanted; feeds of one folder come together where its first one stands.</param>
    public static string Write(string title, DateTimeOffset created, IEnumerable<OpmlFeed> feeds)
    {
        var text = new Utf8Text();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            writer.WriteStartElement("opml");
            writer.WriteAttributeString("version", "2.0");
            writer.WriteStartElement("head");
            writer.WriteElementString("title", Line(title));
            // RFC 822 dates with a year of four digits.
            writer.WriteElementString("dateCreated", created.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture));
            writer.WriteEndElement();
            writer.WriteStartElement("body");
            WriteFolder(writer, feeds.Select(feed => (Path(feed.Folder), feed)), 0);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void WriteFolder(XmlWriter writer, IEnumerable<(string[] Path, OpmlFeed Feed)> feeds, int depth)
    {
        // A feed of this folder is a group of its own: null is no name.
        foreach (var group in feeds.Select((entry, place) => (entry, place)).GroupBy(item => (Name: item.entry.Path.ElementAtOrDefault(depth), Place: item.entry.Path.Length > depth ? -1 : item.place)))
        {
            if (group.Key.Name is { } name)
            {
                writer.WriteStartElement("outline");
                WriteName(writer, name);
                WriteFolder(writer, group.Select(item => item.entry), depth + 1);
                writer.WriteEndElement();
            }
            else
            {
                WriteFeed(writer, group.First().entry.Feed);
            }
        }
    }

    private static void WriteFeed(XmlWriter writer, OpmlFeed feed)
    {
        writer.WriteStartElement("outline");
        WriteName(writer, feed.Title is { } title && Line(title).Length > 0 ? title : feed.Address.Host);
        writer.WriteAttributeString("type", "rss");
        writer.WriteAttributeString("xmlUrl", Line(feed.Address.AbsoluteUri));
        if (feed.SiteAddress is { } site)
            writer.WriteAttributeString("htmlUrl", Line(site));
        if (feed.Language is { } language)
            writer.WriteAttributeString("language", Line(language));
        writer.WriteEndElement();
    }

    private static void WriteName(XmlWriter writer, string name)
    {
        var text = Line(name);
        // Names may be HTML, and readers take them so, twice where they show references: what would be read as something
        // else is written as HTML.
        var html = text;
        for (var times = 0; times < 3 && FeedText.FromHtml(html) != text; times++)
            html = WebUtility.HtmlEncode(html);
        writer.WriteAttributeString("text", html);
        writer.WriteAttributeString("title", html);
    }

    private static string[] Path(string folder) =>
        folder.Split(OpmlFeed.FolderSeparator, DeepestFolder, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Line(string text) => FeedText.OneLine(TextCleaner.Clean(text)) ?? "";

    /// <summary>The declaration names the encoding of the writer below.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;

        public StringBuilder Append(char character) => GetStringBuilder().Append(character);
    }
}
