using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>The feeds found at an address, of which one is to be chosen.</summary>
internal sealed class ChooseState
{
    public string Text { get; set; } = "";
    public string Host { get; set; } = "";
    public List<ChooseFeed> Feeds { get; set; } = [];
}

/// <summary>One of them.</summary>
internal sealed class ChooseFeed
{
    public string Url { get; set; } = "";
    public string Title { get; set; } = "";
}

/// <summary>The buttons for a choice among the feeds of one address, in pages where they are many.</summary>
internal static class FeedChoices
{
    private const string Kind = "choose";
    private const int PerPage = 8;
    private const int LongestTitle = 200;
    private const int LongestSharedTitle = 16;

    /// <summary>Asks which feed is meant.</summary>
    public static async Task<Answer> AskAsync(Session session, Turn turn, string text, Uri address, IReadOnlyList<DiscoveredFeed> feeds, CancellationToken cancellationToken)
    {
        var state = new ChooseState
        {
            Text = text,
            Host = address.Host,
            Feeds = [.. feeds.Select(feed => new ChooseFeed { Url = feed.Address.AbsoluteUri, Title = TelegramHtml.TruncatePlain(NameOf(feed, feeds), LongestTitle) })],
        };
        var key = await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, state, cancellationToken);
        return Answer.Show(Page(turn, state, key, 0));
    }

    /// <summary>A tap on ◀ or ▶, or back from a feed that could not be read.</summary>
    public static Task<Decision> PageAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
        await LoadAsync(session, turn, data.Argument, cancellation) is { Feeds.Count: > 0 } state
            ? Answer.Show(Page(turn, state, data.Argument, Buttons.PageIn(data.Key)))
            : Answers.OldMenu(turn, "subscribe"));

    /// <summary>What can be chosen; null when it is too old.</summary>
    public static Task<ChooseState?> LoadAsync(Session session, Turn turn, string key, CancellationToken cancellationToken) =>
        turn.Desk.Views.LoadAsync<ChooseState>(session, turn.Chat.ChatKey, Kind, key, cancellationToken);

    /// <summary>Back to the page with this choice.</summary>
    public static Button Back(Turn turn, string key, int index) => Buttons.Press(turn.Words.Say("button.back"), Verbs.ChoosePage, $"{index / PerPage}", key);

    private static Screen Page(Turn turn, ChooseState state, string key, int page)
    {
        var last = (state.Feeds.Count - 1) / PerPage;
        page = Math.Min(page, last);
        // Choices of an earlier version do not know their host.
        var host = state.Host.Length > 0 ? state.Host : new Uri(state.Feeds[0].Url).Host;
        return new Screen(
            turn.Words.Html("subscribe.choose", ("count", (long)state.Feeds.Count), ("host", host)),
            new Keyboard(
            [
                .. state.Feeds.Select((feed, index) => (IReadOnlyList<Button>)[Buttons.Press(feed.Title, Verbs.Choose, key, $"{index}")]).Skip(page * PerPage).Take(PerPage),
                .. Buttons.Paging(turn, page, last, Verbs.ChoosePage, key),
            ]));
    }

    // Names that several share, as "RSS", are told apart by the address.
    private static string NameOf(DiscoveredFeed feed, IReadOnlyList<DiscoveredFeed> all)
    {
        var place = all.All(other => other.Address.Host == feed.Address.Host) ? feed.Address.PathAndQuery : feed.Address.Host + feed.Address.PathAndQuery;
        if (feed.Title is not { Length: > 0 } title)
            return place;
        return all.Count(other => other.Title == title) > 1 ? $"{TelegramHtml.TruncatePlain(title, LongestSharedTitle)} · {place}" : title;
    }
}
