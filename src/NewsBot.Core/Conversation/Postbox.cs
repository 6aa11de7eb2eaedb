using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Turns an answer into reply rows, in the transaction of its effects.</summary>
internal sealed class Postbox(MessageStore messages)
{
    private const int ToastLimit = 200;

    public async Task SendAsync(Session session, Turn turn, Answer answer, Lateness lateness, CancellationToken cancellationToken)
    {
        var note = lateness is { IsLate: true, Waited: > 1 } ? turn.Words.Html("late.note", ("count", lateness.Waited)) + "\n\n" : "";
        foreach (var reply in answer.Replies)
        {
            var request = Request(turn, reply, note, lateness.IsLate);
            note = request is ChatRequest.SendText ? "" : note;
            await messages.EnqueueReplyAsync(session, turn.Chat, turn.Destination.DestinationId, request, turn.Incoming.UpdateId, cancellationToken);
        }
    }

    /// <summary>A toast as Telegram takes it: at most 200 characters, counted as UTF-16 code units (Bot API, answerCallbackQuery).</summary>
    public static string? Toast(string? text) => text is null ? null : TelegramHtml.TruncateUnits(text, ToastLimit);

    private static ChatRequest Request(Turn turn, Reply reply, string note, bool silent) => reply switch
    {
        Reply.Show show when turn.PressedMessageId is { } pressed => new ChatRequest.EditText(pressed, Fit(show.Screen.Html), show.Screen.Buttons, show.Screen.PreviewUrl),
        Reply.Show show => Send(turn, show.Screen, note, silent),
        Reply.Say say => Send(turn, say.Screen, note, silent),
        Reply.Rebutton rebutton when turn.PressedMessageId is { } pressed => new ChatRequest.EditButtons(pressed, rebutton.Buttons),
        Reply.Rebutton => throw new InvalidOperationException("Only a press has buttons to change."),
        Reply.Post { Request: ChatRequest.SendText text } => text with { Silent = text.Silent || silent },
        Reply.Post { Request: ChatRequest.SendPhoto photo } => photo with { Silent = photo.Silent || silent, Fallback = photo.Fallback with { Silent = photo.Fallback.Silent || silent } },
        Reply.Post { Request: ChatRequest.SendDocument document } => document with { Silent = document.Silent || silent },
        Reply.Post post => post.Request,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ChatRequest.SendText Send(Turn turn, Screen screen, string note, bool silent) =>
        new(Fit(note + screen.Html), screen.Buttons, silent, screen.PreviewUrl, ReplyTo(turn));

    // In a group the answer hangs on the question, so that everybody sees whose it is.
    private static long? ReplyTo(Turn turn) =>
        turn.Chat.IsPrivate ? null : turn.Incoming.Content switch
        {
            IncomingContent.Text text => text.MessageId,
            IncomingContent.Document document => document.MessageId,
            _ => null,
        };

    private static string Fit(string html) => TelegramHtml.Truncate(html, TelegramHtml.TextLimit);
}
