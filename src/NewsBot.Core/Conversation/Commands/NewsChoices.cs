using System.Text;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// The choices under an alert: mute this source here, mute words, stop what brought it. Only the buttons change, since
/// the message may be a picture with a caption. The key is the row of the message.
/// </summary>
internal static class NewsChoices
{
    private const int MostWords = 8;
    private const int ShortestWord = 4;
    private const int LongestWordBytes = 36;
    private const int MostSubscriptions = 4;

    /// <summary>
    /// The one button that opens the choices; beside it what was offered once and is still open, and where other sources are named what splits
    /// them off.
    /// </summary>
    public static async Task<Keyboard> ClosedAsync(Session session, Turn turn, string key, CancellationToken cancellationToken, bool isOfferSettled = false)
    {
        if (ButtonKey.Parse(key) is not { } messageId)
            return AlertComposer.Buttons(0);
        var isFolded = await MessageStories.ReadAsync(session, turn, messageId, cancellationToken) is { IsFoldedAlert: true };
        return AlertComposer.Buttons(messageId, isOfferSettled ? null : NightOffer.Again(turn.Chat, messageId), isFolded ? AlertComposer.Apart(messageId, turn.Words) : null);
    }

    public static Task<Decision> OpenAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithNews(turn, data, async (session, news, cancellation) =>
    {
        var words = turn.Words;
        var rows = new List<IReadOnlyList<Button>>
        {
            new[] { Buttons.Press(words.Say("news.mute-source", ("name", news.Article.FeedTitle)), Verbs.NewsMuteSource, data.Key) },
            new[] { Buttons.Press(words.Say("news.mute-words"), Verbs.NewsWords, data.Key) },
        };
        foreach (var subscription in news.Subscriptions.Take(MostSubscriptions))
            rows.Add([Buttons.Press(words.Say("news.stop", ("name", await Labels.OfAsync(session, turn, subscription, cancellation))), Verbs.NewsStop, data.Key, ButtonKey.Of(subscription.SubscriptionId))]);
        if (ButtonKey.Parse(data.Key) is { } messageId && await MessageStories.ReadAsync(session, turn, messageId, cancellation) is { Stories: [{ Reports.Count: > 1 } story] })
            rows.Add([Buttons.Press(words.Say("story.all-reports", ("count", story.Reports.Count)), Verbs.Reports, data.Key, StoryScreen.FromMenu)]);
        rows.Add([Buttons.Press(words.Say("news.why"), Verbs.NewsWhy, data.Key)]);
        rows.Add([Back(turn, data.Key)]);
        return new Answer([new Reply.Rebutton(new Keyboard(rows))]);
    });

    // Works without the article too: it only closes the choices.
    public static Task<Decision> BackAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        Decide.In(async (session, cancellation) => ButtonKey.Parse(data.Key) is null
            ? Answers.OldMenu(turn, "subscriptions")
            : new Answer([new Reply.Rebutton(await ClosedAsync(session, turn, data.Key, cancellation))]));

    public static Task<Decision> MuteSourceAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithNews(turn, data, (session, news, cancellation) =>
        MuteAsync(session, turn, data, Subject.Feed(news.Article.FeedId), news.Article.FeedTitle, turn.Words.Say("sources.muted", ("name", news.Article.FeedTitle)), cancellation));

    public static Task<Decision> WordsAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithNews(turn, data, (_, news, _) =>
    {
        var buttons = WordsOf(news.Article.Title).Select(word => Buttons.Press($"🔇 {word}", Verbs.NewsMuteWord, data.Key, word));
        return Task.FromResult(new Answer(
            [new Reply.Rebutton(new Keyboard([.. Buttons.InRowsOf(2, buttons), [Back(turn, data.Key)]]))], turn.Words.Say("news.words-how")));
    });

    public static Task<Decision> MuteWordAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithNews(turn, data, async (session, _, cancellation) =>
        QueryParser.Parse(data.Argument) is QueryParseResult.Parsed parsed
            ? await MuteAsync(session, turn, data, Subject.Query(parsed.Query.ToString(), data.Argument), data.Argument, turn.Words.Say("news.word-muted", ("word", data.Argument)), cancellation)
            : Answers.OldMenu(turn, "mute"));

    public static Task<Decision> StopAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => WithNews(turn, data, async (session, _, cancellation) =>
    {
        if (ButtonKey.Parse(data.Argument) is not { } id || await Effects.EndSubscriptionAsync(session, turn, id, cancellation) is not { } subscription)
            return new Answer([new Reply.Rebutton(await ClosedAsync(session, turn, data.Key, cancellation))], turn.Words.Say("subscriptions.gone"));
        var said = turn.Words.Say("topics.left", ("name", await Labels.OfAsync(session, turn, subscription, cancellation)));
        return await DoneAsync(session, turn, data, said, new UndoSteps { RestoreSubscriptions = [id] }, cancellation);
    });

    /// <summary>Words of a title worth muting: four letters at least, each once, in their order.</summary>
    public static IReadOnlyList<string> WordsOf(string title) =>
        [.. Split(title)
            .Where(word => word.Length >= ShortestWord && Encoding.UTF8.GetByteCount(word) <= LongestWordBytes && QueryParser.Parse(word) is QueryParseResult.Parsed)
            .DistinctBy(word => word.ToUpperInvariant()).Take(MostWords)];

    private static IEnumerable<string> Split(string title)
    {
        var word = new StringBuilder();
        foreach (var character in title)
        {
            if (char.IsLetterOrDigit(character) || (word.Length > 0 && character is '\'' or '’' or 'ʼ' or '-'))
            {
                word.Append(character);
                continue;
            }
            if (word.Length > 0)
                yield return word.ToString().Trim('\'', '’', 'ʼ', '-');
            word.Clear();
        }
        if (word.Length > 0)
            yield return word.ToString().Trim('\'', '’', 'ʼ', '-');
    }

    // What was muted before stays so: an Undo of this would end it.
    private static async Task<Answer> MuteAsync(Session session, Turn turn, ButtonData data, Subject subject, string name, string said, CancellationToken cancellationToken)
    {
        if (await turn.Desk.Mutes.FindAsync(session, turn.Destination.DestinationId, subject, cancellationToken) is not null)
            return new Answer([new Reply.Rebutton(await ClosedAsync(session, turn, data.Key, cancellationToken))], turn.Words.Say("news.muted-already", ("name", name)));
        var mute = await Effects.MuteAsync(session, turn, subject, cancellationToken);
        return await DoneAsync(session, turn, data, said, new UndoSteps { EndMutes = [mute.MuteId] }, cancellationToken);
    }

    private static async Task<Answer> DoneAsync(Session session, Turn turn, ButtonData data, string said, UndoSteps undo, CancellationToken cancellationToken)
    {
        undo.NewsKey = data.Key;
        var key = await Undo.SaveAsync(session, turn, undo, cancellationToken);
        return new Answer([new Reply.Rebutton(Keyboard.Of([Buttons.Undo(turn, key), Back(turn, data.Key)]))], said);
    }

    private static Button Back(Turn turn, string key) => Buttons.Press(turn.Words.Say("button.back"), Verbs.NewsBack, key);

    private static Task<Decision> WithNews(Turn turn, ButtonData data, Func<Session, News, CancellationToken, Task<Answer>> act) => Decide.In(async (session, cancellation) =>
        await LoadAsync(session, turn, data.Key, cancellation) is { } news
            ? await act(session, news, cancellation)
            : Answers.OldMenu(turn, "subscriptions"));

    // Null when the message or its article is no longer stored, or is another chat's.
    private static async Task<News?> LoadAsync(Session session, Turn turn, string key, CancellationToken cancellationToken)
    {
        if (ButtonKey.Parse(key) is not { } messageId)
            return null;
        var deliveries = await turn.Desk.Deliveries.OfMessageAsync(session, turn.Chat.ChatKey, messageId, cancellationToken);
        if (deliveries.Count == 0 || await turn.Desk.Articles.GetAsync(session, deliveries[0].ArticleId, cancellationToken) is not { } article)
            return null;
        if (article.FeedTitle.Length == 0)
            article.FeedTitle = (await FeedStore.FindAsync(session, article.FeedId, cancellationToken))?.Title ?? "";
        var ids = deliveries.SelectMany(delivery => delivery.SubscriptionIds).Distinct().ToList();
        var subscriptions = (await turn.Desk.Subscriptions.GetAsync(session, ids, cancellationToken)).Where(subscription => subscription.EndedAt is null).ToList();
        return new News(article, subscriptions);
    }

    private sealed record News(Article Article, IReadOnlyList<Subscription> Subscriptions);
}
