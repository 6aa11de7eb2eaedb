using System.Globalization;
using NewsBot.Core.Feeds;

namespace NewsBot.Operations;

/// <summary>The story of a feed check in plain words, line by line.</summary>
internal static class FeedCheckText
{
    private const int MostListed = 60;
    private const int MostItems = 3;

    public static IEnumerable<string> Of(FeedCheckReport report, IReadOnlyList<Exchange> exchanges, DateTimeOffset now) =>
    [
        AddressSecret.Hide(report.Asked),
        "",
        "Asked",
        .. exchanges.Count == 0 ? ["  nothing"] : exchanges.Select((exchange, index) => $"  {index + 1}. {Step(exchange)}"),
        "",
        .. Found(report),
        .. report is { Examined.Read: { } read, Error: null } ? [.. Reading(report.Examined, read, now), .. Caching(read.Answer), .. Identity(read.Parsed.Feed)] : Array.Empty<string>(),
        .. report.Error is { } error ? Trouble(error) : [],
        .. report.Next is { } next ? Schedule(next, report.Examined?.Feed, now) : [],
    ];

    /// <summary>A moment in UTC.</summary>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Step(Exchange exchange)
    {
        var took = exchange.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        var answer = exchange.Status switch
        {
            null => exchange.Failure is { } failure ? FeedErrorWords.Say(failure) : "no answer in time",
            301 or 308 => $"{exchange.Status}, moved for good to {Target(exchange)}",
            302 or 303 or 307 => $"{exchange.Status}, for now at {Target(exchange)}",
            _ => $"{exchange.Status}, {exchange.ContentType ?? "no type stated"}",
        };
        return $"{AddressSecret.Hide(exchange.Address)}: {answer} ({took} s)";
    }

    private static string Target(Exchange exchange) =>
        exchange.Location is null ? "nowhere"
        : Uri.TryCreate(exchange.Address, exchange.Location, out var target) ? AddressSecret.Hide(target) : exchange.Location.OriginalString;

    private static IEnumerable<string> Found(FeedCheckReport report)
    {
        if (report.Result is not DiscoveryResult.Found found)
            yield break;
        yield return found.Feeds.Count == 1 ? "Feed found" : $"Feeds found: {found.Feeds.Count}; in the chat one is chosen, here the first is read";
        foreach (var (feed, index) in found.Feeds.Take(MostListed).Select((feed, index) => (feed, index)))
        {
            var comments = FeedCandidates.IsOfComments(feed) ? ", comments" : "";
            yield return $"  {index + 1}. {feed.Title ?? "(no name)"}: {AddressSecret.Hide(feed.Address)} ({By(feed.By)}{comments})";
        }

        yield return "";
    }

    private static string By(FoundBy by) => by switch
    {
        FoundBy.Address => "the address itself",
        FoundBy.Link => "named by the page",
        FoundBy.SiteRule => "known of this site",
        FoundBy.Anchor => "a link on the page",
        _ => "under a usual path",
    };

    private static IEnumerable<string> Reading(DiscoveredFeed feed, ReadFeed read, DateTimeOffset now)
    {
        var parsed = read.Parsed.Feed;
        var items = parsed.Items;
        yield return $"Read {AddressSecret.Hide(feed.Address)}";
        if (read.Answer.MovedTo is not null)
            yield return "  address   moved for good; this new address would be stored";
        yield return $"  size      {read.Answer.Bytes.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes";
        yield return $"  dialect   {Dialect(parsed.Format)}";
        yield return $"  title     {parsed.Title ?? "none: its host's name would be shown"}";
        yield return $"  language  {parsed.Language ?? "not stated: told from each text"}";
        if (parsed.SiteLink is { } site)
            yield return $"  site      {site}";
        yield return $"  items     {items.Count}: with a date {items.Count(item => (item.Published ?? item.Updated) is not null)}, with an id {items.Count(item => item.Id is not null)}, "
            + $"with a link {items.Count(item => item.Link is not null)}, with a title {items.Count(item => item.Title is not null)}, with a body {items.Count(item => item.Content is not null)}";
        if (items.Count(item => item.Published > now.AddHours(1)) is > 0 and var future)
            yield return $"  dates     {future} in the future";
        foreach (var item in items.OrderByDescending(item => item.Published ?? item.Updated ?? DateTimeOffset.MinValue).Take(MostItems))
            yield return $"  newest    {((item.Published ?? item.Updated) is { } moment ? Moment(moment) : "no date")}  {item.Title ?? FeedText.FromHtml(item.Summary ?? item.Content) ?? "(no title)"}  {item.Link}";
        yield return read.Parsed.Defect is { } defect
            ? $"  broken    at line {defect.Line}, column {defect.Column}: {defect.Reason.TrimEnd('.')}; what could be read was read"
            : "  broken    nowhere";
        yield return "";
    }

    private static string Dialect(FeedFormat format) => format switch
    {
        FeedFormat.Rss => "RSS",
        FeedFormat.Rdf => "RSS on RDF (RSS 1.0 or 0.90)",
        FeedFormat.Atom => "Atom",
        _ => "JSON Feed",
    };

    private static IEnumerable<string> Caching(FetchResult.Fresh answer)
    {
        yield return "Caching";
        var headers = new (string Name, string? Value)[]
        {
            ("ETag", answer.Validators.ETag), ("Last-Modified", answer.Validators.LastModified), ("Cache-Control", answer.Cache.CacheControl),
            ("Expires", answer.Cache.Expires), ("Age", answer.Cache.Age),
        };
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            yield return $"  {name}: {value}";
        yield return answer.Validators is { ETag: null, LastModified: null }
            ? "  It gives nothing to ask \"anything new?\" with, so each poll brings the whole document."
            : "  A poll can ask \"anything new?\" and gets the document only then.";
        yield return "";
    }

    private static IEnumerable<string> Identity(ParsedFeed feed)
    {
        yield return "Identity";
        var keys = ItemIdentity.KeysOf(feed);
        var shared = feed.Items.Where(item => item.Id is not null).GroupBy(item => item.Id).Where(group => group.Count() > 1).ToList();
        foreach (var group in shared.Take(MostItems))
            yield return $"  {group.Count()} items share the id \"{group.Key}\"";
        if (shared.Count > MostItems)
            yield return $"  and {shared.Count - MostItems} more ids that several items share";
        var nameless = feed.Items.Count(item => item.Id is null && item.Link is null);
        if (nameless > 0)
            yield return $"  {nameless} items have neither id nor link and are known by title and day";
        var distinct = keys.Select(key => key.Strongest).Distinct().Count();
        yield return distinct == keys.Count ? "  Each item can be told from the others." : $"  {keys.Count} items are {distinct} different ones.";
        yield return "";
    }

    private static IEnumerable<string> Trouble(FeedError error)
    {
        yield return "Trouble";
        yield return "  " + FeedErrorWords.Say(error);
        if (FeedErrorWords.Advice(error) is { } advice)
            yield return "  " + advice;
        yield return "";
    }

    private static IEnumerable<string> Schedule(NextCheck next, ParsedFeed? feed, DateTimeOffset now)
    {
        yield return "Next poll";
        if (feed?.TimeToLive is { } ttl)
            yield return $"  The feed asks to be left alone for {Span(ttl)} (ttl).";
        if (feed?.UpdateInterval is { } update)
            yield return $"  The feed says that it changes every {Span(update)} (sy:updatePeriod).";
        if (feed is { SkipHours.Count: > 0 })
            yield return $"  The feed asks not to be read in these hours (GMT): {string.Join(", ", feed.SkipHours)}.";
        if (feed is { SkipDays.Count: > 0 })
            yield return $"  The feed asks not to be read on {string.Join(", ", feed.SkipDays)}.";
        yield return $"  About {Moment(next.At)}, in {Span(next.At - now)}: {Why(next.Reason)}.";
    }

    private static string Why(ScheduleReason reason) => reason switch
    {
        ScheduleReason.Fixed => "the settings fix the time between two polls",
        ScheduleReason.Default => "nothing better is known, so Feeds:DefaultInterval holds",
        ScheduleReason.BackOff => "it failed, and is asked less often until it answers",
        ScheduleReason.RetryAfter => "its host asked to be left alone until then",
        ScheduleReason.Gone => "it says that it is gone for good",
        _ => reason.ToString(),
    };

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 90 } => $"{span.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds",
        { TotalMinutes: < 90 } => $"{span.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes",
        { TotalHours: < 48 } => $"{span.TotalHours.ToString("0.#", CultureInfo.InvariantCulture)} hours",
        _ => $"{span.TotalDays.ToString("0.#", CultureInfo.InvariantCulture)} days",
    };
}
