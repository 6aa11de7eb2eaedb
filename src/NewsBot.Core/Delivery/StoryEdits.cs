using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Says which messages are to be made anew, and when.</summary>
internal sealed class StoryEdits(TimeProvider time)
{
    /// <summary>A message that stands in a chat is made anew as soon as it may be.</summary>
    public async Task AtOnceAsync(Session session, long messageId, CancellationToken cancellationToken)
    {
        var due = await session.ExecuteAsync(
            "UPDATE message SET edit_at = @now WHERE message_id = @messageId AND state IN ('flight', 'sent', 'unsure')",
            new { messageId, now = time.NowMilliseconds() }, cancellationToken);
        if (due > 0)
            session.Announce(WorkKind.Outbox);
    }
}
