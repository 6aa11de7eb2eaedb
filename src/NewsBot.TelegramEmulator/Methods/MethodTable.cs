using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>
/// The methods the emulator answers, by name in any case; getUpdates stands apart (<see cref="Updates.LongPoll"/>).
/// Any other name is "method not found", as for a misspelt one.
/// </summary>
internal static class MethodTable
{
    private static readonly Dictionary<string, Func<MethodCall, JsonNode?>> Methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["getMe"] = ProfileMethods.GetMe,
        ["logOut"] = _ => JsonValue.Create(true),
        ["close"] = _ => JsonValue.Create(true),
        ["setWebhook"] = WebhookMethods.SetWebhook,
        ["deleteWebhook"] = WebhookMethods.DeleteWebhook,
        ["getWebhookInfo"] = WebhookMethods.GetWebhookInfo,

        ["sendMessage"] = TextMethods.SendMessage,
        ["sendRichMessage"] = TextMethods.SendRichMessage,
        ["sendMessageDraft"] = TextMethods.SendMessageDraft,
        ["sendRichMessageDraft"] = TextMethods.SendMessageDraft,
        ["sendChatAction"] = TextMethods.SendChatAction,
        ["setMessageReaction"] = TextMethods.SetMessageReaction,
        ["sendPhoto"] = MediaMethods.SendPhoto,
        ["sendDocument"] = MediaMethods.SendDocument,
        ["sendMediaGroup"] = MediaMethods.SendMediaGroup,
        ["getFile"] = MediaMethods.GetFile,

        ["editMessageText"] = EditMethods.EditMessageText,
        ["editMessageCaption"] = EditMethods.EditMessageCaption,
        ["editMessageReplyMarkup"] = EditMethods.EditMessageReplyMarkup,
        ["editMessageMedia"] = EditMethods.EditMessageMedia,

        ["deleteMessage"] = MessageMethods.DeleteMessage,
        ["deleteMessages"] = MessageMethods.DeleteMessages,
        ["forwardMessage"] = MessageMethods.ForwardMessage,
        ["forwardMessages"] = MessageMethods.ForwardMessages,
        ["copyMessage"] = MessageMethods.CopyMessage,
        ["copyMessages"] = MessageMethods.CopyMessages,
        ["answerCallbackQuery"] = MessageMethods.AnswerCallbackQuery,
        ["answerInlineQuery"] = MessageMethods.AnswerInlineQuery,

        ["getChat"] = ChatMethods.GetChat,
        ["getChatMember"] = ChatMethods.GetChatMember,
        ["getChatAdministrators"] = ChatMethods.GetChatAdministrators,
        ["getChatMemberCount"] = ChatMethods.GetChatMemberCount,
        ["leaveChat"] = ChatMethods.LeaveChat,
        ["pinChatMessage"] = ChatMethods.PinChatMessage,
        ["unpinChatMessage"] = ChatMethods.UnpinChatMessage,
        ["unpinAllChatMessages"] = ChatMethods.UnpinChatMessage,
        ["createForumTopic"] = ChatMethods.CreateForumTopic,
        ["editForumTopic"] = ChatMethods.EditForumTopic,
        ["closeForumTopic"] = ChatMethods.CloseForumTopic,
        ["reopenForumTopic"] = ChatMethods.ReopenForumTopic,
        ["deleteForumTopic"] = ChatMethods.DeleteForumTopic,

        ["setMyCommands"] = CommandMethods.SetMyCommands,
        ["getMyCommands"] = CommandMethods.GetMyCommands,
        ["deleteMyCommands"] = CommandMethods.DeleteMyCommands,
        ["setMyName"] = ProfileMethods.SetMyName,
        ["getMyName"] = ProfileMethods.GetMyName,
        ["setMyDescription"] = ProfileMethods.SetMyDescription,
        ["getMyDescription"] = ProfileMethods.GetMyDescription,
        ["setMyShortDescription"] = ProfileMethods.SetMyShortDescription,
        ["getMyShortDescription"] = ProfileMethods.GetMyShortDescription,
        ["setChatMenuButton"] = ProfileMethods.SetChatMenuButton,
        ["getChatMenuButton"] = ProfileMethods.GetChatMenuButton,
        ["setMyDefaultAdministratorRights"] = ProfileMethods.SetMyDefaultAdministratorRights,
    };

    public static Func<MethodCall, JsonNode?>? Find(string name) => Methods.GetValueOrDefault(name);
}
