using System.Globalization;
using System.Text;

namespace NewsBot.Core.Articles;

/// <summary>Tells a headline that its source changed from one that only looks different to a program.</summary>
internal static class Headline
{
    /// <summary>
    /// Whether a reader sees another headline. White space and what is invisible do not count, nor do two addresses: what has no
    /// headline is shown by its address, and counters in addresses change.
    /// </summary>
    public static bool IsAnother(string before, string now) =>
        !string.Equals(Visible(before), Visible(now), StringComparison.Ordinal) && !(IsAddress(before) && IsAddress(now));

    private static string Visible(string title)
    {
        var visible = new StringBuilder(title.Length);
        foreach (var character in title.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsWhiteSpace(character))
            {
                if (visible.Length > 0 && visible[^1] != ' ')
                    visible.Append(' ');
            }
            else if (char.GetUnicodeCategory(character) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                visible.Append(character);
            }
        }

        return visible.ToString().TrimEnd();
    }

    private static bool IsAddress(string title) =>
        Uri.TryCreate(title, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && !title.Contains(' ', StringComparison.Ordinal);
}
