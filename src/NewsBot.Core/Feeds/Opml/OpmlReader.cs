using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Reads OPML 1.0, 1.1 and 2.0 (opml.org/spec2.opml) as the wild writes it. Nothing outside the file is read. A bad outline
/// is named and skipped; an address that stands there twice is one feed; size and depth are bounded.
/// </summary>
internal static class OpmlReader
{
    private const int LongestAddress = 2_000;
    private const int MostFeeds = 20_000;
    private const int MostProblems = 500;

    /// <summary>True if a file looks like OPML: its root says so.</summary>
    public static bool IsOpml(ReadOnlySpan<byte> bytes)
    {
        var scanner = new OpmlScanner(FeedEncoding.Decode(bytes[..Math.Min(bytes.Length, 16 * 1024)], null));
        return scanner.Next() is { IsEnd: false, Name: "opml" or "outline" };
    }

    /// <summary>The feeds of a file.</summary>
    public static OpmlDocument Read(ReadOnlySpan<byte> bytes)
    {
        var scanner = new OpmlScanner(FeedEncoding.Decode(bytes, null));
        if (scanner.Next() is not { IsEnd: false, Name: "opml" or "outline" } root)
            return new OpmlDocument([], [new OpmlProblem(1, "this is not OPML: expected a root <opml>", OpmlDefect.NotOpml)]);
        var reading = new Reading();
        for (var tag = root; tag is not null && reading.Feeds.Count < MostFeeds; tag = scanner.Next())
            reading.Take(tag);
        reading.End(scanner.Line, root.Name == "opml");
        return new OpmlDocument(reading.Feeds.Documents, reading.Problems, reading.Feeds.Repeated);
    }

    private sealed class Reading
    {
        private readonly OpmlFolders _folders = new();
        private bool _closed;
        private int _unsaid;

        public OpmlFeeds Feeds { get; } = new();

        public List<OpmlProblem> Problems { get; } = [];

        public void Take(OpmlTag tag)
        {
            _closed |= tag is { IsEnd: true, Name: "opml" or "body" };
            if (tag.Name != "outline")
                return;
            if (tag.IsEnd)
            {
                _folders.Close();
                return;
            }

            var name = Title(tag);
            if (tag.Defect is { } defect)
                Problem(tag.Line, $"{Named(name ?? tag.Value("xmlurl"))}: {defect}", OpmlDefect.Unreadable, name ?? tag.Value("xmlurl"));
            else if ((tag.Value("xmlurl") ?? UrlOf(tag)) is { } address)
                Add(tag, name, address);
            else if (WhyNone(tag) is { } reason)
                Problem(tag.Line, $"{Named(name)} {reason}", OpmlDefect.NoAddress, name);
            if (!tag.IsEmpty)
                _folders.Open(IsFeed(tag) ? null : name);
        }

        public void End(int line, bool hasRoot)
        {
            if (Feeds.Count >= MostFeeds)
                Problems.Add(new OpmlProblem(line, $"the file holds more than {MostFeeds} feeds; what stands behind them is left out", OpmlDefect.TooMany));
            else if (hasRoot && !_closed)
                Problems.Add(new OpmlProblem(line, "the file breaks off here: it has no end", OpmlDefect.Broken));
            if (_unsaid > 0)
                Problems.Add(new OpmlProblem(line, $"and {_unsaid} more outlines that could not be read", OpmlDefect.TooMany));
        }

        private void Add(OpmlTag tag, string? title, string written)
        {
            if (FeedScheme.Read(written) is not { } address)
            {
                Problem(tag.Line, $"{Named(title ?? written)} has no address of the web: '{Short(written)}'", OpmlDefect.NotOfTheWeb, title ?? written);
                return;
            }

            if (address.AbsoluteUri.Length > LongestAddress)
            {
                Problem(tag.Line, $"{Named(title ?? address.Host)} has an address of more than {LongestAddress} characters", OpmlDefect.TooLong, title ?? address.Host);
                return;
            }

            var site = tag.Value("htmlurl");
            Feeds.Add(new OpmlFeed(
                address, title, _folders.Path is { Length: > 0 } folder ? folder : OpmlFolders.OfCategory(tag.Value("category")),
                site is not null && XmlLinks.IsWeb(site) ? site : null, LanguageTag.Guess(tag.Value("language")), tag.Line));
        }

        private void Problem(int line, string reason, OpmlDefect defect, string? name)
        {
            if (Problems.Count < MostProblems)
                Problems.Add(new OpmlProblem(line, reason, defect, name is null ? null : Short(name)));
            else
                _unsaid++;
        }

        private static string? Title(OpmlTag tag) =>
            OpmlFolders.Cut(FeedText.FromHtml(tag.Value("title")) ?? FeedText.FromHtml(tag.Value("text")) ?? FeedText.FromHtml(tag.Value("description")));

        private static bool IsFeed(OpmlTag tag) => tag.Value("xmlurl") is not null || UrlOf(tag) is not null || IsFeedType(tag);

        // Some podcast programs write "url" where the specification has "xmlUrl".
        private static string? UrlOf(OpmlTag tag) => IsFeedType(tag) ? tag.Value("url") : null;

        private static bool IsFeedType(OpmlTag tag) => tag.Value("type")?.ToLowerInvariant() is "rss" or "atom" or "feed" or "rss1" or "rss2" or "rdf" or "json" or "podcast";

        private static string? WhyNone(OpmlTag tag) => tag.Value("type")?.ToLowerInvariant() switch
        {
            "include" or "link" when tag.Value("url") is { } url => $"points to another document, which is not read: '{Short(url)}'",
            _ when tag.Value("htmlurl") is { } site => $"has no xmlUrl, only the address of its site: '{Short(site)}'",
            _ when IsFeedType(tag) => "has no xmlUrl",
            _ => null,
        };

        private static string Named(string? name) => $"the outline '{Short(name ?? "without a title")}'";

        private static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";
    }
}
