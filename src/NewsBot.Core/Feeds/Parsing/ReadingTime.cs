using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>The reading time a source states. It is never estimated here.</summary>
internal static partial class ReadingTime
{
    private const int LongestMinutes = 600;

    /// <summary>Minutes, or null where neither an element nor the first or last line of the body says so.</summary>
    public static int? Of(FeedElement item, string? body)
    {
        foreach (var child in item.Children)
        {
            var name = child.Key[(child.Key.IndexOf(':', StringComparison.Ordinal) + 1)..];
            if (name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) is "readingtime" or "readtime" or "timetoread" or "estimatedreadingtime")
                return Minutes(child.Text());
        }

        return body is not null && InBody().Match(body) is { Success: true } match ? Minutes(match.Groups[1].Value) : null;
    }

    /// <summary>Minutes in "2 min read", "3", "PT4M" or "читати 5 хв"; null where the text is another.</summary>
    public static int? FromLine(string line) => Line().Match(line) is { Success: true } match ? Minutes(match.Groups[1].Value) : null;

    private static int? Minutes(string text) =>
        Number().Match(text) is { Success: true } match
        && int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= LongestMinutes
            ? minutes
            : null;

    [GeneratedRegex("[0-9]{1,4}")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*(?:<[^>]{1,200}>\s*)*([0-9]{1,3})[\s-]*min(?:ute)?s?\.? read\b", RegexOptions.IgnoreCase)]
    private static partial Regex InBody();

    [GeneratedRegex(@"^\s*(?:reading time:?\s*|read(?:ing)? in\s+|читати\s+|час читання:?\s*|lesezeit:?\s*|время чтения:?\s*)?([0-9]{1,3})[\s-]*(?:min(?:ute)?s?\.?(?:\s+read(?:ing)?)?|minuten(?:\s+lesezeit)?|хв\.?(?:\s+читання)?|хвилин[аи]?(?:\s+читання)?|мин\.?(?:\s+чтения)?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Line();
}
