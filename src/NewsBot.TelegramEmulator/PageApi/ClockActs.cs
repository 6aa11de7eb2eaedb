using System.Globalization;
using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>
/// The emulator's clock by the page's calls. POST /emulator/clock takes one of "now" (ISO 8601 with zone), "offset"
/// (seconds from the machine's clock) and "advance" (seconds from what it shows), and "rate" (its seconds in one of the
/// machine's, 0 to stop it; as it was when left out). DELETE gives the machine's clock back.
/// </summary>
internal static class ClockActs
{
    public static JsonObject View(EmulatorClock clock)
    {
        var now = clock.GetUtcNow();
        return new JsonObject
        {
            ["now"] = now.ToString("O", CultureInfo.InvariantCulture),
            ["unix"] = now.ToUnixTimeSeconds(),
            ["offset"] = Math.Round(clock.Offset.TotalSeconds, 3),
            ["rate"] = clock.Rate,
        };
    }

    /// <summary>Moves the clock; true when it went back.</summary>
    public static bool Set(EmulatorClock clock, JsonObject act)
    {
        var rate = (double?)act["rate"] ?? clock.Rate;
        if (rate is not (>= 0 and <= EmulatorClock.FastestRate))
            throw new PageError(400, $"The clock can't run at a rate of {rate}; expected 0 to {EmulatorClock.FastestRate}.");
        var before = clock.GetUtcNow();
        var shown = Moment(clock, act, before);
        if (shown < EmulatorClock.Earliest || shown > EmulatorClock.Latest)
            throw new PageError(400, "The clock can't show that moment; expected one from 2000 to 2100.");
        clock.Set(shown, rate);
        return shown < before;
    }

    private static DateTimeOffset Moment(EmulatorClock clock, JsonObject act, DateTimeOffset shown)
    {
        if ((string?)act["now"] is { } text)
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? moment.ToUniversalTime()
                : throw new PageError(400, $"The moment \"{text}\" can't be read; expected one such as 2026-11-25T08:00:00Z.");
        }
        if ((double?)act["offset"] is { } offset)
            return Later(shown - clock.Offset, offset);
        return (double?)act["advance"] is { } advance ? Later(shown, advance) : shown;
    }

    private static DateTimeOffset Later(DateTimeOffset moment, double seconds)
    {
        const double Century = 100d * 366 * 86400;
        return Math.Abs(seconds) <= Century ? moment.AddSeconds(seconds) : throw new PageError(400, "The clock can't move by more than a century.");
    }
}
