using System.Globalization;
using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Names of months. A name is known by its first letters, as long as these are the month's in every language that has the
/// word; a weekday that begins alike ("mar" for martes) stands before the month, so that the last word counts.
/// </summary>
internal static class MonthNames
{
    // By month, without accents and in lower case. A name that ends in "!" is known in full only.
    private static readonly string[] Names =
    [
        "jan ene gen ian janv januar ocak oca sty led tam led leden styczen tammi ιαν янв січ яну siecznia sausio janvar يناير ינואר जनवरी 一月",
        "feb fev lut fevr februar subat sub unor helmi hel φεβ фев лют febbraio vasario فبراير פברואר फरवरी 二月",
        "mar maer mrt maa marz bre maalis μαρ мар бер martie kovo مارس מרץ मार्च 三月",
        "apr abr avr kwi dub nis huhti huh απρ апр кві balandzio أبريل ابريل אפריל अप्रैल 四月",
        "may mai maj mag mei kve touko tou μαι мая май тра geguzes مايو מאי मई 五月",
        "jun giu iun juin cze cerven! cervna! haz kesa kes ιουν июн чер юни birzelio يونيو יוני जून 六月",
        "jul lug iul juil lip cervenec cervence tem heina hei ιουλ июл лип юли liepos يوليو יולי जुलाई 七月",
        "aug ago aou sie srp agu elo elokuu! elokuuta! αυγ авг серп сер! rugpjucio أغسطس اغسطس אוגוסט अगस्त 八月",
        "sep set wrz zar eyl syys syy σεπ сен вер szept rugsejo سبتمبر ספטמבר सितंबर 九月",
        "oct okt ott out paz rij eki loka lok οκτ окт жов spalio أكتوبر اكتوبر אוקטובר अक्टूबर 十月",
        "nov noi lis kas marras marr νοε ноя лис ное lapkricio نوفمبر נובמבר नवंबर 十一月",
        "dec dic dez des gru pro ara joulu jou δεκ дек гру gruodzio ديسمبر דצמבר दिसंबर 十二月",
    ];

    private static readonly Dictionary<string, int> Known = Table();
    private static readonly int LongestKey = Known.Keys.Max(key => key.Length);

    /// <summary>The month from 1, or null where the word is none's name.</summary>
    public static int? Find(ReadOnlySpan<char> word)
    {
        if (word is ['A' or 'a' or 'D' or 'd' or 'F' or 'f' or 'J' or 'j' or 'M' or 'm' or 'N' or 'n' or 'O' or 'o' or 'S' or 's', _, _] && English(word) is { } english)
            return english;
        if (word.Length is < 2 or > 20 || (word.Length == 3 && "montuewedthufrisatsun".AsSpan().IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var day && day % 3 == 0))
            return null;
        // Hebrew writes "in" before the name as a part of it.
        var folded = Folded((word[0] == 'ב' ? word[1..] : word).ToString());
        if (Known.TryGetValue(folded + "!", out var whole))
            return whole;
        for (var length = Math.Min(folded.Length, LongestKey); length >= 2; length--)
        {
            if (Known.TryGetValue(folded[..length], out var month))
                return month;
        }

        return null;
    }

    private static int? English(ReadOnlySpan<char> word)
    {
        var place = "janfebmaraprmayjunjulaugsepoctnovdec".AsSpan().IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return place >= 0 && place % 3 == 0 ? (place / 3) + 1 : null;
    }

    private static Dictionary<string, int> Table()
    {
        var table = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var month = 0; month < Names.Length; month++)
        {
            foreach (var name in Names[month].Split(' '))
                table[Folded(name)] = month + 1;
        }

        return table;
    }

    private static string Folded(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var character in word.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                folded.Append(character switch { 'ı' => 'i', 'ł' => 'l', _ => character });
        }

        return folded.ToString();
    }
}
