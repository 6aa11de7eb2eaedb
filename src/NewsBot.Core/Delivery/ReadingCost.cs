namespace NewsBot.Core.Delivery;

/// <summary>
/// Keeps a reading that may be dear from taking more than a share of the time. On a machine that is busy elsewhere any reading
/// takes long, so there is a longest wait; and a shortest one where nobody minds.
/// </summary>
internal sealed class ReadingCost(TimeProvider time, int share, TimeSpan longest, TimeSpan shortest = default)
{
    private long _readAt;

    /// <summary>What the last one took.</summary>
    public TimeSpan Last { get; private set; }

    /// <summary>How long until the next may begin; nothing or less: it may.</summary>
    public TimeSpan UntilNext => _readAt == 0 ? TimeSpan.Zero : (Last * share < longest ? (Last * share > shortest ? Last * share : shortest) : longest) - time.GetElapsedTime(_readAt);

    public async Task<T> MeasureAsync<T>(Func<Task<T>> reading)
    {
        var before = time.GetTimestamp();
        var result = await reading();
        Last = time.GetElapsedTime(before);
        _readAt = time.GetTimestamp();
        return result;
    }
}
