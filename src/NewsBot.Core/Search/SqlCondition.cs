namespace NewsBot.Core.Search;

/// <summary>The feeds that a <c>source:</c> term finds: those of whose <see cref="SourceNames"/> it matches.</summary>
internal delegate IReadOnlyCollection<long> FeedsOfSource(Query.Source source);

/// <summary>A query as a condition on <c>article a</c>, complete in itself: it can stand anywhere in a WHERE.</summary>
/// <param name="Sql">In parentheses where it needs them; never NULL as a value.</param>
/// <param name="Parameters">By name, without the sign before it. All values are text.</param>
internal sealed record SqlCondition(string Sql, IReadOnlyDictionary<string, object> Parameters);

/// <summary>
/// A query as the pieces of a list, newest first, that reads the index only as far as the page goes:
/// <c>SELECT … FROM {From} WHERE {Where} AND {Key} &lt; @cursor … ORDER BY {Key} DESC LIMIT …</c>.
/// </summary>
/// <param name="From">Has <c>article a</c> in it.</param>
/// <param name="Where">The condition.</param>
/// <param name="Key">The article's id as the engine reads it in order.</param>
/// <param name="Parameters">By name, without the sign before it. All values are text.</param>
/// <param name="Text">What of the query drives the list through the index; null: nothing.</param>
/// <param name="NewestHits">
/// The statement for the ids of the newest <c>@window</c> hits up to <c>@newest</c>, where the engine finds all at once and joining them is
/// what takes long; null where it reads them in order.
/// </param>
internal sealed record SqlSearch(
    string From, string Where, string Key, IReadOnlyDictionary<string, object> Parameters, Query? Text = null, string? NewestHits = null);
