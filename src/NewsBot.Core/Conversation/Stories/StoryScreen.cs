using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>
/// All reports of a story that a chat may see, the earliest first: from a line of /latest or /search in its place, with a way back; from an
/// alert, a list or a digest, of all its stories that have several, in a message of its own.
/// </summary>
internal static class StoryScreen
{
    /// <summary>The argument of <see cref="Verbs.Reports"/> where the choices under an alert are open, to be closed again.</summary>
    public const string FromMenu = "m";

    private const int PageSize = 10;
    private const int TitleLimit = 120;
    private const int SourceLimit = 60;

    /// <summary>The button of a folded line: "2 ▾ +3". Its argument says where it was pressed: page, story.</summary>
    public static Button Opener(int number, ArticleFold fold, string listKey, int listPage, long storyId) =>
        Buttons.Press(fold.Outlets > 0 ? $"{number} ▾ +{fold.Outlets}" : $"{number} ▾", Verbs.Story, listKey, Argument(listPage, storyId));

    /// <summary>A press on it; the argument may name a page of the screen too.</summary>
    public static async Task<Decision> OfListAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var parts = data.Argument.Split('.');
        if (parts.Length < 2 || ButtonKey.Parse(parts[1]) is not { } storyId || await ArticleList.LoadAsync(turn, data.Key, cancellationToken) is not { } list)
            return Decide.To(Answers.OldMenu(turn, "latest"));
        var listPage = Buttons.PageIn(parts[0]);
        var reports = await turn.Desk.Database.ReadAsync(session => StoryReports.ReadAsync(session, [storyId], [turn.Chat.ChatKey], cancellationToken), cancellationToken);
        var all = reports.Of(storyId, turn.Chat.ChatKey, ArticleList.PlaceOf(turn, list));
        var back = Buttons.Press(turn.Words.Say("button.back"), Verbs.ListBack, data.Key, $"{listPage}");
        return Decide.To(Answer.Show(Compose(turn, [all], Buttons.PageIn(parts.ElementAtOrDefault(2) ?? ""),
            page => Buttons.Press("", Verbs.Story, data.Key, $"{Argument(listPage, storyId)}.{page}"), back)));
    }

    /// <summary>A press under an alert, a list or a digest; the key is the row of the message, the argument a page where the screen stands already.</summary>
    public static Task<Decision> OfMessageAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (ButtonKey.Parse(data.Key) is not { } messageId || await MessageStories.ReadAsync(session, turn, messageId, cancellation) is not { } message)
            return Answers.OldMenu(turn, "latest");
        List<IReadOnlyList<StoryReport>> stories = message.Stories is [var only]
            ? [only.Reports]
            : [.. message.Stories.Where(story => story.Reports.Count > 1).OrderBy(story => story.Delivery.ArticleId).Select(story => story.Reports)];
        var screen = Compose(turn, stories, Buttons.PageIn(data.Argument), page => Buttons.Press("", Verbs.Reports, data.Key, $"{page}"), back: null);
        return data.Argument switch
        {
            "" => Answer.Say(screen),
            FromMenu => new Answer([new Reply.Say(screen), new Reply.Rebutton(await NewsChoices.ClosedAsync(session, turn, data.Key, cancellation))]),
            _ => Answer.Show(screen),
        };
    });

    // Of several stories each has its number and heading, again on every page that it reaches.
    private static Screen Compose(Turn turn, List<IReadOnlyList<StoryReport>> stories, int page, Func<int, Button> toPage, Button? back)
    {
        var words = turn.Words;
        var lines = stories.SelectMany((reports, story) => reports.OrderBy(report => report.ArticleId).Select((report, number) => (Story: story, Number: number + 1, Report: report))).ToList();
        var last = Math.Max(0, (lines.Count - 1) / PageSize);
        page = Math.Clamp(page, 0, last);
        List<IReadOnlyList<Button>> rows = [.. Paging(turn, page, last, toPage)];
        if (back is not null)
            rows.Add([back]);
        if (lines.Count == 0)
            return new Screen(words.Html("story.screen.gone"), back is null ? Keyboard.Of([Buttons.Open(turn, "latest")]) : new Keyboard(rows));
        var shown = lines.Skip(page * PageSize).Take(PageSize).GroupBy(line => line.Story).Select(story => string.Join('\n',
            (stories.Count == 1 ? [] : new[] { $"<b>{TelegramHtml.Escape(Title(stories[story.Key].MinBy(report => report.ArticleId)!, TitleLimit / 2, words))}</b>" })
            .Concat(story.Select(line => Line(turn, line.Number, line.Report)))));
        var head = stories.Count == 1
            ? words.Html("story.screen.head", ("count", lines.Count))
            : words.Html("story.screen.head-stories", ("count", stories.Count));
        return new Screen(string.Join("\n\n", shown.Prepend(head)), rows.Count == 0 ? null : new Keyboard(rows));
    }

    private static string Line(Turn turn, int number, StoryReport report)
    {
        var source = TelegramHtml.Escape(TelegramHtml.TruncatePlain(FeedLine.Of(report.FeedTitle), SourceLimit));
        var moment = MomentMarkup.Of(turn.Words, turn.Chat, Article.SortTimeOf(report.ArticleId), "dt").Html;
        return $"{number}. {TelegramHtml.Link(Title(report, TitleLimit, turn.Words), report.Url)}\n<i>{(source.Length == 0 ? moment : $"{source} · {moment}")}</i>";
    }

    private static string Title(StoryReport report, int limit, Wording.Words words) =>
        TelegramHtml.TruncatePlain(FeedLine.Of(report.Title), limit) is { Length: > 0 } title ? title : words.Say("alert.untitled");

    private static IEnumerable<IReadOnlyList<Button>> Paging(Turn turn, int page, int last, Func<int, Button> toPage)
    {
        var row = new List<Button>();
        if (page > 0)
            row.Add(toPage(page - 1) with { Text = turn.Words.Say("button.previous") });
        if (page < last)
            row.Add(toPage(page + 1) with { Text = turn.Words.Say("button.next") });
        if (row.Count > 0)
            yield return row;
    }

    private static string Argument(int listPage, long storyId) => $"{listPage}.{ButtonKey.Of(storyId)}";
}
