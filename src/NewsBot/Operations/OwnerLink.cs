using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Storage;
using NewsBot.Telegram;

namespace NewsBot.Operations;

/// <summary>While the bot has no owner, the log shows a link with which the first one claims it; a new one each hour.</summary>
internal sealed class OwnerLink(Database database, AccessStore access, BotConnection connection, TimeProvider time, ILogger<OwnerLink> logger)
{
    public async Task OfferAsync(BotIdentity bot, CancellationToken cancellationToken)
    {
        try
        {
            while (await StorePatience.RunAsync(() => NewCodeAsync(bot.BotId, cancellationToken), time, cancellationToken) is { } code)
            {
                var link = connection.StartLink($"claim-{code}");
                Log.NoOwner(logger, link);
                await Task.Delay(AccessStore.ClaimLifetime, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.OwnerLinkFailed(logger, exception);
        }
    }

    private Task<string?> NewCodeAsync(long botId, CancellationToken cancellationToken) =>
        database.WriteAsync<string?>(async session =>
            (await access.OwnersAsync(session, botId, cancellationToken)).Count > 0
                ? null
                : await access.CreateClaimAsync(session, botId, cancellationToken), cancellationToken);
}
