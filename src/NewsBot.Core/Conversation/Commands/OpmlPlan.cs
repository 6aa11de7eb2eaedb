using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What becomes of one feed of a file.</summary>
internal enum OpmlFate
{
    /// <summary>It becomes one of the chat's own and is followed.</summary>
    Add,

    /// <summary>The catalogue or the chat has it: it is followed.</summary>
    Follow,

    /// <summary>It is followed here already.</summary>
    There,

    /// <summary>The chat has as many feeds of its own as it may.</summary>
    NoPlaceForFeed,

    /// <summary>The chat follows as much as it may.</summary>
    NoPlaceForSubscription,
}

/// <summary>One feed of a file and what becomes of it; <paramref name="Known"/>: the feed that is followed, where there is one.</summary>
internal sealed record OpmlStep(OpmlEntry Entry, OpmlFate Fate, Feed? Known);

/// <summary>What a chat has and may have, as far as a list of feeds meets it.</summary>
/// <param name="Known">The feeds it may see, by <see cref="OpmlPlan.KeyOf"/>.</param>
/// <param name="Followed">Feeds followed in this place.</param>
/// <param name="FreeFeeds">How many feeds of its own it may still add.</param>
/// <param name="FreeSubscriptions">How many things it may still follow.</param>
internal sealed record OpmlSituation(IReadOnlyDictionary<string, Feed> Known, IReadOnlySet<long> Followed, long FreeFeeds, long FreeSubscriptions)
{
    public static async Task<OpmlSituation> OfAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var (desk, chatKey) = (turn.Desk, turn.Chat.ChatKey);
        var known = new Dictionary<string, Feed>();
        foreach (var feed in await FeedStore.VisibleAsync(session, chatKey, cancellationToken))
        {
            if (feed.Kind == "polled" && Uri.TryCreate(feed.Url, UriKind.Absolute, out var address))
                known.TryAdd(OpmlPlan.KeyOf(address), feed);
        }
        var followed = await desk.Subscriptions.ForDestinationAsync(session, turn.Destination.DestinationId, cancellationToken);
        return new OpmlSituation(
            known,
            followed.Select(subscription => subscription.FeedId).OfType<long>().ToHashSet(),
            desk.Limits.Feeds - await ChatLimits.CountFeedsAsync(session, chatKey, cancellationToken),
            desk.Limits.Subscriptions - await ChatLimits.CountSubscriptionsAsync(session, chatKey, cancellationToken));
    }
}

/// <summary>Decides what becomes of the feeds of a file, in its order: what comes first gets the places that are free.</summary>
internal static class OpmlPlan
{
    public static IReadOnlyList<OpmlStep> Of(IEnumerable<OpmlEntry> entries, OpmlSituation situation)
    {
        var (feeds, subscriptions) = (situation.FreeFeeds, situation.FreeSubscriptions);
        var steps = new List<OpmlStep>();
        foreach (var entry in entries)
        {
            var known = situation.Known.GetValueOrDefault(KeyOf(new Uri(entry.Url)));
            var fate = known switch
            {
                not null when situation.Followed.Contains(known.FeedId) => OpmlFate.There,
                null when feeds <= 0 => OpmlFate.NoPlaceForFeed,
                _ when subscriptions <= 0 => OpmlFate.NoPlaceForSubscription,
                null => OpmlFate.Add,
                not null => OpmlFate.Follow,
            };
            feeds -= fate == OpmlFate.Add ? 1 : 0;
            subscriptions -= fate is OpmlFate.Add or OpmlFate.Follow ? 1 : 0;
            steps.Add(new OpmlStep(entry, fate, known));
        }
        return steps;
    }

    /// <summary>Addresses with the same key are one feed: http is https, and neither a fragment nor a slash at the end counts.</summary>
    public static string KeyOf(Uri address) =>
        $"{address.UserInfo}@{FeedAddress.HostOf(address)}:{(address.IsDefaultPort ? "" : address.Port)}{address.AbsolutePath.TrimEnd('/')}{address.Query}";
}
