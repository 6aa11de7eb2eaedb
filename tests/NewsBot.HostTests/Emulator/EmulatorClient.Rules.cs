using System.Text.Json.Nodes;

namespace NewsBot.HostTests.Emulator;

/// <summary>The rules of the game: faults, the clock, flood limits, crowds, and the journal of what the bot asked.</summary>
internal sealed partial class EmulatorClient
{
    /// <summary>
    /// Sets a fault; the members are described at the emulator's type Fault: kind, method, chatId, count, percent, seed,
    /// retryAfter, delay… The answer shows it, with its seed.
    /// </summary>
    public Task<JsonObject> FaultAsync(object fault, CancellationToken cancellationToken) => PostAsync("faults", fault, cancellationToken);

    /// <summary>The faults that still wait, each with its hits.</summary>
    public async Task<IReadOnlyList<JsonObject>> FaultsAsync(CancellationToken cancellationToken) =>
        ((JsonArray)await GetAsync("faults", cancellationToken)).Select(f => (JsonObject)f!).ToList();

    public Task ClearFaultsAsync(CancellationToken cancellationToken) => DeleteAsync("faults", cancellationToken);

    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(string? method, long after, CancellationToken cancellationToken) =>
        ((JsonArray)await GetAsync($"journal?after={after}{(method is null ? "" : $"&method={method}")}", cancellationToken))
            .Select(e => new JournalEntry((JsonObject)e!)).ToList();

    // The clock

    public async Task<DateTimeOffset> ClockAsync(CancellationToken cancellationToken) =>
        DateTimeOffset.Parse((string)(await GetAsync("clock", cancellationToken))["now"]!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Moves the emulator's clock: now, offset or advance, and rate; see the emulator's type ClockActs.</summary>
    public Task SetClockAsync(object clock, CancellationToken cancellationToken) => PostAsync("clock", clock, cancellationToken);

    public Task ResetClockAsync(CancellationToken cancellationToken) => DeleteAsync("clock", cancellationToken);

    // Flood limits

    /// <summary>Chooses off, published or strict, with new counts.</summary>
    public Task LimitAsync(string profile, CancellationToken cancellationToken) => LimitAsync(new { profile }, cancellationToken);

    /// <summary>The same with numbers of one's own: perSecond, paidPerSecond, chatPerSecond, chatBurst, groupPerMinute.</summary>
    public Task LimitAsync(object limits, CancellationToken cancellationToken) => PostAsync("limits", limits, cancellationToken);

    /// <summary>Flood control refuses a chat, or everything, for so long.</summary>
    public Task BanAsync(long? chatId, int seconds, CancellationToken cancellationToken) => PostAsync("bans", new { chatId, seconds }, cancellationToken);

    /// <summary>What came and what was refused, in all.</summary>
    public async Task<TrafficView> TrafficAsync(CancellationToken cancellationToken) => new((JsonObject)await GetAsync("limits", cancellationToken));

    /// <summary>The same by chat id.</summary>
    public async Task<IReadOnlyDictionary<long, TrafficView>> TrafficByChatAsync(CancellationToken cancellationToken) =>
        ((JsonArray)await GetAsync("limits/chats", cancellationToken)).ToDictionary(c => (long)c!["chatId"]!, c => new TrafficView((JsonObject)c!));

    // Crowds

    /// <summary>Many people whose chats are open to the bot, or who write a text to it; their ids, which are those of their chats.</summary>
    public async Task<IReadOnlyList<long>> AddCrowdAsync(int count, string? text, CancellationToken cancellationToken) =>
        ((JsonArray)(await PostAsync("crowds", new { count, text }, cancellationToken))["ids"]!).Select(id => (long)id!).ToList();

    private async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(With(path), cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
