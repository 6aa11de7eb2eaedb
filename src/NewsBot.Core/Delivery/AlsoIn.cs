using System.Text;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>The line of an alert that names who else reports the story: "also in: BBC, DW, Le Monde (+3)", each name with its report.</summary>
internal static class AlsoIn
{
    private const int NameLimit = 24;

    // Telegram takes 32,768 bytes of a message with its markup, and addresses may be long.
    private const int MostBytes = 16_000;

    /// <summary>As many names as fit, in their order, and how many more there are; empty when nobody else reports it.</summary>
    /// <param name="beside">One report of each other outlet, the earliest first.</param>
    /// <param name="words">Of the chat's language.</param>
    /// <param name="limit">Code points after parsing.</param>
    public static string Line(IReadOnlyList<StoryReport> beside, Words words, int limit)
    {
        // Without names it is never too long.
        for (var count = Math.Min(beside.Count, limit); count > 0; count--)
        {
            var line = Line(beside, count, words);
            if (TelegramHtml.Length(line) <= limit && Encoding.UTF8.GetByteCount(line) <= MostBytes)
                return line;
        }

        return "";
    }

    private static string Line(IReadOnlyList<StoryReport> beside, int count, Words words)
    {
        var names = string.Join(", ", beside.Take(count).Select(report => TelegramHtml.Link(NameOf(report), report.Url)));
        return words.Html("story.also-in", ("names", new Markup(count == beside.Count ? names : $"{names} (+{beside.Count - count})")));
    }

    private static string NameOf(StoryReport report)
    {
        var name = TelegramHtml.TruncatePlain(FeedLine.Of(report.FeedTitle), NameLimit);
        return name.Length == 0 ? TelegramHtml.TruncatePlain(report.Outlet, NameLimit) : name;
    }
}
