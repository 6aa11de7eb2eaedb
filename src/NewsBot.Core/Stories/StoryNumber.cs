using System.Text.RegularExpressions;

namespace NewsBot.Core.Stories;

/// <summary>Numbers as outlets of several countries write them.</summary>
internal static partial class StoryNumber
{
    private const string Signs = "%‰€$£¥₴₽°";

    /// <summary>1,204 and 1.204 are 1204; 3,75 is 3.75.</summary>
    public static string Normalize(string token) =>
        token.AsSpan().IndexOfAny('.', ',') < 0 ? token
        : Thousands().IsMatch(token) ? token.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal) : token.Replace(',', '.');

    /// <summary>
    /// Whether another number would be another fact: a decimal part, or a sign of percent, money or degrees beside it. How many
    /// died or how many houses are without power is told differently of one event.
    /// </summary>
    /// <param name="token">As it is written.</param>
    /// <param name="text">Where it stands.</param>
    public static bool IsMeasure(string token, string text)
    {
        if (token.AsSpan().IndexOfAny('.', ',') >= 0 && !Thousands().IsMatch(token))
            return true;
        for (var at = text.IndexOf(token, StringComparison.Ordinal); at >= 0; at = text.IndexOf(token, at + 1, StringComparison.Ordinal))
        {
            var after = at + token.Length;
            while (after < text.Length && (text[after] is ' ' or '\u00A0' or '\u202F'))
                after++;
            if ((at > 0 && Signs.Contains(text[at - 1], StringComparison.Ordinal)) || (after < text.Length && Signs.Contains(text[after], StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"^[0-9]{1,3}(?:[.,][0-9]{3})+$")]
    private static partial Regex Thousands();
}
