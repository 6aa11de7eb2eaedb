using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Faults;

/// <summary>The fault kinds that are a plain no of Telegram, with its words.</summary>
internal static class RefusalKinds
{
    private const long FirstSupergroupId = -1_000_000_000_000;

    private static readonly Dictionary<string, (int Code, string Description)> Refusals = new()
    {
        ["blocked"] = (403, "Forbidden: bot was blocked by the user"),
        ["deactivated"] = (403, "Forbidden: user is deactivated"),
        ["kicked"] = (403, "Forbidden: bot was kicked from the supergroup chat"),
        ["groupDeleted"] = (403, "Forbidden: the group chat was deleted"),
        ["notMember"] = (403, "Forbidden: bot is not a member of the supergroup chat"),
        ["cantInitiate"] = (403, "Forbidden: bot can't initiate conversation with a user"),
        ["chatNotFound"] = (400, "Bad Request: chat not found"),
        ["cantParse"] = (400, "Bad Request: can't parse entities: Unsupported start tag \"p\" at byte offset 0"),
        ["notEnoughRights"] = (400, "Bad Request: not enough rights to send text messages to the chat"),
        ["threadNotFound"] = (400, "Bad Request: message thread not found"),
        ["topicClosed"] = (400, "Bad Request: TOPIC_CLOSED"),
        ["tooLong"] = (400, "Bad Request: message is too long"),
        ["notModified"] = (400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"),
        ["messageNotFound"] = (400, "Bad Request: message to edit not found"),
        ["photoWrongType"] = (400, "Bad Request: wrong type of the web page content"),
        ["photoFailed"] = (400, "Bad Request: failed to get HTTP URL content"),
        ["unauthorized"] = (401, "Unauthorized"),
        ["conflict"] = (409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
        ["serverError"] = (500, "Internal Server Error"),
    };

    // What only happens in private chats, and what only in groups.
    private static readonly HashSet<string> PrivateOnly = ["blocked", "deactivated", "cantInitiate"];
    private static readonly HashSet<string> GroupOnly = ["kicked", "groupDeleted", "notMember", "notEnoughRights", "threadNotFound", "topicClosed"];

    public static IEnumerable<string> All => Refusals.Keys;

    public static bool Contains(string kind) => Refusals.ContainsKey(kind);

    /// <summary>Whether this can happen in a chat; a fault that names its chat is played there all the same.</summary>
    public static bool CanHappenIn(string kind, long chatId) => chatId > 0 ? !GroupOnly.Contains(kind) : !PrivateOnly.Contains(kind);

    public static Refusal? Find(string kind, long? chatId) => Refusals.TryGetValue(kind, out var refusal)
        ? new Refusal(refusal.Code, chatId is < 0 and > FirstSupergroupId ? refusal.Description.Replace("supergroup chat", "group chat", StringComparison.Ordinal) : refusal.Description)
        : null;
}
