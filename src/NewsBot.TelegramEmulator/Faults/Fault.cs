using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Faults;

/// <summary>
/// One fault to play, set by POST /emulator/faults:
/// <code>
/// { "kind": "tooManyRequests",   what happens, see below; required
///   "method": "sendMessage",     only this method in any case, or all that begin so ("send*"); default: all but getMe and getUpdates
///   "chatId": 1000001,           only in this chat; default: all
///   "text": "ceasefire",         only if the text or caption sent holds this
///   "count": 3,                  how many matching calls it hits; default 1, 0: until it is removed
///   "skip": 1,                   how many matching calls it lets through first; default 0
///   "retryAfter": 5,             seconds of tooManyRequests; default 1
///   "delay": 2.5,                seconds of delayBefore and delayAfter; default 120
///   "code": 400, "description": "Bad Request: …"   of kind "error" }
/// </code>
/// Kinds that refuse: blocked, deactivated, kicked, notMember, cantInitiate (403); chatNotFound, cantParse,
/// notEnoughRights, threadNotFound, tooLong, notModified, messageNotFound, photoWrongType, photoFailed (400);
/// migrate (400, moves the group to a new id first: the old one keeps failing); unauthorized (401); conflict (409, without a
/// method it hits getUpdates); tooManyRequests (429); serverError (500 in JSON); error.
/// Kinds of the line: badGateway (502 in HTML, nothing done), cutOff (done, JSON cut off), delayBefore (waits, then drops
/// the connection, nothing done), delayAfter (done at once, answered late), resetBefore and resetAfter (connection reset,
/// nothing done or done).
/// Kinds of getUpdates: duplicateUpdates (the next updates come twice), reverseUpdates (in reverse order).
/// </summary>
internal sealed record Fault(long Id, string Kind)
{
    public const string Migrate = "migrate";
    public const string BadGateway = "badGateway";
    public const string CutOff = "cutOff";
    public const string DelayBefore = "delayBefore";
    public const string DelayAfter = "delayAfter";
    public const string ResetBefore = "resetBefore";
    public const string ResetAfter = "resetAfter";
    public const string DuplicateUpdates = "duplicateUpdates";
    public const string ReverseUpdates = "reverseUpdates";
    public const string TooManyRequests = "tooManyRequests";
    public const string Error = "error";

    private const string GetUpdates = "getUpdates";

    private static readonly Dictionary<string, (int Code, string Description)> Refusals = new()
    {
        ["blocked"] = (403, "Forbidden: bot was blocked by the user"),
        ["deactivated"] = (403, "Forbidden: user is deactivated"),
        ["kicked"] = (403, "Forbidden: bot was kicked from the supergroup chat"),
        ["notMember"] = (403, "Forbidden: bot is not a member of the supergroup chat"),
        ["cantInitiate"] = (403, "Forbidden: bot can't initiate conversation with a user"),
        ["chatNotFound"] = (400, "Bad Request: chat not found"),
        ["cantParse"] = (400, "Bad Request: can't parse entities: Unsupported start tag \"p\" at byte offset 0"),
        ["notEnoughRights"] = (400, "Bad Request: not enough rights to send text messages to the chat"),
        ["threadNotFound"] = (400, "Bad Request: message thread not found"),
        ["tooLong"] = (400, "Bad Request: message is too long"),
        ["notModified"] = (400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"),
        ["messageNotFound"] = (400, "Bad Request: message to edit not found"),
        ["photoWrongType"] = (400, "Bad Request: wrong type of the web page content"),
        ["photoFailed"] = (400, "Bad Request: failed to get HTTP URL content"),
        ["unauthorized"] = (401, "Unauthorized"),
        ["conflict"] = (409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
        ["serverError"] = (500, "Internal Server Error"),
    };

    private static readonly HashSet<string> Others =
    [
        Migrate, BadGateway, CutOff, DelayBefore, DelayAfter, ResetBefore, ResetAfter, DuplicateUpdates, ReverseUpdates, TooManyRequests, Error,
    ];

    public string? Method { get; init; }

    public long? ChatId { get; init; }

    public string? Text { get; init; }

    /// <summary>How many calls it still hits; null for any number.</summary>
    public int? Left { get; set; } = 1;

    public int Skip { get; set; }

    public int RetryAfter { get; init; } = 1;

    public double Delay { get; init; } = 120;

    public int Code { get; init; } = 400;

    public string Description { get; init; } = "Bad Request";

    public static bool IsKind(string kind) => Refusals.ContainsKey(kind) || Others.Contains(kind);

    public static IEnumerable<string> Kinds => Refusals.Keys.Concat(Others);

    public bool Matches(string method, RequestParameters parameters) =>
        MatchesMethod(method)
        && (ChatId is null || parameters.Number("chat_id") == ChatId)
        && (Text is null || parameters.Text("text").Contains(Text, StringComparison.Ordinal) || parameters.Text("caption").Contains(Text, StringComparison.Ordinal));

    /// <summary>The refusal this fault stands for, or null for the other kinds.</summary>
    public Refusal? AsRefusal() => Kind switch
    {
        TooManyRequests => Refusal.TooManyRequests(RetryAfter),
        Error => new Refusal(Code, Description),
        _ => Refusals.TryGetValue(Kind, out var refusal) ? new Refusal(refusal.Code, refusal.Description) : null,
    };

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["kind"] = Kind,
        ["method"] = Method,
        ["chatId"] = ChatId,
        ["text"] = Text,
        ["count"] = Left ?? 0,
        ["skip"] = Skip,
    };

    private bool MatchesMethod(string method)
    {
        if (Method is { } wanted)
            return wanted.EndsWith('*')
                ? method.StartsWith(wanted[..^1], StringComparison.OrdinalIgnoreCase)
                : string.Equals(method, wanted, StringComparison.OrdinalIgnoreCase);
        var isPoll = string.Equals(method, GetUpdates, StringComparison.OrdinalIgnoreCase);
        if (Kind is DuplicateUpdates or ReverseUpdates or "conflict")
            return isPoll;
        return !isPoll && !string.Equals(method, "getMe", StringComparison.OrdinalIgnoreCase);
    }
}
