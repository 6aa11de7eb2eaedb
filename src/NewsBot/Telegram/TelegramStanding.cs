using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Operations;

namespace NewsBot.Telegram;

/// <summary>
/// What the calls of the one who receives updates say of how the bot stands with Telegram: whether it is reached, takes
/// the token, and has another program on it. News of it go to the log and the owners, and health and the sender follow.
/// </summary>
internal sealed class TelegramStanding(BotStatus status, OwnerNews owners, TimeProvider time, ILogger<TelegramStanding> logger)
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    private DateTimeOffset _quietAt;
    private int _failures;

    public bool InConflict => status.InConflict;

    /// <summary>To be asked before a call and told after it: one that was asked before the token was refused proves nothing.</summary>
    public bool IsRefused => status.IsRefused;

    /// <summary>A call went well.</summary>
    public async Task SucceededAsync(bool wasRefused, CancellationToken cancellationToken)
    {
        _failures = 0;
        if (status.Reached())
            Log.TelegramAnswersAgain(logger);
        if (status.InConflict && time.GetUtcNow() >= _quietAt)
        {
            status.ConflictIsGone();
            Log.ConflictIsGone(logger);
            await owners.TellAsync("operator.conflict-gone", cancellationToken);
        }
        if (wasRefused)
        {
            status.Accepted();
            await owners.TellAsync("operator.token-accepted", cancellationToken);
        }
    }

    /// <summary>
    /// Another program shows. It counts as gone once it has not shown for <paramref name="quiet"/>: two programs throw each
    /// other out in turn, so one good answer proves nothing. Says whether this is news.
    /// </summary>
    public bool Conflict(string reason, TimeSpan quiet)
    {
        _quietAt = time.GetUtcNow() + quiet;
        return status.Conflict($"another program uses this bot's token{reason}; nothing is sent until it is gone.");
    }

    /// <summary>A call failed. Returns how long to wait for the next.</summary>
    public TimeSpan Failed(Exception exception)
    {
        // Telegram has nothing to do with it: what was not stored stays unconfirmed there and comes again.
        if (exception is StoreUnavailableException)
            return StoreUnavailableException.Pause;
        var pause = TimeSpan.FromSeconds(Math.Min(_longestPause.TotalSeconds, Math.Pow(2, Math.Min(_failures++, 5))));
        switch (TelegramErrors.Explain(exception, 0))
        {
            case SendResult.Later later:
                return later.RetryAfter;
            case SendResult.Unauthorized refused:
                if (status.Refused($"it refuses the bot's token: {refused.Reason}"))
                    Log.TokenRefused(logger, refused.Reason);
                return _longestPause;
            case not null:
                Lost(exception);
                return pause;
            case null:
                // A bug: what was not stored stays with Telegram and comes again.
                Log.ReceptionFailed(logger, exception);
                return pause;
        }
    }

    /// <summary>Telegram was not reached with something that is tried again later.</summary>
    public void Lost(Exception exception)
    {
        var reason = TelegramErrors.Text(exception);
        if (status.Lost($"it cannot be reached: {reason}"))
            Log.TelegramLost(logger, reason);
    }
}
