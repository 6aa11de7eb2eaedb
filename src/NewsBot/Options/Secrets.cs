using System.Text.RegularExpressions;

namespace NewsBot.Options;

/// <summary>Tells what must never be printed.</summary>
internal static partial class Secrets
{
    private static readonly string[] _words = ["token", "password", "secret", "connectionstring", "user"];

    /// <summary>True when the key, the key that was probably meant, or the value itself speaks of a secret.</summary>
    public static bool MayBe(string key, string? nearest, string? value) =>
        _words.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase)
            || nearest?.Contains(word, StringComparison.OrdinalIgnoreCase) == true)
        || (value is not null && Token().IsMatch(value));

    /// <summary>The text without bot tokens: Telegram's client puts its address, token included, into exceptions.</summary>
    public static string Mask(string text) => Token().Replace(text, "(token)");

    [GeneratedRegex("[0-9]{3,}:[A-Za-z0-9_-]{20,}")]
    private static partial Regex Token();
}
