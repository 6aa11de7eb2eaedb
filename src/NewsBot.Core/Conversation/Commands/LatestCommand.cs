namespace NewsBot.Core.Conversation;

/// <summary>/latest [QUERY]: what this chat follows, or everything while it follows nothing. With a query: /search.</summary>
internal static class LatestCommand
{
    public static async Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken)
    {
        if (argument.Length > 0)
            return await SearchCommand.RunAsync(turn, argument, cancellationToken);
        var followsSomething = await turn.Desk.Database.ReadAsync(
            async session => (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellationToken)).Count > 0, cancellationToken);
        return await ArticleList.OpenAsync(turn, new ArticleListState { Everything = !followsSomething }, cancellationToken);
    }
}
