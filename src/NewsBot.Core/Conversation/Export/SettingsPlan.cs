using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What becomes of one entry of a file with settings.</summary>
internal enum SettingsFate
{
    Add,

    /// <summary>The chat has it already.</summary>
    There,

    /// <summary>There is no such topic here.</summary>
    UnknownTopic,

    /// <summary>The query cannot be read.</summary>
    UnreadableQuery,

    /// <summary>The address is none of the web, or too long.</summary>
    RefusedAddress,

    /// <summary>A source to be muted that the chat cannot see.</summary>
    UnknownSource,

    /// <summary>The chat has as many feeds of its own as it may.</summary>
    NoPlaceForFeed,

    /// <summary>The chat follows as much as it may.</summary>
    NoPlaceForSubscription,
}

/// <summary>One entry and what becomes of it.</summary>
internal abstract record SettingsStep(SettingsFate Fate, string Label)
{
    /// <summary><paramref name="Address"/>: of the feed; null where it cannot be used.</summary>
    public sealed record OwnFeed(SettingsFate Fate, string Label, FeedWish Wish, Uri? Address) : SettingsStep(Fate, Label);

    /// <summary>The subject is null for a feed that is only being added, and for what cannot be followed.</summary>
    public sealed record Subscription(SettingsFate Fate, string Label, SubscriptionWish Wish, Subject? Subject, Uri? Address) : SettingsStep(Fate, Label);

    /// <summary>As of a subscription.</summary>
    public sealed record Mute(SettingsFate Fate, string Label, Subject? Subject, Uri? Address) : SettingsStep(Fate, Label);
}

/// <summary>Decides what becomes of the entries of a file, in its order: what comes first gets the places that are free.</summary>
internal sealed class SettingsPlan
{
    private const int LongestAddress = 2_000;

    private readonly Dictionary<string, Feed> _visible = [];
    private readonly HashSet<string> _coming = [];
    private readonly List<SettingsStep> _steps = [];
    private HashSet<string> _followed = [];
    private HashSet<string> _muted = [];
    private long _freeFeeds;
    private long _freeSubscriptions;

    private SettingsPlan()
    {
    }

    public static async Task<IReadOnlyList<SettingsStep>> OfAsync(Session session, Turn turn, SettingsFile file, CancellationToken cancellationToken)
    {
        var (plan, desk, chatKey, place) = (new SettingsPlan(), turn.Desk, turn.Chat.ChatKey, turn.Destination.DestinationId);
        foreach (var feed in await FeedStore.VisibleAsync(session, chatKey, cancellationToken))
            plan._visible.TryAdd(KeyOf(feed.Url), feed);
        plan._followed = [.. (await desk.Subscriptions.ForDestinationAsync(session, place, cancellationToken)).Select(subscription => subscription.Subject)];
        plan._muted = [.. (await desk.Mutes.ForDestinationAsync(session, place, cancellationToken)).Select(mute => mute.Subject)];
        plan._freeFeeds = desk.Limits.Feeds - await ChatLimits.CountFeedsAsync(session, chatKey, cancellationToken);
        plan._freeSubscriptions = desk.Limits.Subscriptions - await ChatLimits.CountSubscriptionsAsync(session, chatKey, cancellationToken);
        foreach (var wish in file.Feeds)
            plan.Own(wish);
        foreach (var wish in file.Subscriptions)
            await plan.FollowAsync(session, turn, wish, cancellationToken);
        foreach (var wish in file.Mutes)
            plan.Mute(wish);
        return plan._steps;
    }

    /// <summary>Addresses with the same key are one feed.</summary>
    public static string KeyOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? OpmlPlan.KeyOf(uri) : address;

    private void Own(FeedWish wish)
    {
        var (address, key) = (FeedScheme.Read(wish.Url), KeyOf(wish.Url));
        var fate = _visible.ContainsKey(key) || _coming.Contains(key) ? SettingsFate.There : Coming(address);
        _steps.Add(new SettingsStep.OwnFeed(fate, Labels.OfFeed(NameOf(wish.Title, wish.Url)), wish, address));
    }

    private async Task FollowAsync(Session session, Turn turn, SubscriptionWish wish, CancellationToken cancellationToken)
    {
        if (wish.Topic is { } key)
        {
            var topic = await turn.Desk.Topics.GetAsync(session, key, cancellationToken);
            var subject = topic is { Enabled: 1 } ? Subject.Topic(topic.TopicKey) : null;
            Follow(wish, topic is null ? key : Labels.Of(turn, topic), subject, subject is null ? SettingsFate.UnknownTopic : null, null);
        }
        else if (wish.Query is { } text)
        {
            var subject = Read(text);
            Follow(wish, Labels.OfQuery(text), subject, subject is null ? SettingsFate.UnreadableQuery : null, null);
        }
        else
        {
            var url = wish.Feed ?? "";
            var (known, address) = (_visible.GetValueOrDefault(KeyOf(url)), FeedScheme.Read(url));
            SettingsFate? problem = known is not null || _coming.Contains(KeyOf(url)) ? null : _freeSubscriptions <= 0 ? SettingsFate.NoPlaceForSubscription : Coming(address);
            Follow(wish, Labels.OfFeed(NameOf(wish.Title, url)), known is null ? null : Subject.Feed(known.FeedId), problem == SettingsFate.Add ? null : problem, address);
        }
    }

    private void Follow(SubscriptionWish wish, string label, Subject? subject, SettingsFate? problem, Uri? address)
    {
        var thing = subject?.Value ?? address?.AbsoluteUri;
        var fate = problem ?? (thing is not null && !_followed.Add(thing) ? SettingsFate.There : _freeSubscriptions <= 0 ? SettingsFate.NoPlaceForSubscription : SettingsFate.Add);
        _freeSubscriptions -= fate == SettingsFate.Add ? 1 : 0;
        _steps.Add(new SettingsStep.Subscription(fate, label, wish, subject, address));
    }

    private void Mute(MuteWish wish)
    {
        if (wish.Query is { } text)
        {
            var subject = Read(text);
            _steps.Add(new SettingsStep.Mute(subject is null ? SettingsFate.UnreadableQuery : Muting(subject.Value), Labels.OfQuery(text), subject, null));
            return;
        }
        var url = wish.Feed ?? "";
        var known = _visible.GetValueOrDefault(KeyOf(url));
        var fate = known is not null ? Muting(Subject.Feed(known.FeedId).Value) : _coming.Contains(KeyOf(url)) ? SettingsFate.Add : SettingsFate.UnknownSource;
        _steps.Add(new SettingsStep.Mute(fate, Labels.OfFeed(NameOf(wish.Title, url)), known is null ? null : Subject.Feed(known.FeedId), FeedScheme.Read(url)));
    }

    private SettingsFate Muting(string subject) => _muted.Add(subject) ? SettingsFate.Add : SettingsFate.There;

    // A feed that nobody here has becomes one of the chat's own.
    private SettingsFate Coming(Uri? address)
    {
        if (address is null || address.AbsoluteUri.Length > LongestAddress)
            return SettingsFate.RefusedAddress;
        if (_freeFeeds <= 0)
            return SettingsFate.NoPlaceForFeed;
        _freeFeeds--;
        _coming.Add(KeyOf(address.AbsoluteUri));
        return SettingsFate.Add;
    }

    private static Subject? Read(string query) => QueryParser.Parse(query) is QueryParseResult.Parsed parsed ? Subject.Query(parsed.Query.ToString(), query) : null;

    // An address may open something to whoever reads it here.
    private static string NameOf(string? title, string address) =>
        title ?? (Uri.TryCreate(address, UriKind.Absolute, out var uri) ? AddressSecret.Hide(uri) : address);
}
