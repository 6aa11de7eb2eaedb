using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What a file would bring, with buttons to add it all or to leave groups of it out.</summary>
internal static class OpmlOfferScreen
{
    private const string Kind = "opml";
    private const int PageSize = 16;
    private const int PerRow = 2;

    /// <summary>Keeps the offer and shows it.</summary>
    public static async Task<Screen> OpenAsync(Session session, Turn turn, OpmlOffer offer, CancellationToken cancellationToken)
    {
        var key = await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, offer, cancellationToken);
        return await ScreenAsync(session, turn, offer, key, null, cancellationToken);
    }

    /// <summary>Null when there is none of this key in this chat (any more).</summary>
    public static Task<OpmlOffer?> LoadAsync(Session session, Turn turn, string key, CancellationToken cancellationToken) =>
        turn.Desk.Views.LoadAsync<OpmlOffer>(session, turn.Chat.ChatKey, Kind, key, cancellationToken);

    /// <summary>Argument: "PAGE" shows the groups, "PAGE.GROUP" takes one out or in, nothing goes back.</summary>
    public static Task<Decision> GroupsAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (await LoadAsync(session, turn, data.Key, cancellation) is not { } offer)
            return Answers.OldMenu(turn, "sources");
        if (await OpmlAdding.IsFinishedAsync(session, turn, offer, cancellation))
            return Answer.OnlyToast(turn.Words.Say("opml.finished"));
        var parts = data.Argument.Split('.');
        if (parts.Length == 2 && int.TryParse(parts[1], out var group) && group >= 0 && group < offer.Groups.Count)
        {
            if (!offer.LeftOut.Remove(group))
                offer.LeftOut.Add(group);
            await turn.Desk.Views.UpdateAsync(session, turn.Chat.ChatKey, Kind, data.Key, offer, cancellation);
        }
        return Answer.Show(await ScreenAsync(session, turn, offer, data.Key, data.Argument.Length == 0 ? null : Buttons.PageIn(parts[0]), cancellation));
    });

    /// <summary>The lines that cannot be used, the first few by name. HTML; empty when there are none.</summary>
    public static string Problems(Turn turn, OpmlOffer offer)
    {
        if (offer.ProblemCount == 0)
            return "";
        var more = offer.ProblemCount - offer.Problems.Count;
        return string.Join('\n',
        [
            "", turn.Words.Html("opml.problems", ("count", (long)offer.ProblemCount)),
            .. offer.Problems.Select(problem => "• " + turn.Words.Html(KeyOf(problem.Defect), ("line", problem.Line), ("name", TelegramHtml.TruncatePlain(problem.Name ?? "–", 60)))),
            .. more > 0 ? [turn.Words.Html("opml.problems-more", ("count", (long)more))] : (string[])[],
        ]);
    }

    private static string KeyOf(OpmlDefect defect) => defect switch
    {
        OpmlDefect.NoAddress => "opml.problem-no-address",
        OpmlDefect.NotOfTheWeb => "opml.problem-not-of-the-web",
        OpmlDefect.TooLong => "opml.problem-too-long",
        OpmlDefect.Unreadable => "opml.problem-unreadable",
        OpmlDefect.TooMany => "opml.problem-too-many",
        OpmlDefect.Broken or OpmlDefect.NotOpml => "opml.problem-broken",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static async Task<Screen> ScreenAsync(Session session, Turn turn, OpmlOffer offer, string key, int? page, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var plan = OpmlPlan.Of(offer.Chosen, await OpmlSituation.OfAsync(session, turn, cancellationToken));
        var adds = plan.Count(step => step.Fate is OpmlFate.Add or OpmlFate.Follow);
        var there = plan.Count(step => step.Fate is OpmlFate.There);
        var lines = new List<string>
        {
            words.Html("opml.found", ("name", offer.Name), ("count", (long)offer.Feeds.Count)),
            words.Html(offer.LeftOut.Count == 0 ? "opml.new" : "opml.new-chosen", ("count", (long)(plan.Count - there))),
        };
        if (offer.Feeds.Count == OpmlOffer.MostFeeds)
            lines.Add(words.Html("opml.most", ("count", (long)OpmlOffer.MostFeeds)));
        lines.AddRange(NoPlace(turn, plan, adds));
        var rows = new List<IReadOnlyList<Button>>();
        if (page is { } shown)
        {
            lines.Add(words.Html("opml.groups"));
            rows.AddRange(GroupRows(turn, offer, key, shown));
        }
        if (adds > 0)
            rows.Add([Buttons.Press(words.Say(adds == plan.Count - there ? "opml.add" : "opml.add-first", ("count", (long)adds)), Verbs.OpmlAdd, key, style: ButtonStyle.Primary)]);
        if (page is not null)
            rows.Add([Buttons.Press(words.Say("button.back"), Verbs.OpmlGroups, key)]);
        else if (offer.Groups.Count > 1 && (offer.LeftOut.Count > 0 || there < plan.Count))
            rows.Add([Buttons.Press(words.Say("opml.choose"), Verbs.OpmlGroups, key, "0")]);
        if (adds == 0)
            rows.Add([Buttons.Open(turn, "sources"), Buttons.Open(turn, "subscriptions")]);
        return new Screen(string.Join('\n', lines) + Problems(turn, offer), new Keyboard(rows));
    }

    private static IEnumerable<string> NoPlace(Turn turn, IReadOnlyList<OpmlStep> plan, int adds)
    {
        var limits = turn.Desk.Limits;
        if (plan.Any(step => step.Fate == OpmlFate.NoPlaceForFeed))
            yield return limits.Feeds == 0
                ? turn.Words.Html("subscribe.feed-limit", ("count", 0L))
                : turn.Words.Html("opml.fits-feeds", ("count", (long)adds), ("limit", limits.Feeds));
        if (plan.Any(step => step.Fate == OpmlFate.NoPlaceForSubscription))
            yield return turn.Words.Html("opml.fits-subscriptions", ("count", (long)adds), ("limit", limits.Subscriptions));
    }

    private static IEnumerable<IReadOnlyList<Button>> GroupRows(Turn turn, OpmlOffer offer, string key, int page)
    {
        var words = turn.Words;
        var counts = offer.Feeds.CountBy(feed => feed.Folder).ToDictionary();
        var groups = offer.Groups.Select((name, index) => (name, index)).ToList();
        var last = (groups.Count - 1) / PageSize;
        page = Math.Clamp(page, 0, last);
        var buttons = groups.Skip(page * PageSize).Take(PageSize).Select(group => Buttons.Press(
            $"{(offer.LeftOut.Contains(group.index) ? "▫️" : "✅")} {TelegramHtml.TruncatePlain(group.name.Length == 0 ? words.Say("opml.no-group") : group.name, 28)} · {words.Number(counts[group.name])}",
            Verbs.OpmlGroups, key, $"{page}.{group.index}"));
        foreach (var row in Buttons.InRowsOf(PerRow, buttons))
            yield return row;
        var turns = new List<Button>();
        if (page > 0)
            turns.Add(Buttons.Press(words.Say("button.previous"), Verbs.OpmlGroups, key, $"{page - 1}"));
        if (page < last)
            turns.Add(Buttons.Press(words.Say("button.next"), Verbs.OpmlGroups, key, $"{page + 1}"));
        if (turns.Count > 0)
            yield return turns;
    }
}
