using NewsBot.Core.Conversation;
using NewsBot.Core.Storage;

namespace NewsBot.Operations;

/// <summary>Tells the owners in their chats what the log has said of the connection to Telegram, as soon as something can be sent.</summary>
internal sealed class OwnerNews(Database database, OperatorNotices notices, ILogger<OwnerNews> logger)
{
    /// <summary>Queues the text with this key for every owner. What fails is logged: the caller has more important things to do.</summary>
    public async Task TellAsync(string key, CancellationToken cancellationToken, params IReadOnlyList<(string Name, object Value)> arguments)
    {
        try
        {
            await database.WriteAsync(session => notices.TellOwnersAsync(session, key, arguments, cancellationToken), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // The log has it.
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.OwnersNotTold(logger, key, exception);
        }
    }
}
