using System.Globalization;

namespace NewsBot.Core.Feeds;

/// <summary>Zones of dates: the names in use and offsets.</summary>
internal static class DateZone
{
    // Hours from UTC: RFC 822, 5.1, and the common names of Europe, Asia and Australia.
    private static readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Names = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["WET"] = 0, ["EST"] = -5, ["EDT"] = -4, ["ET"] = -5, ["CST"] = -6, ["CDT"] = -5, ["CT"] = -6,
        ["MST"] = -7, ["MDT"] = -6, ["MT"] = -7, ["PST"] = -8, ["PDT"] = -7, ["PT"] = -8, ["AKST"] = -9, ["AKDT"] = -8, ["HST"] = -10, ["HADT"] = -9, ["NST"] = -3.5,
        ["NDT"] = -2.5, ["AST"] = -4, ["ADT"] = -3, ["BRT"] = -3, ["BRST"] = -2, ["ART"] = -3, ["CLT"] = -4, ["CLST"] = -3, ["COT"] = -5, ["PET"] = -5, ["WEST"] = 1, ["BST"] = 1,
        ["IST"] = 5.5, ["CET"] = 1, ["MEZ"] = 1, ["MET"] = 1, ["CEST"] = 2, ["MESZ"] = 2, ["MEST"] = 2, ["EET"] = 2, ["EEST"] = 3, ["IDT"] = 3, ["SAST"] = 2, ["CAT"] = 2,
        ["WAT"] = 1, ["EAT"] = 3, ["MSK"] = 3, ["MSD"] = 4, ["TRT"] = 3, ["AZT"] = 4, ["GST"] = 4, ["PKT"] = 5, ["YEKT"] = 5, ["NPT"] = 5.75, ["ICT"] = 7,
        ["WIB"] = 7, ["WITA"] = 8, ["WIT"] = 9, ["HKT"] = 8, ["SGT"] = 8, ["MYT"] = 8, ["PHT"] = 8, ["AWST"] = 8, ["JST"] = 9, ["KST"] = 9, ["ACST"] = 9.5, ["ACDT"] = 10.5,
        ["AEST"] = 10, ["AEDT"] = 11, ["NZST"] = 12, ["NZDT"] = 13,
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The offset of a name, or null where it is none. One letter counts as RFC 822, 5.1, has it.</summary>
    public static TimeSpan? Named(ReadOnlySpan<char> name)
    {
        if (Names.TryGetValue(name, out var hours))
            return TimeSpan.FromHours(hours);
        if (name is not [>= 'A' and <= 'Y' and not 'J'])
            return null;
        var place = name[0] - 'A' + (name[0] < 'J' ? 1 : 0);
        return TimeSpan.FromHours(place <= 12 ? -place : place - 12);
    }

    /// <summary>"+0100", "-5:30", "+01", "GMT+2": the offset, or null where the text is none.</summary>
    public static TimeSpan? Offset(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("GMT") || text.StartsWith("UTC"))
            text = text[3..].TrimStart();
        if (text is not ['+' or '-' or '\u2212' or '\u2013', >= '0' and <= '9', ..])
            return null;
        var digits = text[1..];
        var colon = digits.IndexOf(':');
        var split = colon > 0 ? colon : digits.Length > 2 ? digits.Length - 2 : digits.Length;
        var hours = digits[..split];
        var minutes = split == digits.Length ? "0" : digits[(colon > 0 ? split + 1 : split)..];
        if (hours.Length > 2 || minutes.Length > 2 || !int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) || !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var minute))
            return null;
        var span = new TimeSpan(hour, minute, 0);
        return text[0] == '+' ? span : -span;
    }
}
