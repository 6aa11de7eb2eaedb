using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>How long an answer says that it stays as it is (RFC 9111, 4.2).</summary>
internal static class Freshness
{
    /// <summary>
    /// The time for which asking again is pointless by the answer's own word, less its age; zero where it says that it may
    /// change at any time; null where it says nothing.
    /// </summary>
    /// <param name="cache">The headers as received: quoted and upper-case forms are read, too.</param>
    /// <param name="now">When the answer came.</param>
    public static TimeSpan? Of(CacheInformation cache, DateTimeOffset now)
    {
        var directives = Directives(cache.CacheControl);
        if (directives.ContainsKey("no-store") || directives.ContainsKey("no-cache"))
            return TimeSpan.Zero;
        // We read for many people, as a shared cache does: s-maxage goes first (5.2.2.10), and both before Expires (5.3).
        if ((Seconds(directives.GetValueOrDefault("s-maxage")) ?? Seconds(directives.GetValueOrDefault("max-age"))) is { } lifetime)
            return Left(lifetime - (Seconds(cache.Age) ?? TimeSpan.Zero));
        if (string.IsNullOrWhiteSpace(cache.Expires))
            return null;
        // What cannot be read, "0" above all, has expired already (5.3).
        if (FeedDate.Parse(cache.Expires.Trim()) is not { } expires)
            return TimeSpan.Zero;
        var date = cache.Date is { } stated && FeedDate.Parse(stated) is { } moment ? moment : now;
        return Left(expires - date - (Seconds(cache.Age) ?? TimeSpan.Zero));
    }

    private static TimeSpan Left(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private static Dictionary<string, string?> Directives(string? header)
    {
        var found = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var directive in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = directive.IndexOf('=', StringComparison.Ordinal);
            found.TryAdd(equals < 0 ? directive : directive[..equals].TrimEnd(), equals < 0 ? null : directive[(equals + 1)..]);
        }

        return found;
    }

    private static TimeSpan? Seconds(string? value) =>
        double.TryParse(value?.Trim(' ', '"', '\''), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.FromDays(3650).TotalSeconds))
            : null;
}
