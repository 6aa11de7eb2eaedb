using NewsBot.Core.Conversation;

namespace NewsBot.Telegram;

/// <summary>How the leader has updates come in: it asks for them, or lets Telegram post them.</summary>
internal interface IUpdateReception
{
    /// <summary>
    /// Runs until cancelled. <paramref name="onFirstAnswer"/> runs once Telegram has answered and no other program with the
    /// token shows.
    /// </summary>
    Task RunAsync(BotIdentity bot, Action onFirstAnswer, CancellationToken cancellationToken);
}
