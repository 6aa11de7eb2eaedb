using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Whether the epoch of this process is still the leader's, seen in the transaction that is about to write.</summary>
internal delegate Task<bool> LeaderCheck(Session session, CancellationToken cancellationToken);
