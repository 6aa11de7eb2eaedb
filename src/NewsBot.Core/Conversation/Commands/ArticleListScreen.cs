using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;

namespace NewsBot.Core.Conversation;

/// <summary>
/// How a page of articles looks: number, linked title, source and publishing moment, and of a search where its words stand; an
/// empty one invites.
/// </summary>
internal static class ArticleListScreen
{
    private const int TitleLimit = 200;

    public static Screen Compose(Turn turn, ArticleListState state, ArticleListPage shown, string key, bool followsSomething, bool isFollowed)
    {
        var page = shown.Page;
        if (page.Articles.Count == 0 && state.Page == 0)
            return Empty(turn, state, shown, key, followsSomething, isFollowed);
        var first = state.Page * ArticleList.PageSize;
        // An older page may have emptied since: by retention, or while the index is made anew.
        if (page.Articles.Count == 0)
            return new Screen($"{Title(turn, state)}\n\n{turn.Words.Html("list.page-gone")}", new Keyboard([.. Rows(turn, state, key, false, followsSomething, isFollowed)]));
        var items = page.Articles.Select((article, index) => Item(turn, article, shown, first + index + 1));
        return new Screen(
            $"{Title(turn, state)} · {Range(first + 1, first + page.Articles.Count)}\n\n{string.Join("\n\n", items)}{Renewing(turn, shown)}",
            new Keyboard([.. Openers(state, shown, key), .. Rows(turn, state, key, page.Before is not null, followsSomething, isFollowed)]));
    }

    // One for each folded line, at most three in a row.
    private static IEnumerable<IReadOnlyList<Button>> Openers(ArticleListState state, ArticleListPage shown, string key)
    {
        var openers = shown.Page.Articles.Index().Where(line => shown.Folds.ContainsKey(line.Item.ArticleId))
            .Select(line => StoryScreen.Opener(state.Page * ArticleList.PageSize + line.Index + 1, shown.Folds[line.Item.ArticleId], key, state.Page, line.Item.StoryId)).ToList();
        return Buttons.InRowsOf(openers.Count > 3 ? (openers.Count + 1) / 2 : 3, openers);
    }

    /// <summary>"1. Title (linked), then a line of the text with the words that were found, then BBC World · 23 Nov 2026, 11:26 · 2 min · +2".</summary>
    private static string Item(Turn turn, Article article, ArticleListPage shown, int number)
    {
        var query = shown.Query;
        var others = shown.Folds.GetValueOrDefault(article.ArticleId) is { Outlets: > 0 } fold ? $" · +{fold.Outlets}" : "";
        var sample = article.Sample == 1 ? $" · {turn.Words.Html("list.sample")}" : "";
        var origin = $"<i>{ArticleRenderer.Origin(article, turn.Chat, turn.Words)}{others}{sample}</i>";
        if (query is null)
            return $"{number}. {PlainTitle(article)}\n{origin}";
        var title = article.Title.Length <= TitleLimit ? TelegramHtml.LinkOfHtml(SnippetHtml.Of(Snippet.OfTitle(article, query)), article.Url) : PlainTitle(article);
        var snippet = SnippetHtml.Of(Snippet.Of(article, query));
        return $"{number}. {title}\n{(snippet.Length == 0 ? "" : snippet + "\n")}{origin}";
    }

    private static string PlainTitle(Article article) => TelegramHtml.Link(TelegramHtml.TruncatePlain(article.Title, TitleLimit), article.Url);

    private static string Renewing(Turn turn, ArticleListPage shown) =>
        shown.IndexedPercent is { } percent ? $"\n\n<i>{turn.Words.Html("search.renewing", ("percent", (long)percent))}</i>" : "";

    private static string Range(int first, int last) => first == last ? $"{first}" : $"{first}–{last}";

    private static string Title(Turn turn, ArticleListState state) => state switch
    {
        { Missed: { } missed } => turn.Words.Html("list.missed", ("moment", MomentMarkup.Of(turn.Words, turn.Chat, missed.Since, "dt"))),
        { Query: { } query } => turn.Words.Html("list.search", ("query", TelegramHtml.TruncatePlain(query, TitleLimit))),
        { Everything: true } => turn.Words.Html("list.everything"),
        _ => turn.Words.Html("list.following"),
    };

    private static IEnumerable<IReadOnlyList<Button>> Rows(Turn turn, ArticleListState state, string key, bool hasOlder, bool followsSomething, bool isFollowed)
    {
        var words = turn.Words;
        var paging = new List<Button>();
        if (state.Page > 0)
            paging.Add(Buttons.Press(words.Say("button.newer"), Verbs.Page, key, $"{state.Page - 1}"));
        if (hasOlder)
            paging.Add(Buttons.Press(words.Say("button.older"), Verbs.Page, key, $"{state.Page + 1}"));
        if (paging.Count > 0)
            yield return paging;
        if (state.Missed is not null)
            yield break;
        if (state.Query is not null && (hasOlder || state.Page > 0))
            yield return [Buttons.Press(words.Say(state.Order == SearchOrder.NewestFirst ? "button.best-first" : "button.newest-first"), Verbs.SearchOrder, key)];
        if (state.Query is not null)
            yield return [Buttons.Press(words.Say(isFollowed ? "button.unfollow-search" : "button.follow-search"), Verbs.FollowSearch, key, isFollowed ? ArticleList.Stop : ArticleList.Follow)];
        else if (followsSomething)
            yield return [Buttons.Press(words.Say(state.Everything ? "button.only-followed" : "button.everything"), Verbs.Everything, key)];
        else
            yield return [Buttons.Open(turn, "topics")];
    }

    private static Screen Empty(Turn turn, ArticleListState state, ArticleListPage shown, string key, bool followsSomething, bool isFollowed)
    {
        var words = turn.Words;
        if (state.Missed is not null)
            return new Screen(words.Html("missed.nothing"), Keyboard.Of([Buttons.Open(turn, "latest")]));
        if (state.Query is { } query)
            return new Screen(
                words.Html(isFollowed ? "search.nothing-followed" : "search.nothing", ("query", TelegramHtml.TruncatePlain(query, TitleLimit))) + Advice(turn, shown) + Renewing(turn, shown),
                new Keyboard([.. Correction(turn, shown, key),
                    [Buttons.Press(words.Say(isFollowed ? "button.unfollow-search" : "button.tell-me"), Verbs.FollowSearch, key, isFollowed ? ArticleList.Stop : ArticleList.Follow)],
                    [Buttons.Open(turn, "latest"), Buttons.Open(turn, "topics")]]));
        return state.Everything
            ? new Screen(words.Html("list.nothing-at-all"), Keyboard.Of([Buttons.Open(turn, "topics"), Buttons.Open(turn, "sources")]))
            : new Screen(words.Html("list.nothing-followed"), Keyboard.Of([Buttons.Press(words.Say("button.everything"), Verbs.Everything, key)], [Buttons.Open(turn, "topics")]));
    }

    private static IEnumerable<IReadOnlyList<Button>> Correction(Turn turn, ArticleListPage shown, string key) => shown.Advice?.Corrected is { } corrected
        ? [[Buttons.Press(turn.Words.Say("query.try", ("query", corrected)), Verbs.SearchCorrected, key)]]
        : [];

    private static string Advice(Turn turn, ArticleListPage shown)
    {
        if (shown.Advice is not { } advice)
            return "";
        var missing = advice.Missing.Count == 0 ? "" : "\n" + turn.Words.Html("search.missing", ("words", TelegramHtml.TruncatePlain(string.Join(", ", advice.Missing), TitleLimit)));
        return missing + (advice.Corrected is { } corrected ? "\n" + turn.Words.Html("search.did-you-mean", ("query", TelegramHtml.TruncatePlain(corrected, TitleLimit))) : "");
    }
}
