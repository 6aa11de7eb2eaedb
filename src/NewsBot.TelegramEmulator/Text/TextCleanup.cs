using System.Text;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>
/// What Telegram does to every text it takes: control characters become spaces, carriage returns and marks of
/// direction go, white space at both ends is cut off, and the entities move along.
/// </summary>
internal static class TextCleanup
{
    public static FormattedText Apply(FormattedText source)
    {
        var (clean, places) = Clean(source.Text);
        var entities = source.Entities
            .Where(e => e.Offset >= 0 && e.End <= source.Text.Length)
            .Select(e => e with { Offset = places[e.Offset], Length = places[e.End] - places[e.Offset] })
            .Where(e => e.Length > 0)
            .ToList();

        // White space at the front is kept where an entity begins in it.
        var firstEntity = entities.Count > 0 ? entities.Min(e => e.Offset) : clean.Length;
        var start = 0;
        while (start < firstEntity && clean[start] is (' ' or '\n'))
            start++;
        var end = clean.Length;
        while (end > start && clean[end - 1] is (' ' or '\n'))
            end--;
        var trimmed = clean[start..end];
        var moved = entities
            .Select(e => e with { Offset = e.Offset - start, Length = Math.Min(e.End, end) - e.Offset })
            .Where(e => e.Length > 0)
            .ToList();
        return new FormattedText(trimmed, EntityRules.Arrange(EntityRules.Sorted(moved), trimmed));
    }

    /// <summary>Telegram's measure of a text: Unicode code points.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    private static (string Clean, int[] Places) Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var places = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
        {
            places[i] = clean.Length;
            switch (text[i])
            {
                case '\r' or (>= '\u2028' and <= '\u202e') or '\u0333' or '\u033f' or '\u030a':
                    break;
                case < ' ' and not '\n':
                    clean.Append(' ');
                    break;
                default:
                    clean.Append(text[i]);
                    break;
            }
        }
        places[text.Length] = clean.Length;
        return (clean.ToString(), places);
    }
}
