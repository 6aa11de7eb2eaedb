using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Operations;
using Telegram.Bot;

namespace NewsBot.Telegram;

/// <summary>The first words with Telegram: who am I (getMe).</summary>
internal sealed class BotStart(BotConnection connection, BotStatus status, TimeProvider time, ILogger<BotStart> logger)
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Asks until Telegram answers. Throws <see cref="StartException"/> when it refuses the token.
    /// </summary>
    public async Task<BotIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var me = await connection.Client.Sending.GetMe(cancellationToken);
                // Everything stored is keyed by the id in the token; a server that answers with another is none to trust.
                if (me.Id != connection.BotId)
                    throw new StartException($"The Bot API server says that the token belongs to bot {me.Id}, the token itself says {connection.BotId}: check Telegram:ApiBaseUrl and the token.");
                var identity = new BotIdentity(me.Id, me.Username ?? "");
                status.Reached();
                connection.Identify(identity);
                Log.Identified(logger, identity.Username);
                return identity;
            }
            catch (Exception exception) when (TelegramErrors.Explain(exception, 0) is { } result)
            {
                if (result is SendResult.Unauthorized)
                    throw new StartException("Telegram refuses the bot's token: copy it again from @BotFather into Telegram:Token or the file of Telegram:TokenFile.", exception);
                var reason = TelegramErrors.Text(exception);
                if (status.Lost($"it cannot be reached: {reason}") || attempt == 0)
                    Log.TelegramLost(logger, reason);
                var pause = result is SendResult.Later later
                    ? later.RetryAfter
                    : TimeSpan.FromSeconds(Math.Min(_longestPause.TotalSeconds, Math.Pow(2, Math.Min(attempt, 5))));
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }
}
