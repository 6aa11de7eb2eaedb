using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// [✂️ Not the same story] under an alert that names other sources: the one that tells something else is split off, where there are several
/// after it was chosen. It comes at once as an alert of its own.
/// </summary>
internal static class ApartChoice
{
    private const int MostOutlets = 40;

    /// <summary>The key is the row of the message, the argument the report that was chosen.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (ButtonKey.Parse(data.Key) is not { } messageId || await MessageStories.ReadAsync(session, turn, messageId, cancellation) is not { Stories: [var story] })
            return Answers.OldMenu(turn, "latest");
        var chosen = ButtonKey.Parse(data.Argument) is { } articleId
            ? story.Beside.FirstOrDefault(report => report.ArticleId == articleId)
            : story.Beside is [var only] ? only : null;
        if (chosen is not null)
            return await SplitAsync(session, turn, data, story, chosen, cancellation);
        if (data.Argument.Length == 0 && story.Beside.Count > 1)
            return Choice(turn, data.Key, story.Beside);
        // Pressed twice, or taken back by its source meanwhile.
        return new Answer([new Reply.Rebutton(await NewsChoices.ClosedAsync(session, turn, data.Key, cancellation))], turn.Words.Say("story.apart.already"));
    });

    private static Answer Choice(Turn turn, string key, IReadOnlyList<StoryReport> beside)
    {
        var outlets = beside.Take(MostOutlets).Select(report => Buttons.Press($"✂️ {NameOf(report)}", Verbs.Apart, key, ButtonKey.Of(report.ArticleId)));
        return new Answer(
            [new Reply.Rebutton(new Keyboard([.. Buttons.InRowsOf(2, outlets), [Buttons.Press(turn.Words.Say("button.back"), Verbs.NewsBack, key)]]))],
            turn.Words.Say("story.apart.which"));
    }

    // Of an outlet with several reports all are apart, and the first comes.
    private static async Task<Answer> SplitAsync(Session session, Turn turn, ButtonData data, StoryInMessage story, StoryReport chosen, CancellationToken cancellationToken)
    {
        List<long> articles = [chosen.ArticleId, .. story.Reports.Where(report => report.Outlet == chosen.Outlet && report.ArticleId != chosen.ArticleId).Select(report => report.ArticleId)];
        var sends = turn.Chat.State != "stopped" && turn.Destination.ClosedAt is null;
        var comes = await turn.Desk.Splits.SplitAsync(session, turn.Chat.ChatKey, story.Delivery, articles, sends, cancellationToken);
        var undo = await Undo.SaveAsync(session, turn, new UndoSteps { Joins = [new SplitStep { StoryId = story.Delivery.StoryId, Articles = articles }], Then = "latest" }, cancellationToken);
        var name = ("name", (object)NameOf(chosen));
        // The message is made anew and would lose an Undo under it.
        var screen = new Screen(turn.Words.Html(comes ? "story.apart.comes" : "story.apart.done", name), Keyboard.Of([Buttons.Undo(turn, undo)]));
        var closed = new Reply.Rebutton(await NewsChoices.ClosedAsync(session, turn, data.Key, cancellationToken));
        return new Answer([closed, new Reply.Say(screen)], turn.Words.Say("story.apart.toast", name));
    }

    private static string NameOf(StoryReport report) =>
        TelegramHtml.TruncatePlain(FeedLine.Of(report.FeedTitle), 60) is { Length: > 0 } name ? name : report.Outlet;
}
