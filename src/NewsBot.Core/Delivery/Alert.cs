namespace NewsBot.Core.Delivery;

/// <summary>What a sent alert carries, for the choices behind its button.</summary>
/// <param name="MessageId">The row.</param>
/// <param name="DestinationId">Where it went.</param>
/// <param name="Articles">Those that are still stored.</param>
/// <param name="SubscriptionIds">All that matched, ended ones included.</param>
internal sealed record Alert(long MessageId, long DestinationId, IReadOnlyList<AlertArticle> Articles, IReadOnlyList<long> SubscriptionIds);

/// <summary>An article in an alert, and its source.</summary>
internal sealed record AlertArticle(long ArticleId, long FeedId, string FeedTitle);
