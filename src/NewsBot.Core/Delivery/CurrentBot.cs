namespace NewsBot.Core.Delivery;

/// <summary>
/// The bot this process speaks as. The id is the number before the colon of its token, so it is known before Telegram
/// is reached; the host sets it before anything is polled, received or sent.
/// </summary>
internal sealed class CurrentBot
{
    private long _id;

    /// <exception cref="InvalidOperationException">The host has not set it yet.</exception>
    public long Id => _id > 0 ? _id : throw new InvalidOperationException("No bot is set yet.");

    /// <summary>Whether the host has set it.</summary>
    public bool IsKnown => _id > 0;

    public void Set(long botId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(botId);
        _id = botId;
    }
}
