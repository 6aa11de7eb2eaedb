using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Faults;

/// <summary>The faults that wait for their calls, in memory; the first that matches is played.</summary>
internal sealed class FaultList
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];
    private long lastId;

    public Fault Add(JsonObject description)
    {
        var kind = (string?)description["kind"] ?? "";
        if (!Fault.IsKind(kind))
            throw new PageApi.PageError(400, $"The fault kind \"{kind}\" is not known; expected one of {string.Join(", ", Fault.Kinds)}.");
        var count = (int?)description["count"] ?? 1;
        lock (gate)
        {
            var fault = new Fault(++lastId, kind)
            {
                Method = (string?)description["method"],
                ChatId = (long?)description["chatId"],
                Text = (string?)description["text"],
                Left = count == 0 ? null : count,
                Skip = (int?)description["skip"] ?? 0,
                RetryAfter = (int?)description["retryAfter"] ?? 1,
                Delay = (double?)description["delay"] ?? 120,
                Code = (int?)description["code"] ?? 400,
                Description = (string?)description["description"] ?? "Bad Request",
            };
            faults.Add(fault);
            return fault;
        }
    }

    /// <summary>The fault this call meets, counted as used, or null.</summary>
    public Fault? Take(string method, RequestParameters parameters)
    {
        lock (gate)
        {
            foreach (var fault in faults)
            {
                if (!fault.Matches(method, parameters))
                    continue;
                if (fault.Skip > 0)
                {
                    fault.Skip--;
                    continue;
                }
                if (fault.Left is { } left && (fault.Left = left - 1) == 0)
                    faults.Remove(fault);
                return fault;
            }
            return null;
        }
    }

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
}
