using System.Text.RegularExpressions;
using NewsBot.Core.Conversation;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.Telegram;

/// <summary>Tells what a message holds.</summary>
internal static partial class MessageContent
{
    /// <summary>Null for service messages (pinned, renamed, joined …) and for edits of anything but text.</summary>
    public static IncomingContent? Read(Message message, long botId, string? botUsername, bool edited)
    {
        if (message.MigrateToChatId is { } supergroup)
            return new IncomingContent.Migrated(supergroup);
        if (message.ForumTopicReopened is not null)
            return new IncomingContent.TopicOpened();
        if (edited && message.Text is null)
            return null;
        // A file that is passed on is still a file; what only stands beside it is read as a forwarded post.
        if (message is { Type: MessageType.Document, Document: { } document } && (message.ForwardOrigin is null || IsList(document)))
            return new IncomingContent.Document(
                document.FileId, document.FileName ?? "", document.FileSize ?? 0, message.Id, message.Caption ?? "", Addresses(message, botId, botUsername));
        if (message.ForwardOrigin is { } origin && !edited)
            return Forwarded(message, origin);
        if (message.Text is { } text)
            return new IncomingContent.Text(text, message.Id, edited, Addresses(message, botId, botUsername), message.ReplyToMessage?.Id);
        return What(message.Type) is { } what ? new IncomingContent.Other(what, message.Id) : null;
    }

    private static bool IsList(Document document) =>
        document.FileName is { } name && (name.EndsWith(".opml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase));

    private static IncomingContent.Forward Forwarded(Message message, MessageOrigin origin)
    {
        var (username, title) = origin switch
        {
            MessageOriginChannel channel => (channel.Chat.Username, channel.Chat.Title),
            MessageOriginChat chat => (chat.SenderChat.Username, chat.SenderChat.Title),
            MessageOriginUser user => (user.SenderUser.Username, user.SenderUser.FirstName),
            MessageOriginHiddenUser hidden => (null, hidden.SenderUserName),
            _ => (null, null),
        };
        var links = (message.Entities ?? message.CaptionEntities ?? [])
            .Where(entity => entity is { Type: MessageEntityType.TextLink, Url: not null })
            .Select(entity => entity.Url!);
        // Addresses behind words count as much as those written out.
        var lines = new[] { message.Text ?? message.Caption }.Concat(links).Where(line => !string.IsNullOrWhiteSpace(line));
        var value = string.Join('\n', lines);
        return new IncomingContent.Forward(value.Length == 0 ? null : value, username, title, message.Id);
    }

    private static bool Addresses(Message message, long botId, string? botUsername)
    {
        if (message.Chat.Type == ChatType.Private || message.ReplyToMessage?.From?.Id == botId)
            return true;
        var text = message.Text ?? message.Caption ?? "";
        return (message.Entities ?? message.CaptionEntities ?? []).Any(entity => entity.Type switch
        {
            MessageEntityType.TextMention => entity.User?.Id == botId,
            MessageEntityType.Mention => botUsername is not null && entity.Offset + entity.Length <= text.Length
                && text.AsSpan(entity.Offset, entity.Length).Equals("@" + botUsername, StringComparison.OrdinalIgnoreCase),
            _ => false,
        });
    }

    // Telegram's own names (video_note); null: a service message.
    private static string? What(MessageType type) => type switch
    {
        MessageType.Photo or MessageType.Audio or MessageType.Video or MessageType.Voice or MessageType.Sticker or MessageType.Location
            or MessageType.Contact or MessageType.Venue or MessageType.Game or MessageType.VideoNote or MessageType.Invoice or MessageType.Poll
            or MessageType.Dice or MessageType.Animation or MessageType.Story or MessageType.PaidMedia or MessageType.Checklist
            or MessageType.LivePhoto or MessageType.RichMessage => Capital().Replace(type.ToString(), "_$0").ToLowerInvariant(),
        _ => null,
    };

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex Capital();
}
