using System.Text.Json;
using Telegram.Bot.Requests;
using Telegram.Bot.Types.Enums;

namespace NewsBot.Telegram;

/// <summary>
/// getUpdates with each update as the JSON that Telegram sent: it is stored as it came, and one update that the client
/// library cannot read does not hold back the others.
/// </summary>
internal sealed class RawUpdatesRequest() : RequestBase<JsonElement[]>("getUpdates")
{
    /// <summary>The first update wanted; older ones are confirmed by asking for it.</summary>
    public int? Offset { get; init; }

    /// <summary>Seconds that Telegram may wait for an update.</summary>
    public int Timeout { get; init; }

    /// <summary>Kinds of updates, which Telegram remembers.</summary>
    public required IEnumerable<UpdateType> AllowedUpdates { get; init; }
}
