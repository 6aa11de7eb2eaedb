using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Limits;

/// <summary>
/// What a request is to flood control: how many messages or edits, to which chat, paid or not. An album and a batch of
/// copies are as many as their items. Everything else (reading, answers to presses, deleting, "typing", drafts) is free.
/// </summary>
internal readonly record struct MessageCost(long ChatId, int Messages, int Edits, bool Paid)
{
    public bool IsFree => Messages + Edits == 0;

    public bool IsPrivate => ChatId > 0;

    public static MessageCost Of(string method, RequestParameters parameters)
    {
        var (messages, edits) = Count(method, parameters);
        return new MessageCost(parameters.Number("chat_id") ?? 0, messages, edits, parameters.Flag("allow_paid_broadcast"));
    }

    /// <summary>What counts overall.</summary>
    public int Overall(FloodPolicy policy) => Messages + (policy.EditsCountEverywhere ? Edits : 0);

    /// <summary>What counts in its chat; edits in a group count like messages (measured by others, not published).</summary>
    public int InChat(FloodPolicy policy) => Messages + (policy.EditsCountEverywhere || !IsPrivate ? Edits : 0);

    private static (int Messages, int Edits) Count(string method, RequestParameters parameters)
    {
        if (Is(method, "sendMediaGroup"))
            return (Items(parameters, "media"), 0);
        if (Is(method, "copyMessages") || Is(method, "forwardMessages"))
            return (Items(parameters, "message_ids"), 0);
        if (Is(method, "sendMessage") || Is(method, "sendRichMessage") || Is(method, "sendPhoto") || Is(method, "sendDocument")
            || Is(method, "copyMessage") || Is(method, "forwardMessage"))
            return (1, 0);
        return method.StartsWith("editMessage", StringComparison.OrdinalIgnoreCase) ? (0, 1) : (0, 0);
    }

    private static bool Is(string method, string name) => string.Equals(method, name, StringComparison.OrdinalIgnoreCase);

    // What can't be read is refused by the method itself, and counts once.
    private static int Items(RequestParameters parameters, string name)
    {
        try
        {
            return Math.Max(1, parameters.Array(name, name)?.Count ?? 0);
        }
        catch (Refusal)
        {
            return 1;
        }
    }
}
