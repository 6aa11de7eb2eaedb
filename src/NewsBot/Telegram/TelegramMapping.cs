using System.Text.Json;
using NewsBot.Core.Conversation;
using Telegram.Bot;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.Telegram;

/// <summary>Reads Telegram's updates as what they mean to us. Service messages and what we never ask for are null.</summary>
internal static class TelegramMapping
{
    /// <summary>What getUpdates is asked for; chat_member, reactions and the rest would only cost traffic.</summary>
    public static readonly UpdateType[] AllowedUpdates =
        [UpdateType.Message, UpdateType.EditedMessage, UpdateType.ChannelPost, UpdateType.CallbackQuery, UpdateType.MyChatMember];

    /// <summary>Null when the stored JSON is no update that we act on.</summary>
    public static Incoming? Read(long botId, string? botUsername, string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<Update>(payload, JsonBotAPI.Options) is { } update ? Map(botId, botUsername, update) : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static Incoming? Map(long botId, string? botUsername, Update update) => update switch
    {
        { Message: { } message } => FromMessage(botId, botUsername, update.Id, message, edited: false),
        { EditedMessage: { } message } => FromMessage(botId, botUsername, update.Id, message, edited: true),
        { ChannelPost: { } message } => FromMessage(botId, botUsername, update.Id, message, edited: false),
        { CallbackQuery: { } press } => FromPress(botId, update.Id, press),
        { MyChatMember: { } change } => FromMembership(botId, update.Id, change),
        _ => null,
    };

    private static Incoming? FromMessage(long botId, string? botUsername, long updateId, Message message, bool edited)
    {
        // The posts of a linked channel, which Telegram itself copies into the group.
        if (message.IsAutomaticForward)
            return null;
        var content = MessageContent.Read(message, botId, botUsername, edited);
        return content is null
            ? null
            : new Incoming(botId, updateId, Chat(message.Chat, Thread(message)), Sender(message), Milliseconds(Asked(message, edited)), content);
    }

    // Whoever edits asks now, however old the message is (Bot API, Message: edit_date).
    private static DateTime Asked(Message message, bool edited) => edited ? message.EditDate ?? message.Date : message.Date;

    private static Incoming? FromPress(long botId, long updateId, CallbackQuery press) =>
        press is { Message: { } message, Data: { } data }
            ? new Incoming(botId, updateId, Chat(message.Chat, Thread(message)), Sender(press.From), Milliseconds(message.Date),
                new IncomingContent.Press(press.Id, data, message.Id))
            : null;

    private static Incoming FromMembership(long botId, long updateId, ChatMemberUpdated change)
    {
        var isChannel = change.Chat.Type == ChatType.Channel;
        var mayWrite = change.NewChatMember switch
        {
            ChatMemberOwner => true,
            ChatMemberAdministrator administrator => !isChannel || administrator.CanPostMessages,
            ChatMemberMember => !isChannel,
            ChatMemberRestricted restricted => restricted is { IsMember: true, CanSendMessages: true },
            _ => false,
        };
        return new Incoming(botId, updateId, Chat(change.Chat, 0), Sender(change.From), Milliseconds(change.Date),
            new IncomingContent.Membership(
                mayWrite, IsMember(change.OldChatMember), IsMember(change.NewChatMember),
                change.NewChatMember is ChatMemberOwner or ChatMemberAdministrator));
    }

    private static bool IsMember(ChatMember member) => member switch
    {
        ChatMemberLeft or ChatMemberBanned => false,
        ChatMemberRestricted restricted => restricted.IsMember,
        _ => true,
    };

    private static IncomingChat Chat(Chat chat, long threadId) => new(
        chat.Id,
        chat.Type switch
        {
            ChatType.Private => "private",
            ChatType.Group => "group",
            ChatType.Supergroup => "supergroup",
            ChatType.Channel => "channel",
            _ => "private",
        },
        chat.Title ?? Name(chat.FirstName, chat.LastName),
        chat.Username,
        threadId);

    // In supergroups a reply outside of topics also carries a thread id, which is none to write to.
    private static long Thread(Message message) => message.IsTopicMessage ? message.MessageThreadId ?? 0 : 0;

    private static Sender Sender(Message message)
    {
        var inTheGroupsName = message.SenderChat is { } chat && chat.Id == message.Chat.Id;
        if (inTheGroupsName || message.From is null)
        {
            var name = message.SenderChat?.Title ?? message.Chat.Title ?? "";
            return new Sender(message.From?.Id ?? 0, name, null, IsAnonymousAdministrator: inTheGroupsName || message.Chat.Type == ChatType.Channel, IsBot: false);
        }
        return Sender(message.From);
    }

    private static Sender Sender(User user) =>
        new(user.Id, Name(user.FirstName, user.LastName), user.LanguageCode, IsAnonymousAdministrator: false, user.IsBot);

    private static string Name(string? first, string? last) =>
        string.Join(' ', new[] { first, last }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();
}
