using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Limits;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>
/// Flood control by the page's calls. POST /emulator/limits { "profile": "off" | "published" | "strict" } begins anew
/// with empty windows and counts; single numbers can be given beside it (perSecond, paidPerSecond, chatPerSecond,
/// chatBurst, groupPerMinute). POST /emulator/bans { "seconds": 10072, "chatId": 1000001 } refuses a chat, or without
/// one everything, until then, in any profile. GET /emulator/limits tells the profile, counts, the last refusals and
/// the seconds in which something came; GET /emulator/limits/chats the counts of every chat, ?chat=ID of one.
/// </summary>
internal static class LimitActs
{
    public static JsonObject Choose(FloodControl flood, JsonObject act)
    {
        var name = (string?)act["profile"] ?? flood.Policy.Profile.ToString();
        if (!Enum.TryParse<FloodProfile>(name, ignoreCase: true, out var profile) || !Enum.IsDefined(profile) || char.IsDigit(name[0]))
            throw new PageError(400, $"The limits \"{name}\" are not known; expected off, published or strict.");
        var policy = FloodPolicy.Of(profile);
        flood.Use(policy with
        {
            PerSecond = Positive(act, "perSecond", policy.PerSecond),
            PaidPerSecond = Positive(act, "paidPerSecond", policy.PaidPerSecond),
            ChatPerSecond = (double?)act["chatPerSecond"] is > 0 and { } perSecond ? perSecond : policy.ChatPerSecond,
            ChatBurst = Positive(act, "chatBurst", policy.ChatBurst),
            GroupPerMinute = Positive(act, "groupPerMinute", policy.GroupPerMinute),
        });
        return View(flood);
    }

    public static void Ban(FloodControl flood, JsonObject act) =>
        flood.BanFor((long?)act["chatId"], Positive(act, "seconds", 0));

    public static JsonObject View(FloodControl flood) => flood.Traffic.Read((all, _, seconds, refusals) =>
    {
        var policy = flood.Policy;
        var json = new JsonObject
        {
            ["profile"] = Name(policy.Profile),
            ["perSecond"] = policy.PerSecond,
            ["paidPerSecond"] = policy.PaidPerSecond,
            ["chatPerSecond"] = policy.ChatPerSecond,
            ["chatBurst"] = policy.ChatBurst,
            ["groupPerMinute"] = policy.GroupPerMinute,
        };
        Counts(json, all);
        json["paid"] = all.Paid;
        json["stars"] = all.Charged / 10m;
        json["refusals"] = new JsonArray([.. refusals.Select(r => (JsonNode)new JsonObject
        {
            ["at"] = Milliseconds(r.At),
            ["method"] = r.Method,
            ["chatId"] = r.ChatId,
            ["scope"] = r.Scope == FloodScope.Bot ? "bot" : "chat",
            ["retryAfter"] = r.RetryAfter,
        })]);
        // Three numbers a second: when (Unix seconds), passed, refused.
        json["seconds"] = new JsonArray([.. seconds.Select(s => (JsonNode)new JsonArray(
            Milliseconds(s.At * TimeSpan.TicksPerSecond) / 1000, s.Passed, s.Refused))]);
        return json;
    });

    public static JsonArray Chats(FloodControl flood, long? chatId) => flood.Traffic.Read((_, chats, _, _) => new JsonArray(
        [.. chats.Where(c => chatId is null || c.Key == chatId).Select(c =>
        {
            var json = new JsonObject { ["chatId"] = c.Key };
            Counts(json, c.Value);
            json["mostInAMinute"] = c.Value.MostRemembered;
            return (JsonNode)json;
        })]));

    private static void Counts(JsonObject json, TrafficCount count)
    {
        json["messages"] = count.Messages;
        json["edits"] = count.Edits;
        json["refused"] = count.Refusals;
        json["failed"] = count.Failed;
        json["mostInASecond"] = count.MostInASecond;
        json["firstAt"] = Milliseconds(count.FirstAt);
        json["lastAt"] = Milliseconds(count.LastAt);
        json["lastRefusedAt"] = Milliseconds(count.LastRefusalAt);
    }

    private static long Milliseconds(long ticks) => ticks == 0 ? 0 : (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;

    private static string Name(FloodProfile profile) => profile.ToString().ToLowerInvariant();

    private static int Positive(JsonObject act, string name, int otherwise)
    {
        var number = (int?)act[name] ?? otherwise;
        return number > 0 ? number : throw new PageError(400, $"{name} is {number}; expected a whole number above 0.");
    }
}
