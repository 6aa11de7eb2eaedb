namespace NewsBot.Core.Storage;

/// <summary>Times as the store holds them: Unix milliseconds UTC.</summary>
internal static class UnixTime
{
    public static long NowMilliseconds(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    public static DateTimeOffset ToTime(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
