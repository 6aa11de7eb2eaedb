using System.Globalization;
using System.Text.RegularExpressions;
using NewsBot.Core.Chats;

namespace NewsBot.Core.Conversation;

/// <summary>What stands after /digest: "8:00", "8 18", "weekdays 7:30", "hourly", "off".</summary>
internal abstract partial record DigestArgument
{
    private const int Day = 24 * 60;

    /// <summary>More times than this are nearly every hour.</summary>
    public const int MostTimes = 12;

    private DigestArgument()
    {
    }

    /// <summary>Nothing: show how it is.</summary>
    public sealed record Nothing : DigestArgument;

    /// <summary>A rhythm; the times of the day are empty where they stay.</summary>
    public sealed record Wish(Rhythm Rhythm, IReadOnlyList<int> Times) : DigestArgument;

    /// <summary>A word that is no time and no rhythm.</summary>
    public sealed record Unreadable(string Word) : DigestArgument;

    /// <summary>It looks like a time of the day and is none: "25:00".</summary>
    public sealed record NoSuchTime(string Word) : DigestArgument;

    /// <summary>Too many times.</summary>
    public sealed record TooMany : DigestArgument;

    /// <summary>Reads it, in the languages of the interface. Hours alone are full hours; am and pm are understood.</summary>
    public static DigestArgument Read(string text)
    {
        Rhythm? rhythm = null;
        var times = new List<int>();
        foreach (var word in Words(text))
        {
            if (RhythmOf(word) is { } named)
            {
                rhythm = named;
                continue;
            }
            if (Filling.Contains(word))
                continue;
            if (!Time().IsMatch(word))
                return new Unreadable(word);
            if (MinuteOf(word) is not { } minute)
                return new NoSuchTime(word);
            times.Add(minute);
        }
        if (rhythm is null && times.Count == 0)
            return text.Trim().Length == 0 ? new Nothing() : new Unreadable(text.Trim());
        if (rhythm is Rhythm.AtOnce or Rhythm.Hourly && times.Count > 0)
            return new Unreadable(text.Trim());
        IReadOnlyList<int> ordered = [.. times.Distinct().Order()];
        return ordered.Count > MostTimes ? new TooMany() : new Wish(rhythm ?? Rhythm.Daily, ordered);
    }

    private static readonly HashSet<string> Filling = new(StringComparer.Ordinal) { "at", "and", "o", "every", "day", "о", "об", "і", "й", "та", "по" };

    // "8 am" is one word.
    private static string[] Words(string text) => BeforeHalf().Replace(text.ToLowerInvariant(), "$1$2")
        .Replace("at once", "at-once", StringComparison.Ordinal)
        .Split([' ', ',', ';', '&', '+', '\n', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);

    private static Rhythm? RhythmOf(string word) => word switch
    {
        "off" or "none" or "no" or "now" or "at-once" or "once" or "вимкнути" or "вимк" or "ні" or "одразу" or "відразу" => Rhythm.AtOnce,
        "hourly" or "hour" or "щогодини" or "погодинно" => Rhythm.Hourly,
        "daily" or "on" or "everyday" or "щодня" or "щоденно" => Rhythm.Daily,
        "weekdays" or "weekday" or "workdays" or "будні" or "буднях" or "будням" => Rhythm.Weekdays,
        _ => null,
    };

    private static int? MinuteOf(string word)
    {
        var read = Time().Match(word);
        var hour = int.Parse(read.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = read.Groups["minute"].Success ? int.Parse(read.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (read.Groups["hour"].Length > 2)
            (hour, minute) = read.Groups["minute"].Success ? (Day, 0) : (hour / 100, hour % 100);
        if (read.Groups["half"].Success)
        {
            if (hour is < 1 or > 12)
                return null;
            hour = (hour % 12) + (read.Groups["half"].Value[0] == 'p' ? 12 : 0);
        }
        return minute >= 60 || (hour * 60) + minute > Day ? null : ((hour * 60) + minute) % Day;
    }

    [GeneratedRegex(@"^(?<hour>\d{1,4})(?:[:.](?<minute>\d{1,2}))?(?<half>[ap]\.?m\.?)?$")]
    private static partial Regex Time();

    [GeneratedRegex(@"(\d)\s+([ap]\.?m\b)")]
    private static partial Regex BeforeHalf();
}
