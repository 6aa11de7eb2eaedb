using System.Xml;
using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads OPML 1.0 and 2.0 (opml.org/spec2.opml) as a stream. Nothing outside the file is read. A bad outline is named and
/// skipped; what stands before a break in the file is kept.
/// </summary>
internal static class OpmlReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Parse,
        XmlResolver = null,
        MaxCharactersFromEntities = 100_000,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>True if a file looks like OPML: its root says so.</summary>
    public static bool IsOpml(string text) => text.AsSpan(0, Math.Min(text.Length, 4096)).Contains("<opml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The feeds of a file.</summary>
    public static OpmlDocument Read(ReadOnlySpan<byte> bytes)
    {
        var text = TextCleaner.Clean(FeedEncoding.Decode(bytes, null));
        var (body, lines) = FeedParser.WithoutDeclaration(text, Math.Max(0, text.IndexOf('<', StringComparison.Ordinal)));
        var reading = new Reading(lines);
        using var reader = XmlReader.Create(new StringReader(body), Settings);
        try
        {
            while (reader.Read())
                reading.Take(reader);
        }
        catch (XmlException exception)
        {
            reading.Problems.Add(new OpmlProblem(exception.LineNumber + lines, $"the file is broken here: {exception.Message.TrimEnd('.')}"));
        }

        if (!reading.IsOpml)
            reading.Problems.Insert(0, new OpmlProblem(1, "this is not OPML: expected a root <opml>"));
        return new OpmlDocument(reading.Feeds, reading.Problems);
    }

    private sealed class Reading(int linesBefore)
    {
        private readonly Stack<(int Depth, string Name)> _folders = new();
        private readonly HashSet<string> _addresses = [];

        public List<OpmlFeed> Feeds { get; } = [];

        public List<OpmlProblem> Problems { get; } = [];

        public bool IsOpml { get; private set; }

        public void Take(XmlReader reader)
        {
            while (_folders.TryPeek(out var folder) && folder.Depth >= reader.Depth)
                _folders.Pop();
            if (reader.NodeType != XmlNodeType.Element)
                return;
            if (reader.Depth == 0)
                IsOpml = reader.LocalName.Equals("opml", StringComparison.OrdinalIgnoreCase);
            if (!IsOpml || !reader.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase))
                return;
            var line = (reader as IXmlLineInfo)?.LineNumber + linesBefore ?? 0;
            var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
            var attributes = AttributesOf(reader);
            var name = FeedText.FromHtml(Value(attributes, "title") ?? Value(attributes, "text"));
            if (Value(attributes, "xmlurl") is { } address)
                Add(address, name, attributes, line);
            else if (Value(attributes, "type")?.ToLowerInvariant() is "rss" or "atom" or "feed")
                Problems.Add(new OpmlProblem(line, $"the outline '{name ?? "without a title"}' has no xmlUrl"));
            else if (!isEmpty)
                _folders.Push((depth, name ?? ""));
        }

        private void Add(string written, string? title, Dictionary<string, string> attributes, int line)
        {
            // "feed://" is what old readers wrote for http.
            var text = written.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) ? "http" + written[4..] : written;
            if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            {
                Problems.Add(new OpmlProblem(line, $"the outline '{title ?? written}' has no address of the web: '{written}'"));
                return;
            }

            if (!_addresses.Add(address.AbsoluteUri))
                return;
            var folder = string.Join(" / ", _folders.Reverse().Select(outline => outline.Name).Where(name => name.Length > 0));
            var site = Value(attributes, "htmlurl");
            Feeds.Add(new OpmlFeed(
                address, title, folder, site is not null && XmlLinks.IsWeb(site) ? site : null, LanguageTag.Guess(Value(attributes, "language")), line));
        }

        private static string? Value(Dictionary<string, string> attributes, string name) =>
            attributes.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

        private static Dictionary<string, string> AttributesOf(XmlReader reader)
        {
            var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (reader.MoveToNextAttribute())
                attributes[reader.LocalName] = reader.Value;
            reader.MoveToElement();
            return attributes;
        }
    }
}
