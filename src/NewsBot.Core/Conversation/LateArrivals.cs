using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>How late an update is worked off.</summary>
/// <param name="IsLate">The person asked minutes or hours ago: it is answered without a sound.</param>
/// <param name="SomebodyBehindIsAnswered">Another waiting message of the same chat gets the one answer.</param>
/// <param name="Waited">How many messages of the chat waited, this one included.</param>
internal sealed record Lateness(bool IsLate, bool SomebodyBehindIsAnswered, long Waited)
{
    public static Lateness None { get; } = new(false, false, 1);
}

/// <summary>After hours away, waiting commands are executed and answered without a sound, one answer a chat.</summary>
internal sealed class LateArrivals(UpdateReader reader, TimeProvider time)
{
    /// <summary>From this age on, an update counts as late.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(2);

    /// <summary>Looks at one row among those that wait in its chat.</summary>
    public Lateness Look(BotIdentity bot, IReadOnlyList<InboxRow> lane, int index)
    {
        if (Late(bot, lane[index]) is not { } incoming)
            return Lateness.None;
        if (incoming.Content is IncomingContent.Press)
            return new Lateness(true, false, 1);
        return new Lateness(true, lane.Skip(index + 1).Any(IsWritten), 1 + lane.Take(index).Count(IsWritten));

        // A press is answered where it was pressed; only messages share one answer.
        bool IsWritten(InboxRow row) => Late(bot, row) is { Content: not IncomingContent.Press };
    }

    private Incoming? Late(BotIdentity bot, InboxRow row) =>
        Read(row) is { } incoming && Addressing.Asks(incoming, bot.Username)
        && time.NowMilliseconds() - AskedAt(incoming, row) > (long)After.TotalMilliseconds
            ? incoming
            : null;

    // A message was written when Telegram says so, however long it waited there for us. Of a press Telegram tells only
    // when the message with the button was sent, which may be weeks ago.
    private static long AskedAt(Incoming incoming, InboxRow row) =>
        incoming.Content is IncomingContent.Press ? row.ReceivedAt : Math.Min(incoming.At, row.ReceivedAt);

    // A neighbour that cannot be read fails when its own turn comes.
    private Incoming? Read(InboxRow row)
    {
        try
        {
            return reader(row.BotId, row.Payload);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }
}
