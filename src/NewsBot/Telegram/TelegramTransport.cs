using System.Text;
using NewsBot.Core.Delivery;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.Telegram;

/// <summary>The way to Telegram over Telegram.Bot.</summary>
internal sealed class TelegramTransport(BotConnection connection, DeliveryOptions options, ILogger<TelegramTransport> logger) : IChatTransport
{
    private ITelegramBotClient Client => connection.Client.Sending;

    public async Task<SendResult> SendAsync(ChatAddress to, ChatRequest request, CancellationToken cancellationToken)
    {
        var edited = EditedMessage(request);
        try
        {
            return await (request switch
            {
                ChatRequest.SendText text => SendTextAsync(to, text, cancellationToken),
                ChatRequest.SendPhoto photo => SendPhotoAsync(to, photo, cancellationToken),
                ChatRequest.SendDocument document => SendDocumentAsync(to, document, cancellationToken),
                ChatRequest.EditText edit => EditAsync(Client.EditMessageText(
                    to.TelegramChatId, (int)edit.TelegramMessageId, edit.Html, ParseMode.Html, Keyboard(edit.Buttons), Preview(edit.PreviewUrl),
                    cancellationToken: cancellationToken), edited),
                ChatRequest.EditCaption edit => EditAsync(Client.EditMessageCaption(
                    to.TelegramChatId, (int)edit.TelegramMessageId, edit.CaptionHtml, ParseMode.Html, Keyboard(edit.Buttons),
                    cancellationToken: cancellationToken), edited),
                ChatRequest.EditButtons edit => EditAsync(Client.EditMessageReplyMarkup(
                    to.TelegramChatId, (int)edit.TelegramMessageId, Keyboard(edit.Buttons), cancellationToken: cancellationToken), edited),
                _ => throw new InvalidOperationException($"No call for {request.GetType().Name}."),
            });
        }
        catch (Exception exception) when (TelegramErrors.Explain(exception, edited) is not null)
        {
            return TelegramErrors.Explain(exception, edited)!;
        }
    }

    public async Task AnswerPressAsync(string pressId, PressAnswer answer, CancellationToken cancellationToken)
    {
        // Where Telegram takes the text not, the circle on the button ends all the same.
        if (await TryAnswerPressAsync(pressId, answer, cancellationToken) is SendResult.Refused && answer.Text is not null)
            await TryAnswerPressAsync(pressId, new PressAnswer(), cancellationToken);
    }

    // Null: answered. Otherwise too old, or Telegram is away: the press itself has had its effect, and its circle ends by itself.
    private async Task<SendResult?> TryAnswerPressAsync(string pressId, PressAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            await Client.AnswerCallbackQuery(pressId, answer.Text, answer.Alert, cancellationToken: cancellationToken);
            return null;
        }
        catch (Exception exception) when (TelegramErrors.Explain(exception, 0) is { } result)
        {
            return result;
        }
    }

    public async Task<FileDownload> DownloadAsync(string fileId, int limit, CancellationToken cancellationToken)
    {
        var download = await TelegramFiles.DownloadAsync(Client, fileId, limit, cancellationToken);
        if (download is FileDownload.Failed failed)
            Log.FileNotReceived(logger, failed.Reason);
        return download;
    }

    public async Task<ChatRole> GetRoleAsync(long telegramChatId, long userId, CancellationToken cancellationToken)
    {
        try
        {
            var member = await Client.GetChatMember(telegramChatId, userId, cancellationToken);
            return member switch
            {
                ChatMemberOwner or ChatMemberAdministrator => ChatRole.Administrator,
                ChatMemberMember => ChatRole.Member,
                ChatMemberRestricted { IsMember: true } => ChatRole.Member,
                _ => ChatRole.None,
            };
        }
        catch (Exception exception) when (TelegramErrors.Explain(exception, 0) is { } result)
        {
            return result is SendResult.Refused or SendResult.ChatGone ? ChatRole.None : ChatRole.Unknown;
        }
    }

    private async Task<SendResult> SendTextAsync(ChatAddress to, ChatRequest.SendText text, CancellationToken cancellationToken)
    {
        var message = await Client.SendMessage(
            to.TelegramChatId, text.Html, ParseMode.Html, Reply(text.ReplyTo), Keyboard(text.Buttons), Preview(text.PreviewUrl),
            Thread(to), disableNotification: text.Silent, allowPaidBroadcast: options.PaidBroadcast, cancellationToken: cancellationToken);
        return Arrived(message);
    }

    private async Task<SendResult> SendPhotoAsync(ChatAddress to, ChatRequest.SendPhoto photo, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(photo.PictureUrl, UriKind.Absolute, out _))
            return new SendResult.Refused(RefusalKind.Picture, "The picture's address cannot be read.");
        var message = await Client.SendPhoto(
            to.TelegramChatId, InputFile.FromString(photo.PictureUrl), photo.CaptionHtml, ParseMode.Html, replyMarkup: Keyboard(photo.Buttons),
            messageThreadId: Thread(to), disableNotification: photo.Silent,
            allowPaidBroadcast: options.PaidBroadcast, cancellationToken: cancellationToken);
        return Arrived(message);
    }

    private async Task<SendResult> SendDocumentAsync(ChatAddress to, ChatRequest.SendDocument document, CancellationToken cancellationToken)
    {
        await using var content = new MemoryStream(Encoding.UTF8.GetBytes(document.Content));
        var message = await Client.SendDocument(
            to.TelegramChatId, InputFile.FromStream(content, document.FileName), document.CaptionHtml, ParseMode.Html, replyMarkup: Keyboard(document.Buttons),
            messageThreadId: Thread(to), disableContentTypeDetection: true, disableNotification: document.Silent,
            allowPaidBroadcast: options.PaidBroadcast, cancellationToken: cancellationToken);
        return Arrived(message);
    }

    // Accepted, but as what? A message without a number can be neither found again nor edited.
    private static SendResult Arrived(global::Telegram.Bot.Types.Message message) =>
        message.Id > 0 ? new SendResult.Sent(message.Id) : new SendResult.Unsure("Telegram's answer names no message.");

    private static async Task<SendResult> EditAsync(Task<global::Telegram.Bot.Types.Message> call, long edited)
    {
        await call;
        return new SendResult.Sent(edited);
    }

    private static long EditedMessage(ChatRequest request) => request switch
    {
        ChatRequest.EditText edit => edit.TelegramMessageId,
        ChatRequest.EditCaption edit => edit.TelegramMessageId,
        ChatRequest.EditButtons edit => edit.TelegramMessageId,
        ChatRequest.SendText or ChatRequest.SendPhoto or ChatRequest.SendDocument => 0,
        _ => throw new InvalidOperationException($"No message for {request.GetType().Name}."),
    };

    private static int? Thread(ChatAddress to) => to.ThreadId == 0 ? null : (int)to.ThreadId;

    private static ReplyParameters? Reply(long? messageId) =>
        messageId is { } id ? new ReplyParameters { MessageId = (int)id, AllowSendingWithoutReply = true } : null;

    // A small picture beside the text; Prefer* counts only together with the address.
    private static LinkPreviewOptions Preview(string? url) =>
        url is null ? new LinkPreviewOptions { IsDisabled = true } : new LinkPreviewOptions { Url = url, PreferSmallMedia = true };

    private static InlineKeyboardMarkup? Keyboard(Keyboard? keyboard) =>
        keyboard is null ? null : new InlineKeyboardMarkup(keyboard.Rows.Select(row => row.Select(Button)));

    private static InlineKeyboardButton Button(Button button)
    {
        var result = button.Url is { } url
            ? InlineKeyboardButton.WithUrl(button.Text, url)
            : InlineKeyboardButton.WithCallbackData(button.Text, button.Data ?? "");
        result.Style = button.Style switch
        {
            ButtonStyle.Plain => null,
            ButtonStyle.Primary => KeyboardButtonStyle.Primary,
            ButtonStyle.Danger => KeyboardButtonStyle.Danger,
            _ => throw new InvalidOperationException($"No look for {button.Style}."),
        };
        return result;
    }
}
