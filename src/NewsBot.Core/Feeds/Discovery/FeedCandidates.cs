using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>Puts the feeds that a page names in order: each thing once, comments last.</summary>
internal static partial class FeedCandidates
{
    private const int Most = 60;

    /// <summary>
    /// The same address with http and https is one feed, https; the same thing in several dialects is one, Atom before RSS, as
    /// its ids and dates are the surer ones. Otherwise the order stays.
    /// </summary>
    public static IReadOnlyList<DiscoveredFeed> Arrange(IEnumerable<DiscoveredFeed> found)
    {
        var kept = new List<DiscoveredFeed>();
        foreach (var feed in found)
        {
            var same = kept.FindIndex(other => IsSameAddress(other, feed) || IsSameThing(other, feed));
            if (same < 0)
                kept.Add(feed);
            else if (Rank(feed) < Rank(kept[same]))
                kept[same] = feed with { Title = kept[same].Title is { } title && IsSameAddress(kept[same], feed) ? title : feed.Title ?? kept[same].Title };
        }

        return [.. kept.OrderBy(IsOfComments).Take(Most)];
    }

    /// <summary>True for the feed of what readers say about an article or on the whole site.</summary>
    public static bool IsOfComments(DiscoveredFeed feed) =>
        CommentPath().IsMatch(feed.Address.AbsolutePath) || (feed.Title is { } title && CommentTitle().IsMatch(title));

    private static bool IsSameAddress(DiscoveredFeed left, DiscoveredFeed right) =>
        left.Address.IsDefaultPort && right.Address.IsDefaultPort
            ? left.Address.Host == right.Address.Host && left.Address.PathAndQuery == right.Address.PathAndQuery
            : left.Address == right.Address;

    private static bool IsSameThing(DiscoveredFeed left, DiscoveredFeed right) =>
        FormatOf(left) is { } one && FormatOf(right) is { } other && one != other
        && left.Address.Host == right.Address.Host
        && Stem(left.Address) == Stem(right.Address)
        && (NameOf(left) is var name && NameOf(right) is var second) && (name == second || name.Length == 0 || second.Length == 0);

    // Lower is better.
    private static int Rank(DiscoveredFeed feed) => (10 * FormatOf(feed) switch
    {
        FeedFormat.Atom => 0,
        FeedFormat.Rss => 1,
        FeedFormat.Json => 2,
        _ => 3,
    }) + (feed.Address.Scheme == "https" ? 0 : 1);

    private static FeedFormat? FormatOf(DiscoveredFeed feed)
    {
        if (feed.Format is { } stated)
            return stated;
        var written = feed.Address.PathAndQuery;
        return written.Contains("atom", StringComparison.OrdinalIgnoreCase) ? FeedFormat.Atom
            : written.Contains("rss", StringComparison.OrdinalIgnoreCase) ? FeedFormat.Rss
            : written.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? FeedFormat.Json
            : null;
    }

    // The address without what only names the dialect.
    private static string Stem(Uri address) => Dialects().Replace(address.PathAndQuery.ToLowerInvariant(), "").Trim('/', '?', '&', '.', '-', '_');

    private static string NameOf(DiscoveredFeed feed) => DialectWords().Replace((feed.Title ?? "").ToLowerInvariant(), "");

    [GeneratedRegex(@"(?<=[/._-])(?:rss2?|atom|rdf|json|feeds?|index|xml)(?=[/._?-]|$)|(?:alt|feed|format|type|output)=(?:rss2?|atom|rdf|json)(?:_1\.0)?")]
    private static partial Regex Dialects();

    [GeneratedRegex(@"\b(?:rss|atom|rdf|json|xml|feeds?|v?[012]\.[0-9]+|rss2)\b|[^\w]+")]
    private static partial Regex DialectWords();

    [GeneratedRegex(@"/comments(?:/|$|\.)", RegexOptions.IgnoreCase)]
    private static partial Regex CommentPath();

    [GeneratedRegex(@"\b(?:comments|коментарі|комментарии|kommentare|comentarios|comentários|commentaires|commenti|komentarze|reacties)\b", RegexOptions.IgnoreCase)]
    private static partial Regex CommentTitle();
}
