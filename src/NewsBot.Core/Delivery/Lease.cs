namespace NewsBot.Core.Delivery;

/// <summary>
/// The right to act for a bot, for a while. What is written under it carries its epoch, so that nothing a former
/// leader still has in its hands can be written later.
/// </summary>
internal sealed class Lease(long botId, string owner, long epoch, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private long _renewedAt;
    private TimeSpan _length;

    public long BotId => botId;

    public string Owner => owner;

    public long Epoch => epoch;

    /// <summary>Cancelled when the lease is lost or given back.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>How long it surely holds; measured by this machine's own steady clock since before the last renewal.</summary>
    public TimeSpan Remaining => _lost.IsCancellationRequested ? TimeSpan.Zero : _length - time.GetElapsedTime(_renewedAt);

    public void Renewed(long timestamp, TimeSpan length) => (_renewedAt, _length) = (timestamp, length);

    public void Lose() => _lost.Cancel();

    public void Dispose() => _lost.Dispose();
}
