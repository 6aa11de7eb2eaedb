namespace NewsBot.Core.Delivery;

/// <summary>Ids as short keys for buttons: base 36.</summary>
internal static class ButtonKey
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <param name="id">Not negative.</param>
    public static string Of(long id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        Span<char> key = stackalloc char[13];
        var at = key.Length;
        do
        {
            key[--at] = Digits[(int)(id % Digits.Length)];
            id /= Digits.Length;
        }
        while (id > 0);
        return key[at..].ToString();
    }

    /// <summary>Null for what <see cref="Of"/> never made.</summary>
    public static long? Parse(string key)
    {
        if (key.Length is 0 or > 12)
            return null;
        var id = 0L;
        foreach (var character in key)
        {
            var digit = Digits.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
                return null;
            id = id * Digits.Length + digit;
        }
        return id;
    }
}
