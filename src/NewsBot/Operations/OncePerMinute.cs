namespace NewsBot.Operations;

/// <summary>For what happens often and is worth one line in the log each minute.</summary>
internal sealed class OncePerMinute(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long? _last;

    /// <summary>True when it has not been for a minute.</summary>
    public bool IsNext()
    {
        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last) < TimeSpan.FromMinutes(1))
                return false;
            _last = time.GetTimestamp();
            return true;
        }
    }
}
