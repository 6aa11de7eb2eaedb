using NewsBot.Core.Storage;

namespace NewsBot.Core.Feeds;

/// <summary>The hosts that are to be left alone, kept over a restart and known to every node.</summary>
internal static class HostPauses
{
    /// <summary>How long the refusals of a host are remembered past its pause, so that the next one doubles.</summary>
    private static readonly long Memory = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>Seconds between two feeds of a host after its pause: all at once would be turned away again.</summary>
    private const int Spacing = 60;

    /// <summary>Keeps a pause, and puts off the feeds of the host that would be due in it.</summary>
    public static async Task SaveAsync(Session session, HostPause pause, long now, CancellationToken cancellationToken)
    {
        var row = new { pause.Host, Until = pause.Until.ToUnixTimeMilliseconds(), Refusals = (long)pause.Refusals, Old = now - Memory, Spacing, Reason = nameof(ScheduleReason.RetryAfter) };
        await session.ExecuteAsync("DELETE FROM host_pause WHERE until < @Old", row, cancellationToken);
        await session.ExecuteAsync(
            """
            INSERT INTO host_pause (host, until, refusals) VALUES (@Host, @Until, @Refusals)
            ON CONFLICT (host) DO UPDATE SET until = excluded.until, refusals = excluded.refusals
            """,
            row, cancellationToken);
        await session.ExecuteAsync(
            """
            UPDATE feed SET next_check_at = @Until + (feed_id % @Spacing) * 1000, next_check_reason = @Reason
            WHERE host = @Host AND next_check_at < @Until AND lease_owner IS NULL
            """,
            row, cancellationToken);
    }

    /// <summary>Every pause that is kept.</summary>
    public static async Task<IReadOnlyList<HostPause>> LoadAsync(Session session, CancellationToken cancellationToken) =>
        [.. (await session.QueryAsync<Row>("SELECT host, until, refusals FROM host_pause", null, cancellationToken))
            .Select(row => new HostPause(row.Host, DateTimeOffset.FromUnixTimeMilliseconds(row.Until), (int)row.Refusals))];

    private sealed class Row
    {
        public string Host { get; set; } = "";
        public long Until { get; set; }
        public long Refusals { get; set; }
    }
}
