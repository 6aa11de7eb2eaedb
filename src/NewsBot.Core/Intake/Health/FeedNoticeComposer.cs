using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Intake;

/// <summary>One feed in a notice.</summary>
/// <param name="Feed">How it is now.</param>
/// <param name="Kind">What is told of it (<see cref="FeedNewsNames"/>).</param>
/// <param name="OwnerKey">The chat whose own it is; 0: the catalogue's.</param>
/// <param name="Owner">That chat.</param>
/// <param name="Cadence">Its rhythm, for the silent.</param>
internal sealed record FeedNoticeEntry(Feed Feed, string Kind, long OwnerKey, Chat? Owner, Cadence? Cadence);

/// <summary>What a reader is told of feeds: of one with all there is to know, of several as a list.</summary>
internal static class FeedNoticeComposer
{
    /// <summary>Feeds named in one message; of the others it is said how many they are.</summary>
    private const int MostNamed = 6;

    private const int LongestName = 100;
    private static readonly string[] Order = ["gone", "failing", "still-failing", "silent", "recovered", "speaks-again"];

    /// <summary>Silent: it is no news.</summary>
    public static ChatRequest Compose(Chat reader, IReadOnlyList<FeedNoticeEntry> entries)
    {
        var words = Words.For(reader.Language);
        return entries is [var only] ? One(words, reader, only) : Several(words, reader, entries);
    }

    /// <summary>Why it cannot be read, HTML; null when that is not known.</summary>
    public static string? Reason(Words words, Feed feed) =>
        FeedErrorText.FromJson(feed.LastError) is { } error && words.Knows(error.Key) ? words.Html(error.Key, error.Values) : null;

    private static ChatRequest.SendText One(Words words, Chat reader, FeedNoticeEntry entry)
    {
        var lines = new List<string>();
        if (entry.Owner is { IsPrivate: false } group && group.ChatKey != reader.ChatKey)
            lines.Add(words.Html("health.of-group", ("group", FeedLine.Of(group.Title))));
        lines.Add(words.Html("health." + entry.Kind, ("name", Name(entry.Feed)), ("moment", Since(words, reader, entry.Feed))));
        if (IsOver(entry))
            return new ChatRequest.SendText(string.Join('\n', lines), null, Silent: true);
        if (Why(words, entry) is { } why)
            lines.Add(why);
        if (entry.Cadence is { } cadence)
            lines.Add(words.Html("health.usually", ("rate", words.Rate(cadence.PerDay))));
        if (entry.Kind != "silent" && entry.Feed.NextCheckAt is { } next)
            lines.Add(words.Html("health.next", ("moment", MomentMarkup.Of(words, reader, next, "Dt"))));
        return new ChatRequest.SendText(
            string.Join('\n', lines), new Keyboard(FeedButtons.Rows(words, entry.Feed.FeedId, entry.OwnerKey)), Silent: true);
    }

    private static ChatRequest.SendText Several(Words words, Chat reader, IReadOnlyList<FeedNoticeEntry> entries)
    {
        var lines = new List<string>();
        var buttons = new List<Button>();
        var left = MostNamed;
        foreach (var kind in Order.Where(kind => entries.Any(entry => entry.Kind == kind)))
        {
            var all = entries.Where(entry => entry.Kind == kind).ToList();
            lines.Add((lines.Count > 0 ? "\n" : "") + words.Html("health.many." + kind, ("count", (long)all.Count)));
            foreach (var entry in all.Take(left))
            {
                lines.Add(Line(words, reader, entry));
                if (!IsOver(entry))
                    buttons.Add(FeedButtons.Of(entry.Feed.Title, FeedButtons.OpenVerb, entry.Feed.FeedId, entry.OwnerKey));
            }

            if (all.Count > left)
                lines.Add(words.Html("health.more", ("count", (long)(all.Count - left))));
            left = Math.Max(0, left - all.Count);
        }

        var html = TelegramHtml.Truncate(string.Join('\n', lines), TelegramHtml.TextLimit);
        return new ChatRequest.SendText(html, buttons.Count == 0 ? null : new Keyboard([.. buttons.Chunk(2).Select(row => (IReadOnlyList<Button>)row)]), Silent: true);
    }

    private static string Line(Words words, Chat reader, FeedNoticeEntry entry)
    {
        var name = $"• <b>{TelegramHtml.Escape(Name(entry.Feed))}</b>";
        if (entry.Owner is { IsPrivate: false } group && group.ChatKey != reader.ChatKey)
            name += $" ({TelegramHtml.Escape(FeedLine.Of(group.Title))})";
        if (IsOver(entry))
            return name;
        var since = words.Html("health.since", ("moment", Since(words, reader, entry.Feed)));
        return Why(words, entry) is { } why ? $"{name}, {since}: {why}" : $"{name}, {since}";
    }

    // The silent are read well, and of the gone it is said already.
    private static string? Why(Words words, FeedNoticeEntry entry) => entry.Kind is "failing" or "still-failing" ? Reason(words, entry.Feed) : null;

    private static bool IsOver(FeedNoticeEntry entry) => entry.Kind is "recovered" or "speaks-again";

    private static string Name(Feed feed) => TelegramHtml.TruncatePlain(FeedLine.Of(feed.Title), LongestName);

    private static Markup Since(Words words, Chat reader, Feed feed) => MomentMarkup.Of(words, reader, feed.TroubleSince ?? feed.CreatedAt, "Dt");
}
