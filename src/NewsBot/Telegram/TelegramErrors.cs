using System.Net;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Options;
using Telegram.Bot.Exceptions;

namespace NewsBot.Telegram;

/// <summary>
/// What an exception of the client means for the message. Telegram's texts change in wording, so a code and a
/// lower-case fragment decide; an unknown 400 gives up this message and keeps the chat.
/// </summary>
internal static class TelegramErrors
{
    private static readonly TimeSpan _unstatedPause = TimeSpan.FromSeconds(5);

    // Order matters: the first family whose fragment occurs decides.
    private static readonly (RefusalKind Kind, string[] Fragments)[] _refusals =
    [
        (RefusalKind.Thread, ["message thread not found", "topic_deleted", "topic_id_invalid"]),
        (RefusalKind.ThreadClosed, ["topic_closed", "topic closed"]),
        (RefusalKind.Message, ["message to edit not found", "message can't be edited", "message_id_invalid", "message identifier is not specified",
            "there is no text in the message to edit", "there is no caption in the message to edit", "message to be replied not found"]),
        (RefusalKind.Picture, ["http url", "web page content", "webpage_", "wrong file", "wrong remote file", "photo_", "image_process_failed",
            "file is too big", "wrong type of the file", "rights to send photos", "send_photos_forbidden", "external_url_invalid"]),
        (RefusalKind.Markup, ["can't parse", "text is empty", "is too long", "_too_long", "entity_", "entities_", "message_empty"]),
        (RefusalKind.Rights, ["not enough rights", "have no rights", "need administrator rights", "chat_write_forbidden", "chat_restricted",
            "_forbidden", "chat_admin_required"]),
    ];

    // Likewise. What comes with 403 and is none of these is a chat gone for a reason we do not know.
    private static readonly (string Cause, string[] Fragments)[] _gone =
    [
        (SuspendReason.Blocked, ["bot was blocked", "user_is_blocked"]),
        (SuspendReason.Deactivated, ["user is deactivated", "input_user_deactivated", "user_deactivated"]),
        (SuspendReason.NotStarted, ["can't initiate conversation"]),
        (SuspendReason.Deleted, ["group chat was deleted", "group chat was deactivated", "channel chat was deleted"]),
        (SuspendReason.Left, ["bot was kicked", "bot is not a member", "channel_private"]),
        (SuspendReason.NotFound, ["chat not found", "user not found", "peer_id_invalid", "chat_id is empty"]),
    ];

    /// <summary>Null for an exception that is not about the call (a bug).</summary>
    /// <param name="exception">What the client threw.</param>
    /// <param name="editedMessageId">The message that an edit is about; 0 for a send.</param>
    public static SendResult? Explain(Exception exception, long editedMessageId) => exception switch
    {
        ApiRequestException refused => Refusal(refused, editedMessageId),
        RequestException { InnerException: HttpRequestException inner } => Connection(inner),
        RequestException { HttpStatusCode: { } status } broken => Answer(status, broken),
        // A timeout, and anything else after the request left.
        RequestException unclear => new SendResult.Unsure(Text(unclear)),
        HttpRequestException plain => Connection(plain),
        _ => null,
    };

    /// <summary>One line about an exception of the client, without the token.</summary>
    public static string Text(Exception exception) => Secrets.Mask(exception.Message.ReplaceLineEndings(" "));

    private static SendResult Refusal(ApiRequestException refused, long editedMessageId)
    {
        var reason = Text(refused);
        var description = reason.ToLowerInvariant();
        return refused.ErrorCode switch
        {
            401 => new SendResult.Unauthorized(reason),
            // The answer to a token that has not even the form of one.
            404 when !description.Contains("method", StringComparison.Ordinal) => new SendResult.Unauthorized(reason),
            429 => new SendResult.Later(refused.Parameters?.RetryAfter is > 0 and { } seconds ? TimeSpan.FromSeconds(seconds) : _unstatedPause),
            409 or >= 500 => new SendResult.Unreachable(reason),
            _ when refused.Parameters?.MigrateToChatId is { } chat => new SendResult.ChatMigrated(chat),
            403 => new SendResult.ChatGone(reason, Cause(description) ?? (Kind(description) == RefusalKind.Rights ? SuspendReason.NoRights : SuspendReason.Refused)),
            400 when description.Contains("message is not modified", StringComparison.Ordinal) => new SendResult.Sent(editedMessageId),
            400 when Cause(description) is { } cause => new SendResult.ChatGone(reason, cause),
            _ => new SendResult.Refused(Kind(description), reason),
        };
    }

    private static RefusalKind Kind(string description)
    {
        foreach (var (kind, fragments) in _refusals)
        {
            if (Has(description, fragments))
                return kind;
        }
        return RefusalKind.Other;
    }

    private static string? Cause(string description) => _gone.FirstOrDefault(family => Has(description, family.Fragments)).Cause;

    private static bool Has(string description, string[] fragments) =>
        fragments.Any(fragment => description.Contains(fragment, StringComparison.Ordinal));

    // Without a connection nothing was sent. A connection that broke later may have carried the message.
    private static SendResult Connection(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError => new SendResult.Unreachable(Text(exception)),
        _ => new SendResult.Unsure(Text(exception)),
    };

    // An answer that is not the Bot API's JSON. A page with 502 or 503 stands for a Bot API that is not there, a 4xx page
    // for something before it that did not let the request through; a cut-off 200 or a gateway that waited in vain (504)
    // may hide a message that arrived.
    private static SendResult Answer(HttpStatusCode status, RequestException broken) => (int)status switch
    {
        429 => new SendResult.Later(_unstatedPause),
        502 or 503 or (>= 400 and < 500) => new SendResult.Unreachable($"HTTP {(int)status} that is not the Bot API's: {Text(broken)}"),
        _ => new SendResult.Unsure($"HTTP {(int)status}: {Text(broken)}"),
    };
}
