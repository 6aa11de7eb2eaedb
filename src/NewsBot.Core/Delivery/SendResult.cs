using NewsBot.Core.Chats;

namespace NewsBot.Core.Delivery;

/// <summary>What became of one call to Telegram. Expected failures are values; the ledger turns each into a state.</summary>
internal abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>Accepted ("message is not modified" included). The id is that of the message sent or edited.</summary>
    public sealed record Sent(long TelegramMessageId) : SendResult;

    /// <summary>429: nothing before this much time.</summary>
    public sealed record Later(TimeSpan RetryAfter) : SendResult;

    /// <summary>Telegram was not reached, or failed before it did anything (no connection, 5xx with its JSON): try again.</summary>
    public sealed record Unreachable(string Reason) : SendResult;

    /// <summary>Timed out, reset or cut off after the request was sent: it may have arrived.</summary>
    public sealed record Unsure(string Reason) : SendResult;

    /// <summary>403, chat not found: this chat cannot be written to. Its settings are kept. <paramref name="Cause"/>: one of <see cref="SuspendReason"/>.</summary>
    public sealed record ChatGone(string Reason, string Cause = SuspendReason.Refused) : SendResult;

    /// <summary>The group became a supergroup with this id.</summary>
    public sealed record ChatMigrated(long NewTelegramChatId) : SendResult;

    /// <summary>Telegram will never take this request.</summary>
    public sealed record Refused(RefusalKind Kind, string Reason) : SendResult;

    /// <summary>401: the token is not valid (any more).</summary>
    public sealed record Unauthorized(string Reason) : SendResult;
}

/// <summary>What Telegram refused, where another form of the same message may be taken.</summary>
internal enum RefusalKind
{
    /// <summary>"can't parse entities", too long, empty: send it as plain text.</summary>
    Markup,

    /// <summary>The picture cannot be fetched or used: send the text with a preview.</summary>
    Picture,

    /// <summary>"message thread not found": the forum topic is gone. Send it without the thread, and tell an administrator.</summary>
    Thread,

    /// <summary>The forum topic is closed: nothing goes there until it is opened again.</summary>
    ThreadClosed,

    /// <summary>The message to edit is gone or cannot be edited.</summary>
    Message,

    /// <summary>No right to write this kind of message in the chat: without its file, or the chat is suspended.</summary>
    Rights,

    /// <summary>Anything else.</summary>
    Other,
}
