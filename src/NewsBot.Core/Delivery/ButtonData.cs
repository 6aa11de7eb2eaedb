namespace NewsBot.Core.Delivery;

/// <summary>
/// What a button carries: <c>1:verb:key:argument</c>, at most 64 bytes (Bot API, InlineKeyboardButton.callback_data).
/// The key names a row of the store (a stored view, a message), so that a press works after a restart and 30 days later.
/// </summary>
internal readonly record struct ButtonData(string Verb, string Key = "", string Argument = "")
{
    private const string Version = "1";

    public string Encode()
    {
        var data = $"{Version}:{Verb}:{Key}:{Argument}".TrimEnd(':');
        return System.Text.Encoding.UTF8.GetByteCount(data) <= 64
            ? data
            : throw new InvalidOperationException($"The button data '{data}' is longer than 64 bytes.");
    }

    /// <summary>Null for data of another version or form: the press is answered with what to open instead.</summary>
    public static ButtonData? Parse(string data)
    {
        var parts = data.Split(':', 4);
        return parts.Length >= 2 && parts[0] == Version && parts[1].Length > 0
            ? new ButtonData(parts[1], parts.ElementAtOrDefault(2) ?? "", parts.ElementAtOrDefault(3) ?? "")
            : null;
    }
}
