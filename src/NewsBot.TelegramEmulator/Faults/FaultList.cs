using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Faults;

/// <summary>The faults that wait for their calls, in memory; the first that hits is played.</summary>
internal sealed class FaultList(BotWorld world)
{
    private static readonly RequestParameters NoParameters = new();

    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];
    private long lastId;

    /// <summary>Adds a fault; the answer shows it as it is then, with its seed.</summary>
    public JsonObject Add(JsonObject description)
    {
        var kind = (string?)description["kind"] ?? "";
        if (!Fault.IsKind(kind))
            throw new PageError(400, $"The fault kind \"{kind}\" is not known; expected one of {string.Join(", ", Fault.Kinds)}.");
        var lot = ReadLot(description);
        var count = (int?)description["count"] ?? (lot is null ? 1 : 0);
        lock (gate)
        {
            var fault = new Fault(++lastId, kind)
            {
                Method = (string?)description["method"],
                ChatId = (long?)description["chatId"],
                Text = (string?)description["text"],
                Lot = lot,
                Left = count == 0 ? null : count,
                Skip = (int?)description["skip"] ?? 0,
                RetryAfter = (int?)description["retryAfter"] ?? 1,
                Delay = (double?)description["delay"] ?? 120,
                Code = (int?)description["code"] ?? 400,
                Description = (string?)description["description"] ?? "Bad Request",
            };
            faults.Add(fault);
            return fault.ToJson();
        }
    }

    /// <summary>The fault this call meets, counted as used, or null.</summary>
    public Fault? Take(string method, RequestParameters parameters) => Take(method, parameters, ofUpdates: false);

    /// <summary>What happens to the updates that are about to leave.</summary>
    public UpdateFault TakeForUpdates() => Take("getUpdates", NoParameters, ofUpdates: true)?.Kind switch
    {
        Fault.DuplicateUpdates => UpdateFault.Duplicate,
        Fault.ReverseUpdates => UpdateFault.Reverse,
        _ => UpdateFault.None,
    };

    public void Clear()
    {
        lock (gate)
            faults.Clear();
    }

    public JsonArray ToJson()
    {
        lock (gate)
            return [.. faults.Select(f => (JsonNode)f.ToJson())];
    }

    private Fault? Take(string method, RequestParameters parameters, bool ofUpdates)
    {
        lock (gate)
        {
            foreach (var fault in faults)
            {
                if (fault.IsOfUpdates != ofUpdates || !fault.Matches(method, parameters) || !CanMigrate(fault, parameters))
                    continue;
                if (fault.Skip > 0)
                {
                    fault.Skip--;
                    continue;
                }
                if (fault.Lot?.Draw() == false)
                    continue;
                fault.Hits++;
                if (fault.Left is { } left && (fault.Left = left - 1) == 0)
                    faults.Remove(fault);
                return fault;
            }
            return null;
        }
    }

    // A rate of migrations draws among the groups that can still move, not among all chats.
    private bool CanMigrate(Fault fault, RequestParameters parameters) =>
        fault is not { Kind: Fault.Migrate, Lot: not null }
        || world.Change(() => world.Chats.TryGetValue(parameters.Number("chat_id") ?? 0, out var chat) && chat.Type == Chat.Group && chat.MigratedTo is null);

    private static Lot? ReadLot(JsonObject description)
    {
        if ((double?)description["percent"] is not { } percent)
            return null;
        if (percent is not (> 0 and <= 100))
            throw new PageError(400, $"A fault at {percent} percent can't be played; expected more than 0 and at most 100.");
        return new Lot(percent, (long?)description["seed"] ?? Random.Shared.Next());
    }
}
