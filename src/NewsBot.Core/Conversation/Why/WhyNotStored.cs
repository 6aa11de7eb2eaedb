using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Of an address or words for which nothing is stored that this chat may see: how the sources are that could have had it.</summary>
internal static class WhyNotStored
{
    private const int MostSources = 3;

    /// <summary>What stands under the address is not stored: what is read of its host, and how that goes.</summary>
    public static async Task<Explanation> OfAddressAsync(Session session, Turn turn, string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return Explanation.Of(turn.Words.Html("why-not.older"));
        var host = NameOf(uri);
        var paused = await FeedPauses.OwnPausedAsync(session, turn.Chat.ChatKey, cancellationToken);
        var sources = (await SourcesInSight.OfAsync(session, turn, cancellationToken)).Where(feed => feed.Kind == "polled" && IsOf(feed, host)).OrderByDescending(feed => feed.Failures).ToList();
        if (UrlKey.Of(address) is { } key && await ArticleStore.FormerSourceOfAsync(session, turn.Chat.ChatKey, key, cancellationToken) is { } former)
            return new Explanation([turn.Words.Html("why-not.not-yours", ("name", former))], [[Buttons.Open(turn, "sources")]]);
        if (sources.Count == 0)
            return new Explanation(
                [turn.Words.Html("why-not.host-not-read", ("host", host))],
                [[await OpenCommand.ButtonAsync(session, turn, turn.Words.Say("button.follow-host", ("host", host)), $"/subscribe {uri.GetLeftPart(UriPartial.Authority)}/", cancellationToken)]]);
        return Of(turn, sources, paused, sources.Any(feed => SourceState.Of(feed, paused.Contains(feed.FeedId)) is SourceHealth.Well or SourceHealth.Silent) ? [turn.Words.Html("why-not.older")] : []);
    }

    /// <summary>Nothing stored holds the words: which of the sources that are followed here cannot be read.</summary>
    public static async Task<Explanation> OfWordsAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var paused = await FeedPauses.OwnPausedAsync(session, turn.Chat.ChatKey, cancellationToken);
        var followed = (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken)).Select(subscription => subscription.FeedId).OfType<long>().ToHashSet();
        var own = (await FeedStore.OwnAsync(session, turn.Chat.ChatKey, cancellationToken)).Select(feed => feed.FeedId).ToHashSet();
        var ill = (await SourcesInSight.OfAsync(session, turn, cancellationToken))
            .Where(feed => (followed.Contains(feed.FeedId) || own.Contains(feed.FeedId)) && SourceState.Of(feed, paused.Contains(feed.FeedId)) is SourceHealth.Failing or SourceHealth.Gone or SourceHealth.Paused)
            .ToList();
        return Of(turn, ill, paused, []);
    }

    private static Explanation Of(Turn turn, IReadOnlyList<Feed> sources, IReadOnlySet<long> paused, IReadOnlyList<string> more) => new(
        [.. sources.Take(MostSources).Select(feed => Line(turn, feed, paused.Contains(feed.FeedId))), .. more],
        [.. sources.Take(MostSources).Select(feed => (IReadOnlyList<Button>)[Buttons.Press(SourceState.Mark(feed, paused.Contains(feed.FeedId)) + feed.Title, Verbs.Source, ButtonKey.Of(feed.FeedId), "0.")])]);

    private static string Line(Turn turn, Feed feed, bool pausedHere)
    {
        var lines = new List<string> { $"📰 <b>{TelegramHtml.Escape(FeedLine.Of(feed.Title))}</b>" };
        lines.AddRange(SourceState.HealthLines(turn, feed, pausedHere));
        if (SourceState.Of(feed, pausedHere) is SourceHealth.Paused)
            return string.Join(' ', lines);
        if (feed.LastSuccessAt is { } success)
            lines.Add(turn.Words.Html("sources.last-success", ("moment", MomentMarkup.Of(turn.Words, turn.Chat, success, "dt"))) + ".");
        lines.Add(SourceState.NextCheck(turn, feed) + ".");
        return string.Join(' ', lines);
    }

    // Feeds often stand beside the site (feeds.example.org, rss.example.org): the site that they name counts too.
    private static bool IsOf(Feed feed, string host) =>
        new[] { feed.Url, feed.SiteUrl }.Any(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && NameOf(uri) is { Length: > 0 } name
            && (name == host || name.EndsWith("." + host, StringComparison.Ordinal) || (name.Contains('.', StringComparison.Ordinal) && host.EndsWith("." + name, StringComparison.Ordinal))));

    private static string NameOf(Uri address) => FeedAddress.HostOf(address) is var host && host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
}
