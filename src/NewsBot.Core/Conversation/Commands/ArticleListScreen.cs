using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>How a page of articles looks: number, linked title, source and publishing moment; an empty one invites.</summary>
internal static class ArticleListScreen
{
    private const int TitleLimit = 200;

    public static Screen Compose(Turn turn, ArticleListState state, ArticlePage page, string key, bool followsSomething, bool isFollowed)
    {
        var words = turn.Words;
        if (page.Articles.Count == 0 && state.Page == 0)
            return Empty(turn, state, key, followsSomething, isFollowed);
        var first = state.Page * ArticleList.PageSize;
        // An older page may have emptied since: by retention, or while the index is made anew.
        if (page.Articles.Count == 0)
            return new Screen($"{Title(turn, state)}\n\n{words.Html("list.page-gone")}", new Keyboard([.. Rows(turn, state, key, false, followsSomething, isFollowed)]));
        var items = page.Articles.Select((article, index) => Item(turn, article, first + index + 1));
        return new Screen(
            $"{Title(turn, state)} · {Range(first + 1, first + page.Articles.Count)}\n\n{string.Join("\n\n", items)}",
            new Keyboard([.. Rows(turn, state, key, page.Before is not null, followsSomething, isFollowed)]));
    }

    /// <summary>"1. Title (linked), then BBC World · 23 Nov 2026, 11:26 · 2 min".</summary>
    public static string Item(Turn turn, Article article, int number)
    {
        var title = TelegramHtml.Link(TelegramHtml.TruncatePlain(article.Title, TitleLimit), article.Url);
        var sample = article.Sample == 1 ? $" · {turn.Words.Html("list.sample")}" : "";
        return $"{number}. {title}\n<i>{ArticleRenderer.Origin(article, turn.Chat, turn.Words)}{sample}</i>";
    }

    private static string Range(int first, int last) => first == last ? $"{first}" : $"{first}–{last}";

    private static string Title(Turn turn, ArticleListState state) => state switch
    {
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
        if (state.Query is not null)
            yield return [Buttons.Press(words.Say(isFollowed ? "button.unfollow-search" : "button.follow-search"), Verbs.FollowSearch, key, isFollowed ? ArticleList.Stop : ArticleList.Follow)];
        else if (followsSomething)
            yield return [Buttons.Press(words.Say(state.Everything ? "button.only-followed" : "button.everything"), Verbs.Everything, key)];
        else
            yield return [Buttons.Open(turn, "topics")];
    }

    private static Screen Empty(Turn turn, ArticleListState state, string key, bool followsSomething, bool isFollowed)
    {
        var words = turn.Words;
        if (state.Query is { } query)
            return new Screen(
                words.Html(isFollowed ? "search.nothing-followed" : "search.nothing", ("query", TelegramHtml.TruncatePlain(query, TitleLimit))),
                Keyboard.Of(
                    [Buttons.Press(words.Say(isFollowed ? "button.unfollow-search" : "button.tell-me"), Verbs.FollowSearch, key, isFollowed ? ArticleList.Stop : ArticleList.Follow)],
                    [Buttons.Open(turn, "latest"), Buttons.Open(turn, "topics")]));
        return state.Everything
            ? new Screen(words.Html("list.nothing-at-all"), Keyboard.Of([Buttons.Open(turn, "topics"), Buttons.Open(turn, "sources")]))
            : new Screen(words.Html("list.nothing-followed"), Keyboard.Of([Buttons.Press(words.Say("button.everything"), Verbs.Everything, key)], [Buttons.Open(turn, "topics")]));
    }
}
