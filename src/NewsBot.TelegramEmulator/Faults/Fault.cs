using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Faults;

/// <summary>
/// One fault to play, set by POST /emulator/faults:
/// <code>
/// { "kind": "tooManyRequests",   what happens, see below; required
///   "method": "sendMessage",     only this method in any case, or all that begin so ("send*"); default: all but getMe and getUpdates
///   "chatId": 1000001,           only in this chat; default: all in which this can happen
///   "text": "ceasefire",         only if the text or caption sent holds this
///   "percent": 2.5,              only so many of the matching calls, drawn by lot; default: all
///   "seed": 42,                  of the lot: the same seed draws the same for the same order of matching calls; default: any, told in the answer
///   "count": 3,                  how many calls it hits; default 1, with a percentage 0: until it is removed
///   "skip": 1,                   how many matching calls it lets through first; default 0
///   "retryAfter": 5,             seconds of tooManyRequests; default 1
///   "delay": 2.5,                seconds of delayBefore and delayAfter; default 120
///   "code": 400, "description": "Bad Request: …"   of kind "error" }
/// </code>
/// Kinds that refuse: blocked, deactivated, kicked, groupDeleted, notMember, cantInitiate (403); chatNotFound, cantParse,
/// notEnoughRights, threadNotFound, topicClosed, tooLong, notModified, messageNotFound, photoWrongType, photoFailed (400);
/// migrate (400, moves a basic group to a new id first: the old one keeps failing); unauthorized (401); conflict (409,
/// without a method it hits getUpdates); tooManyRequests (429); serverError (500 in JSON); error.
/// Kinds of the line: badGateway and gatewayTimeout (502 and 504 in HTML, nothing done), cutOff (done, JSON cut off),
/// missingFields (done, ok but without ids and date), missingResult (done, ok and nothing else), delayBefore (waits, then
/// drops the connection, nothing done), delayAfter (done at once, answered late), resetBefore and resetAfter (connection
/// reset, nothing done or done).
/// Kinds of updates, from getUpdates or at the webhook: duplicateUpdates (the next ones come twice), reverseUpdates
/// (in reverse order; at the webhook two change places).
/// Faults are tried in the order in which they were set and the first that hits is played, so percentages are of the
/// calls that the faults before let through.
/// </summary>
internal sealed record Fault(long Id, string Kind)
{
    public const string Migrate = "migrate";
    public const string BadGateway = "badGateway";
    public const string GatewayTimeout = "gatewayTimeout";
    public const string CutOff = "cutOff";
    public const string MissingFields = "missingFields";
    public const string MissingResult = "missingResult";
    public const string DelayBefore = "delayBefore";
    public const string DelayAfter = "delayAfter";
    public const string ResetBefore = "resetBefore";
    public const string ResetAfter = "resetAfter";
    public const string DuplicateUpdates = "duplicateUpdates";
    public const string ReverseUpdates = "reverseUpdates";
    public const string TooManyRequests = "tooManyRequests";
    public const string Error = "error";

    private const string GetUpdates = "getUpdates";

    private static readonly HashSet<string> Others =
    [
        Migrate, BadGateway, GatewayTimeout, CutOff, MissingFields, MissingResult, DelayBefore, DelayAfter, ResetBefore,
        ResetAfter, DuplicateUpdates, ReverseUpdates, TooManyRequests, Error,
    ];

    public string? Method { get; init; }

    public long? ChatId { get; init; }

    public string? Text { get; init; }

    /// <summary>Which calls a rate hits; null: all.</summary>
    public Lot? Lot { get; init; }

    /// <summary>How many calls it still hits; null for any number.</summary>
    public int? Left { get; set; } = 1;

    public int Skip { get; set; }

    /// <summary>How many calls it has hit.</summary>
    public long Hits { get; set; }

    public int RetryAfter { get; init; } = 1;

    public double Delay { get; init; } = 120;

    public int Code { get; init; } = 400;

    public string Description { get; init; } = "Bad Request";

    public bool IsOfUpdates => Kind is DuplicateUpdates or ReverseUpdates;

    public static bool IsKind(string kind) => RefusalKinds.Contains(kind) || Others.Contains(kind);

    public static IEnumerable<string> Kinds => RefusalKinds.All.Concat(Others);

    public bool Matches(string method, RequestParameters parameters) =>
        MatchesMethod(method)
        && MatchesChat(parameters.Number("chat_id"))
        && (Text is null || parameters.Text("text").Contains(Text, StringComparison.Ordinal) || parameters.Text("caption").Contains(Text, StringComparison.Ordinal));

    /// <summary>The refusal this fault stands for, or null for the other kinds.</summary>
    public Refusal? AsRefusal(long? chatId) => Kind switch
    {
        TooManyRequests => Refusal.TooManyRequests(RetryAfter),
        Error => new Refusal(Code, Description),
        _ => RefusalKinds.Find(Kind, chatId),
    };

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["kind"] = Kind,
            ["method"] = Method,
            ["chatId"] = ChatId,
            ["text"] = Text,
            ["count"] = Left ?? 0,
            ["skip"] = Skip,
            ["hits"] = Hits,
        };
        if (Lot is not null)
            (json["percent"], json["seed"], json["drawn"]) = (Lot.Percent, Lot.Seed, Lot.Drawn);
        return json;
    }

    // At a rate and without a chat, a fault is played only where Telegram could say so.
    private bool MatchesChat(long? chatId) =>
        ChatId is { } wanted ? chatId == wanted : Lot is null || chatId is null || RefusalKinds.CanHappenIn(Kind, chatId.Value);

    private bool MatchesMethod(string method)
    {
        if (Method is { } wanted)
            return wanted.EndsWith('*')
                ? method.StartsWith(wanted[..^1], StringComparison.OrdinalIgnoreCase)
                : string.Equals(method, wanted, StringComparison.OrdinalIgnoreCase);
        var isPoll = string.Equals(method, GetUpdates, StringComparison.OrdinalIgnoreCase);
        if (IsOfUpdates || Kind == "conflict")
            return isPoll;
        return !isPoll && !string.Equals(method, "getMe", StringComparison.OrdinalIgnoreCase);
    }
}
