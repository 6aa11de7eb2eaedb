using NewsBot.Core.Delivery;
using NewsBot.Core.Search;

namespace NewsBot.Core.Conversation;

/// <summary>/search QUERY, and unknown text in private chats.</summary>
internal static class SearchCommand
{
    public static async Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => argument.Length == 0
        ? Decide.To(Answer.Show(new Screen(turn.Words.Html("search.how"), Keyboard.Of([Buttons.Open(turn, "latest"), Buttons.Open(turn, "topics")]))))
        : QueryParser.Parse(argument) switch
        {
            QueryParseResult.Parsed => await ArticleList.OpenAsync(turn, new ArticleListState { Query = argument, Everything = true }, cancellationToken),
            QueryParseResult.Failed failed => (session, cancellation) => QueryErrorScreen.AnswerAsync(session, turn, "search", argument, failed, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
