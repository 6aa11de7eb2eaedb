using System.Globalization;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>
/// Button presses that wait for an answer, in memory: a query is too old a minute after the press, once it was
/// answered, and after a restart.
/// </summary>
internal sealed class PressTable(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> waiting = [];

    public string Add()
    {
        var now = time.GetUtcNow();
        foreach (var (old, _) in waiting.Where(w => now - w.Value > Patience).ToList())
            waiting.Remove(old);
        var id = Random.Shared.NextInt64(1L << 52, long.MaxValue).ToString(CultureInfo.InvariantCulture);
        waiting.Add(id, now);
        return id;
    }

    /// <summary>True once, for a press that still waits.</summary>
    public bool Answer(string id) => waiting.Remove(id, out var pressed) && time.GetUtcNow() - pressed <= Patience;

    public void Clear() => waiting.Clear();
}
