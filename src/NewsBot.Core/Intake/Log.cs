using Microsoft.Extensions.Logging;

namespace NewsBot.Core.Intake;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Feed {FeedId}: item {Number} could not be read and is left out")]
    public static partial void ItemNotRead(ILogger logger, long feedId, int number, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Feed {FeedId}: an item could not be stored")]
    public static partial void ItemNotStored(ILogger logger, long feedId, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Feed {FeedId} ({Title}): {Added} new, {Deliveries} deliveries")]
    public static partial void FeedBrought(ILogger logger, long feedId, string title, int added, int deliveries);

    [LoggerMessage(4, LogLevel.Information, "Feed {FeedId} ({Title}) answers for the first time: {Added} articles are searchable, none is sent")]
    public static partial void BackCatalogue(ILogger logger, long feedId, string title, int added);

    [LoggerMessage(20, LogLevel.Information, "Feed {FeedId} ({Title}) names its items differently: of {Items} items {Recognised} are known by their titles, {Withheld} are stored and not sent")]
    public static partial void FeedRenamed(ILogger logger, long feedId, string title, long items, long recognised, long withheld);

    [LoggerMessage(5, LogLevel.Debug, "Feed {FeedId} ({Title}) failed, {Failures} in a row: {Reason}; next check {Next:u}")]
    public static partial void FeedFailed(ILogger logger, long feedId, string title, long failures, string reason, DateTimeOffset next);

    [LoggerMessage(6, LogLevel.Error, "Feed {FeedId} could not be taken in; it is tried again when its lease runs out")]
    public static partial void FeedNotTakenIn(ILogger logger, long feedId, Exception exception);

    [LoggerMessage(7, LogLevel.Information, "Seeds: {Feeds} feeds, {Articles} sample articles")]
    public static partial void Seeded(ILogger logger, int feeds, int articles);

    [LoggerMessage(19, LogLevel.Information, "Seeds: the starter feeds are left out, since the store has feeds of its own")]
    public static partial void SeedsNotWanted(ILogger logger);

    [LoggerMessage(8, LogLevel.Warning, "Seeds: {Reason}")]
    public static partial void SeedRefused(ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Information, "Pruned: {Articles} articles, {Deliveries} deliveries, {Messages} messages, {Updates} updates, {Seen} keys")]
    public static partial void Pruned(ILogger logger, int articles, int deliveries, int messages, int updates, int seen);

    [LoggerMessage(23, LogLevel.Information, "The search index is renewed; {Articles} articles in this run")]
    public static partial void Reindexed(ILogger logger, int articles);

    [LoggerMessage(24, LogLevel.Information, "The search index is being renewed, the newest articles first: {Articles} in this run")]
    public static partial void ReindexingGoesOn(ILogger logger, int articles);

    [LoggerMessage(10, LogLevel.Information, "{Failed} of {Polled} feeds could not be read; they are tried again by and by")]
    public static partial void FeedsFailed(ILogger logger, int failed, int polled);

    [LoggerMessage(21, LogLevel.Information, "Feed {FeedId} ({Title}): {News}")]
    public static partial void FeedHealth(ILogger logger, long feedId, string title, Feeds.FeedNews news);

    [LoggerMessage(11, LogLevel.Information, "No host at all can be reached: the network of this machine seems to be down. Nothing counts against the feeds until it is back")]
    public static partial void NetworkDown(ILogger logger);

    [LoggerMessage(22, LogLevel.Information, "Forgotten for good: {Chats} chats, {Feeds} feeds that nobody else had")]
    public static partial void Forgotten(ILogger logger, int chats, int feeds);

    [LoggerMessage(12, LogLevel.Information, "The network is back")]
    public static partial void NetworkReturned(ILogger logger);
}
