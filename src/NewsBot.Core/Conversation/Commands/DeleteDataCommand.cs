using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// Delete my data: in the answer to /stop and in /settings, asked once more, and then everything of the chat is gone. In
/// groups it is the group's, and its administrators decide.
/// </summary>
internal static class DeleteDataCommand
{
    private const string Confirmed = "yes";

    public static Button Button(Turn turn) => Buttons.Press(turn.Words.Say(turn.Chat.IsPrivate ? "button.delete-data" : "button.delete-group-data"), Verbs.DeleteData);

    /// <summary>Without a key it asks; with the key it deletes.</summary>
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        Decide.In((session, cancellation) => data.Key == Confirmed ? DeleteAsync(session, turn, cancellation) : AskAsync(session, turn, cancellation));

    private static async Task<Answer> AskAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var (words, chatKey) = (turn.Words, turn.Chat.ChatKey);
        var subscriptions = (long)(await turn.Desk.Subscriptions.ForChatAsync(session, chatKey, cancellationToken)).Count;
        var feeds = await ChatLimits.CountFeedsAsync(session, chatKey, cancellationToken);
        var lines = new List<string> { words.Html(turn.Chat.IsPrivate ? "delete.title" : "delete.title-group") };
        if (subscriptions > 0)
            lines.Add(words.Html("delete.subscriptions", ("count", subscriptions)));
        if (feeds > 0)
            lines.Add(words.Html("delete.feeds", ("count", feeds)));
        lines.AddRange([words.Html("delete.rest"), "", words.Html("delete.for-good")]);
        if (turn.Desk.AccessOptions.Mode is not AccessMode.Open && turn.Chat.Invited == 1)
            lines.Add(words.Html("delete.invitation"));
        if (turn.Chat.IsPrivate && turn.IsOwner)
            lines.Add(words.Html("delete.owner"));
        return Answer.Show(new Screen(string.Join('\n', lines), Keyboard.Of(
            [Buttons.Press(words.Say("button.delete-now"), Verbs.DeleteData, Confirmed, style: ButtonStyle.Danger)],
            [Buttons.Open(turn, "export"), Buttons.Press(words.Say("button.keep-data"), Verbs.Setting)])));
    }

    private static async Task<Answer> DeleteAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        var chat = await turn.Desk.Chats.GetAsync(session, turn.Chat.ChatKey, cancellationToken) ?? turn.Chat;
        var (bare, place) = await ChatErasure.EraseAsync(session, chat, turn.Incoming.UpdateId, turn.Desk.Time.NowMilliseconds(), cancellationToken);
        var html = turn.Words.Html(chat.IsPrivate ? "delete.done" : "delete.done-group");
        ChatRequest farewell = turn.PressedMessageId is { } pressed ? new ChatRequest.EditText(pressed, html, null) : new ChatRequest.SendText(html, null, Silent: false);
        // Not by the turn's own place, which is gone.
        await turn.Desk.Messages.EnqueueReplyAsync(session, bare, place.DestinationId, farewell, turn.Incoming.UpdateId, cancellationToken);
        return Answer.OnlyToast(turn.Words.Say("delete.toast"));
    }
}
