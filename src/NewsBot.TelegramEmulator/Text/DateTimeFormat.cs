namespace NewsBot.TelegramEmulator.Text;

/// <summary>The format of a tg-time: "r" (relative), or w (weekday), d or D (date), t or T (time), each optional, in this order.</summary>
internal static class DateTimeFormat
{
    public static bool IsValid(string format)
    {
        if (format is "" or "r")
            return true;
        var rest = format.AsSpan();
        if (!rest.IsEmpty && rest[0] is 'w')
            rest = rest[1..];
        if (!rest.IsEmpty && rest[0] is 'd' or 'D')
            rest = rest[1..];
        if (!rest.IsEmpty && rest[0] is 't' or 'T')
            rest = rest[1..];
        return rest.Length == 0;
    }
}
