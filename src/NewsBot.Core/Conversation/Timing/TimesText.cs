using System.Globalization;
using NewsBot.Core.Chats;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>How times are said: "08:00", "every day at 08:00 and 18:00", "tomorrow at 08:00", "Kyiv, 14:05 now".</summary>
internal static class TimesText
{
    /// <summary>A minute of the day on a clock of 24 hours.</summary>
    public static string Clock(long minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    /// <summary>"22:00–07:00".</summary>
    public static string Of(QuietHours quiet) => $"{Clock(quiet.From)}–{Clock(quiet.Until)}";

    /// <summary>"08:00, 12:30 and 18:00".</summary>
    public static string Of(Words words, IReadOnlyList<int> minutes)
    {
        string[] times = [.. (minutes.Count == 0 ? SendingTimes.UsualDigest : minutes).Select(minute => Clock(minute))];
        return times is [var only] ? only : words.Say("times.and", ("first", string.Join(", ", times[..^1])), ("last", times[^1]));
    }

    /// <summary>A whole sentence: how news comes in this rhythm.</summary>
    public static string Sentence(Words words, Rhythm rhythm, IReadOnlyList<int> digestAt) => rhythm switch
    {
        Rhythm.AtOnce => words.Say("times.at-once"),
        Rhythm.Hourly => words.Say("times.hourly"),
        Rhythm.Daily => words.Say("times.daily", ("times", Of(words, digestAt))),
        Rhythm.Weekdays => words.Say("times.weekdays", ("times", Of(words, digestAt))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>One or two words for a button.</summary>
    public static string Short(Words words, Rhythm rhythm) => words.Say(rhythm switch
    {
        Rhythm.AtOnce => "rhythm.at-once",
        Rhythm.Hourly => "rhythm.hourly",
        Rhythm.Daily => "rhythm.daily",
        Rhythm.Weekdays => "rhythm.weekdays",
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    /// <summary>"today at 18:00", "tomorrow at 08:00", or the date, by the chat's clock.</summary>
    public static string Moment(Words words, long moment, long now, string? timeZone)
    {
        var clock = LocalClock.Of(timeZone);
        var (date, minute) = clock.Read(moment);
        return (date.DayNumber - clock.Read(now).Date.DayNumber) switch
        {
            0 => words.Say("times.today", ("clock", Clock(minute))),
            1 => words.Say("times.tomorrow", ("clock", Clock(minute))),
            _ => words.Moment(moment, timeZone),
        };
    }

    /// <summary>The name of a zone as a reader knows it: "Kyiv"; of one that is in no list, its own; UTC where none is known.</summary>
    public static string Place(Words words, string? timeZone) =>
        timeZone is null ? "UTC" : Places.Find(timeZone)?.NameIn(words.Language) ?? timeZone.Split('/')[^1].Replace('_', ' ');

    /// <summary>What the chat's clock shows now.</summary>
    public static string Now(string? timeZone, long now) => Clock(LocalClock.Of(timeZone).Read(now).Minute);

    /// <summary>The button that leads to the zone: with the clock, or with the question.</summary>
    public static string ZoneLabel(Words words, string? timeZone, long now) => timeZone is null
        ? words.Say("zone.ask-button")
        : words.Say("zone.button", ("place", Place(words, timeZone)), ("clock", Now(timeZone, now)));
}
