using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What stands behind the buttons of a list of articles.</summary>
internal sealed class ArticleListState
{
    /// <summary>As it was written; null: the latest.</summary>
    public string? Query { get; set; }

    /// <summary>What a chat missed that could not be written to; null: another list.</summary>
    public MissedSpan? Missed { get; set; }

    /// <summary>Not only what the chat follows.</summary>
    public bool Everything { get; set; }

    /// <summary>Of a search; messages of an older version have none and are the newest first.</summary>
    public SearchOrder Order { get; set; }

    /// <summary>Of a search that found nothing: what was probably meant.</summary>
    public string? Corrected { get; set; }

    /// <summary>Cursors at which the pages seen so far begin; the first page always begins at the newest article.</summary>
    public List<long?> Starts { get; set; } = [null];

    public int Page { get; set; }

    /// <summary>What had come in when its first page was read (<see cref="ArticleScope.Through"/>); messages of an older version have none.</summary>
    public long? Through { get; set; }
}

/// <summary>The time in which articles were missed.</summary>
internal sealed class MissedSpan
{
    /// <summary>Unix milliseconds.</summary>
    public long Since { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public long Until { get; set; }

    /// <summary>Only what is followed in the forum topic where the list stands.</summary>
    public bool OfTopic { get; set; }
}

/// <summary>What a page shows.</summary>
/// <param name="Page">Its articles.</param>
/// <param name="Query">What they were found by; null: the latest.</param>
/// <param name="Advice">For a search that found nothing.</param>
/// <param name="IndexedPercent">How much of the index is renewed; null when it is not being renewed.</param>
/// <param name="Folds">Of those of its articles that stand for several.</param>
internal sealed record ArticleListPage(
    ArticlePage Page, Query? Query, SearchAdvice? Advice, int? IndexedPercent, IReadOnlyDictionary<long, ArticleFold> Folds);

/// <summary>The list behind /latest and /search: one message, paged by editing.</summary>
internal static class ArticleList
{
    public const int PageSize = 5;
    public const string Follow = "follow";
    public const string Stop = "stop";
    private const string Kind = "list";

    public static async Task<Decision> OpenAsync(Turn turn, ArticleListState state, CancellationToken cancellationToken)
    {
        var screen = await ReadAsync(turn, state, cancellationToken);
        return async (session, cancellation) =>
        {
            var key = await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, state, cancellation);
            return Answer.Show(screen(key));
        };
    }

    /// <summary>A press on ◀ or ▶; the argument is the page.</summary>
    public static Task<Decision> PageAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        ChangeAsync(turn, data, state => state.Page = PageOf(state, data), cancellationToken);

    /// <summary>Back from a story to the page as it was, whatever came in meanwhile.</summary>
    public static Task<Decision> BackAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        ChangeAsync(turn, data, state => state.Page = PageOf(state, data), cancellationToken, isTheSame: true);

    /// <summary>From what the chat follows to everything and back.</summary>
    public static Task<Decision> EverythingAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        ChangeAsync(turn, data, state =>
        {
            state.Everything = !state.Everything;
            state.Page = 0;
            state.Starts = [null];
        }, cancellationToken);

    /// <summary>The best first, or the newest first again.</summary>
    public static Task<Decision> OrderAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        ChangeAsync(turn, data, state =>
        {
            state.Order = state.Order == SearchOrder.NewestFirst ? SearchOrder.BestFirst : SearchOrder.NewestFirst;
            state.Page = 0;
            state.Starts = [null];
        }, cancellationToken);

    /// <summary>Searches for what was probably meant.</summary>
    public static Task<Decision> CorrectedAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        ChangeAsync(turn, data, state =>
        {
            (state.Query, state.Corrected) = (state.Corrected ?? state.Query, null);
            state.Page = 0;
            state.Starts = [null];
        }, cancellationToken);

    /// <summary>
    /// Follows the search, with what it would have sent and an Undo in a message of its own, or stops that. The argument says which
    /// of them the button promised: the list may have been shown before something else changed it.
    /// </summary>
    public static async Task<Decision> FollowSearchAsync(Turn turn, ButtonData data, CancellationToken cancellationToken)
    {
        var state = await LoadAsync(turn, data.Key, cancellationToken);
        if (state?.Query is not { } text || QueryParser.Parse(text) is not QueryParseResult.Parsed parsed)
            return Decide.To(Answers.OldMenu(turn, "search"));
        var subject = Subject.Query(parsed.Query.ToString(), text);
        var followed = await turn.Desk.Database.ReadAsync(
            session => turn.Desk.Subscriptions.FindAsync(session, turn.Destination.DestinationId, subject, cancellationToken), cancellationToken);
        var stops = data.Argument == Stop || (data.Argument.Length == 0 && followed is not null);
        var screen = await ReadAsync(turn, state, cancellationToken, isFollowed: !stops, isTheSame: true);
        if (stops)
            return async (session, cancellation) =>
            {
                if (followed is not null)
                    await Effects.EndSubscriptionAsync(session, turn, followed.SubscriptionId, cancellation);
                return Answer.Show(screen(data.Key), turn.Words.Say("search.unfollowed"));
            };
        var outlook = await turn.Desk.Database.ReadAsync(session => FollowAnswer.LookAsync(session, turn, text, cancellationToken), cancellationToken);
        return async (session, cancellation) =>
        {
            var (answer, added) = await FollowAnswer.SubscribeAsync(
                session, turn, subject, turn.Words.Html("subscribe.query", ("name", text)), FollowAnswer.Text(turn, outlook), new UndoSteps { Text = text },
                _ => [], FollowAnswer.NarrowingOf(turn, outlook, text), cancellation);
            // At the limit nothing is followed, and the list stays as it is.
            return added || followed is not null
                ? new Answer([new Reply.Show(screen(data.Key)), .. added ? new Reply[] { new Reply.Say(answer) } : []], turn.Words.Say("search.followed"))
                : Answer.OnlyToast(TelegramHtml.ToPlain(answer.Html), alert: true);
        };
    }

    /// <summary>Where what is muted is left out of the stories of a list; 0: nowhere, as it finds what is muted too.</summary>
    public static long PlaceOf(Turn turn, ArticleListState state) => state.Query is null && !state.Everything ? turn.Destination.DestinationId : 0;

    private static int PageOf(ArticleListState state, ButtonData data) => int.TryParse(data.Argument, out var page) ? Math.Clamp(page, 0, state.Starts.Count - 1) : 0;

    private static async Task<Decision> ChangeAsync(Turn turn, ButtonData data, Action<ArticleListState> change, CancellationToken cancellationToken, bool isTheSame = false)
    {
        if (await LoadAsync(turn, data.Key, cancellationToken) is not { } state)
            return Decide.To(Answers.OldMenu(turn, "latest"));
        change(state);
        var screen = await ReadAsync(turn, state, cancellationToken, isTheSame: isTheSame);
        return async (session, cancellation) =>
        {
            await turn.Desk.Views.UpdateAsync(session, turn.Chat.ChatKey, Kind, data.Key, state, cancellation);
            return Answer.Show(screen(data.Key));
        };
    }

    /// <summary>Keeps a list that nobody has opened yet, for a button with <see cref="Verbs.Page"/>.</summary>
    public static Task<string> SaveAsync(Session session, Turn turn, ArticleListState state, CancellationToken cancellationToken) =>
        turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, state, cancellationToken);

    /// <summary>Null when there is no list of this key in this chat (any more).</summary>
    public static Task<ArticleListState?> LoadAsync(Turn turn, string key, CancellationToken cancellationToken) =>
        turn.Desk.Database.ReadAsync(session => turn.Desk.Views.LoadAsync<ArticleListState>(session, turn.Chat.ChatKey, Kind, key, cancellationToken), cancellationToken);

    // Reads the page outside of any transaction; the state learns where the next page begins. The first page shows what is new, unless it is to
    // be the same; those behind it are of the same moment, so that a story that grows meanwhile is neither lost between them nor comes twice.
    private static Task<Func<string, Screen>> ReadAsync(
        Turn turn, ArticleListState state, CancellationToken cancellationToken, bool? isFollowed = null, bool isTheSame = false) =>
        turn.Desk.Database.ReadAsync<Func<string, Screen>>(async session =>
        {
            var query = state.Query is { } text && QueryParser.Parse(text) is QueryParseResult.Parsed parsed ? parsed.Query : null;
            var scope = await Horizon.OfAsync(session, turn, query, cancellationToken);
            var following = query is null ? await Horizon.FollowingAsync(session, turn, cancellationToken) : null;
            if (state.Missed is { } missed)
                scope = await MissedNews.ScopeAsync(session, turn, missed, cancellationToken);
            else if (!state.Everything)
                scope = scope with { Following = following ?? new Following([], []), Muted = await Horizon.MutedAsync(session, turn, cancellationToken) };
            if (state.Page == 0 && !isTheSame)
                state.Through = await ArticleStore.LastArrivalAsync(session, cancellationToken);
            scope = scope with { Through = state.Through };
            var page = query is null
                ? await turn.Desk.Articles.LatestAsync(session, scope, state.Starts[state.Page], PageSize, cancellationToken)
                : await turn.Desk.Articles.SearchAsync(session, scope, query, state.Order, state.Starts[state.Page], PageSize, cancellationToken);
            state.Starts = [.. state.Starts.Take(state.Page + 1)];
            if (page.Before is not null)
                state.Starts.Add(page.Before);
            var followed = isFollowed ?? (query is not null && await IsFollowedAsync(session, turn, query, state.Query!, cancellationToken));
            var advice = query is not null && page.Articles.Count == 0 && state.Page == 0
                ? await turn.Desk.Articles.AdviseAsync(session, scope, query, cancellationToken)
                : null;
            state.Corrected = advice?.Corrected;
            var indexed = query is null ? null : await ArticleStore.IndexedPercentAsync(session, cancellationToken);
            var folds = await ArticleFold.ReadAsync(session, page.Articles, turn.Chat.ChatKey, PlaceOf(turn, state), cancellationToken);
            return key => ArticleListScreen.Compose(turn, state, new ArticleListPage(page, query, advice, indexed, folds), key, following is not null, followed);
        }, cancellationToken);

    private static async Task<bool> IsFollowedAsync(Session session, Turn turn, Query query, string written, CancellationToken cancellationToken) =>
        await turn.Desk.Subscriptions.FindAsync(session, turn.Destination.DestinationId, Subject.Query(query.ToString(), written), cancellationToken) is not null;
}
