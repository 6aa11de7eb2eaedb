using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>The Retry-After header: seconds or a date (RFC 9110, 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>No wait that a server asks for is longer than this.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>When to ask again, at most a day from now; null where the header says nothing that can be read or a time that has passed.</summary>
    public static DateTimeOffset? Parse(string? header, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(header))
            return null;
        var text = header.Trim();
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return seconds > 0 ? now + TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)) : null;
        return FeedDate.Parse(text) is { } moment && moment > now ? (moment < now + Longest ? moment : now + Longest) : null;
    }
}
