namespace NewsBot.Core.Delivery;

/// <summary>What a press is answered with: nothing, a toast of at most 200 characters, or an alert.</summary>
internal sealed record PressAnswer(string? Text = null, bool Alert = false);

/// <summary>What a person may do in a chat.</summary>
internal enum ChatRole
{
    /// <summary>Telegram could not be asked.</summary>
    Unknown,
    None,
    Member,
    Administrator,
}

/// <summary>The way to Telegram; in tests a double. It never waits for a 429 and never retries: the ledger owns every wait.</summary>
internal interface IChatTransport
{
    /// <summary>One call. Never throws but for cancellation.</summary>
    Task<SendResult> SendAsync(ChatAddress to, ChatRequest request, CancellationToken cancellationToken);

    /// <summary>answerCallbackQuery. A press that is too old to be answered is no error.</summary>
    Task AnswerPressAsync(string pressId, PressAnswer answer, CancellationToken cancellationToken);

    /// <summary>getFile and the download of a file that somebody sent; nothing larger than the limit is kept. Never throws but for cancellation.</summary>
    /// <param name="fileId">Telegram's file_id.</param>
    /// <param name="limit">Most bytes; Telegram itself gives bots no more than 20 MB.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<FileDownload> DownloadAsync(string fileId, int limit, CancellationToken cancellationToken);

    /// <summary>getChatMember: asked on every command and tap in a group that changes something.</summary>
    Task<ChatRole> GetRoleAsync(long telegramChatId, long userId, CancellationToken cancellationToken);
}
