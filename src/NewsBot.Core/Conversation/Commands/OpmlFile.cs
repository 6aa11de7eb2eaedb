using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;

namespace NewsBot.Core.Conversation;

/// <summary>A file that somebody sent: a list of feeds or settings are offered to be added; what else it may be gets a line that helps.</summary>
internal static class OpmlFile
{
    /// <summary>The largest list that is read, bytes: some ten thousand feeds.</summary>
    public const int Largest = 5 << 20;

    private const int LongestName = 80;

    private static readonly HashSet<string> Readable = new(StringComparer.OrdinalIgnoreCase)
    {
        "", ".opml", ".xml", ".txt", ".rss", ".atom", ".rdf", ".json", ".html", ".htm",
    };

    /// <summary>
    /// In groups a file is for the bot when it comes with /subscribe, or looks like a list and is a reply to it or
    /// mentions it; other files there are talk.
    /// </summary>
    public static bool IsMeant(Turn turn, IncomingContent.Document document) =>
        turn.Chat.IsPrivate
        || (CommandText.Parse(document.Caption) is { } command
            ? command.Name == "subscribe" && command.IsFor(turn.Bot.Username)
            : document.AddressesBot && (Path.GetExtension(document.Name).ToLowerInvariant() is ".opml" or ".xml" || IsSettings(document.Name)));

    private static bool IsSettings(string name) =>
        name.StartsWith(SettingsFile.Name, StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    public static async Task<Decision> ReceiveAsync(Turn turn, IncomingContent.Document document, CancellationToken cancellationToken)
    {
        var name = document.Name.Length == 0 ? turn.Words.Say("file.unnamed") : TelegramHtml.TruncatePlain(document.Name, LongestName);
        if (!Readable.Contains(Path.GetExtension(document.Name)))
            return Problem(turn, "file.other", name);
        if (document.Size > Largest)
            return Problem(turn, "file.too-large", name, ("megabytes", Largest >> 20));
        return await turn.Desk.Transport.DownloadAsync(document.FileId, Largest, cancellationToken) switch
        {
            FileDownload.Received received => ReadSettings(turn, name, received.Bytes.Span) ?? Read(turn, name, received.Bytes.Span),
            FileDownload.TooLarge => Problem(turn, "file.too-large", name, ("megabytes", Largest >> 20)),
            FileDownload.Failed => Problem(turn, "file.not-received", name),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // Null: no file with settings.
    private static Decision? ReadSettings(Turn turn, string name, ReadOnlySpan<byte> bytes) => SettingsFileReader.Read(bytes) switch
    {
        SettingsReading.Other => null,
        SettingsReading.Broken broken => Problem(turn, broken.Line > 0 ? "settings-file.broken-line" : "settings-file.broken", name, ("line", broken.Line)),
        SettingsReading.TooNew => Problem(turn, "settings-file.too-new", name),
        SettingsReading.Read read => async (session, cancellationToken) => Answer.Say(
            await SettingsOfferScreen.OpenAsync(session, turn, new SettingsOffer { Name = name, File = read.File, Problems = [.. read.Problems] }, cancellationToken)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision Read(Turn turn, string name, ReadOnlySpan<byte> bytes)
    {
        var document = OpmlReader.Read(bytes);
        if (document.Problems.Any(problem => problem.Defect == OpmlDefect.NotOpml))
            return NoList(turn, name, bytes);
        if (document.Feeds.Count == 0)
            return document.Problems.FirstOrDefault(problem => problem.Defect == OpmlDefect.Broken) is { } broken
                ? Problem(turn, "file.broken", name, ("line", broken.Line))
                : Problem(turn, "file.no-feeds", name);
        var offer = OpmlOffer.Of(name, document);
        return async (session, cancellationToken) =>
        {
            offer.ProgressKey = await OpmlAdding.BeginAsync(session, turn, cancellationToken);
            return Answer.Say(await OpmlOfferScreen.OpenAsync(session, turn, offer, cancellationToken));
        };
    }

    private static Decision NoList(Turn turn, string name, ReadOnlySpan<byte> bytes) => FeedParser.Parse(bytes) switch
    {
        ParseResult.Parsed { Feed.SiteLink: { } site } when TelegramHtml.IsWebAddress(site) => async (session, cancellationToken) => Answer.Say(new Screen(
            turn.Words.Html("file.feed", ("name", name)),
            Keyboard.Of([await OpenCommand.ButtonAsync(session, turn, turn.Words.Say("button.follow-it", ("name", new Uri(site).Host)), $"/subscribe {site}", cancellationToken)]))),
        ParseResult.Parsed => Problem(turn, "file.feed", name),
        ParseResult.NotAFeed { Found: DocumentKind.WebPage } => Problem(turn, "file.web-page", name),
        ParseResult.NotAFeed or ParseResult.Unreadable => Problem(turn, "file.other", name),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Decision Problem(Turn turn, string key, string name, params IReadOnlyList<(string Name, object Value)> arguments) =>
        Decide.To(Answer.Say(new Screen(
            turn.Words.Html(key, [("name", name), .. arguments]), Keyboard.Of([Buttons.Open(turn, "sources"), Buttons.Open(turn, "help")]))));
}
