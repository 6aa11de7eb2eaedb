using NewsBot.Core.Chats;

namespace NewsBot.Tests.Chats.Timing;

public sealed class SendingTimesTests
{
    private const long Minute = 60_000;

    /// <summary>Zones and the days around both changes of their clocks in 2026; Lord Howe moves by half an hour.</summary>
    public static TheoryData<string, string> Changes { get; } = new()
    {
        { "Europe/Kyiv", "2026-03-28" },
        { "Europe/Kyiv", "2026-10-24" },
        { "America/New_York", "2026-03-07" },
        { "America/New_York", "2026-10-31" },
        { "Australia/Lord_Howe", "2026-04-04" },
        { "Australia/Lord_Howe", "2026-10-03" },
        { "Asia/Tokyo", "2026-03-28" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Daily_OverAChangeOfTheClock_IsOncePerLocalDayAtThatTime(string zone, string day)
    {
        var times = new SendingTimes(zone, new QuietHours(22 * 60, 7 * 60), Rhythm.Daily, [8 * 60]);
        var moments = Minutes(day, 4).Select(now => (Now: now, Moment: times.MomentFor(now, null, mayWake: false))).ToList();

        Assert.All(moments, pair => Assert.Equal(Occasion.Digest, pair.Moment.Occasion));
        Assert.All(moments, pair => Assert.InRange(pair.Moment.NotBefore - pair.Now, 1, (25 * 60) * Minute));
        var local = moments.Select(pair => pair.Moment.NotBefore).Distinct().Select(moment => Local(zone, moment)).ToList();
        Assert.All(local, moment => Assert.Equal(new TimeOnly(8, 0), TimeOnly.FromDateTime(moment)));
        Assert.Equal(local.Count, local.Select(DateOnly.FromDateTime).Distinct().Count());
        Assert.InRange(local.Count, 4, 5);
    }

    [Theory, MemberData(nameof(Changes))]
    public void AtOnce_OverAChangeOfTheClock_NothingComesAtNightAndAllOfItAtSeven(string zone, string day)
    {
        var times = new SendingTimes(zone, new QuietHours(22 * 60, 7 * 60), Rhythm.AtOnce, []);
        foreach (var now in Minutes(day, 4))
        {
            var (moment, occasion) = times.MomentFor(now, null, mayWake: false);
            var hour = Local(zone, now).Hour;
            if (hour is >= 7 and < 22)
            {
                Assert.Equal((now, Occasion.None), (moment, occasion));
                continue;
            }

            Assert.Equal((new TimeOnly(7, 0), Occasion.Morning), (TimeOnly.FromDateTime(Local(zone, moment)), occasion));
            Assert.InRange(moment - now, 1, 10 * 60 * Minute);
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void MayWake_AtAnyMinute_GoesAtOnce(string zone, string day) =>
        Assert.All(Minutes(day, 2), now => Assert.Equal(
            new SendingMoment(now, Occasion.None), new SendingTimes(zone, new QuietHours(22 * 60, 7 * 60), Rhythm.Daily, []).MomentFor(now, null, mayWake: true)));

    [Fact]
    public void Daily_AtATimeThatTheDayDoesNotHave_ComesOnceAnHourLater()
    {
        // In Kyiv the clock goes from 03:00 to 04:00 on 29 March 2026.
        var times = new SendingTimes("Europe/Kyiv", null, Rhythm.Daily, [(3 * 60) + 30]);

        var moments = Minutes("2026-03-28", 3).Select(now => times.MomentFor(now, null, false).NotBefore).Distinct().Select(moment => Local("Europe/Kyiv", moment));

        Assert.Equal(["28 03:30", "29 04:30", "30 03:30", "31 03:30"], moments.Select(moment => moment.ToString("dd HH:mm", null)));
    }

    [Fact]
    public void Daily_AtATimeThatComesTwice_ComesAtTheFirst()
    {
        // In Kyiv the clock goes from 04:00 back to 03:00 on 25 October 2026, 01:00 UTC.
        var times = new SendingTimes("Europe/Kyiv", null, Rhythm.Daily, [(3 * 60) + 30]);

        var moments = Minutes("2026-10-24", 3).Select(now => times.MomentFor(now, null, false).NotBefore).Distinct().ToList();

        Assert.Contains(At("2026-10-25T00:30:00Z"), moments);
        Assert.DoesNotContain(At("2026-10-25T01:30:00Z"), moments);
    }

    [Fact]
    public void Weekdays_FromFridayOn_IsMonday()
    {
        var times = new SendingTimes("America/New_York", null, Rhythm.Weekdays, [9 * 60, 17 * 60]);

        Assert.Equal(At("2026-11-27T22:00:00Z"), times.MomentFor(At("2026-11-27T20:00:00Z"), null, false).NotBefore);
        Assert.Equal(At("2026-11-30T14:00:00Z"), times.MomentFor(At("2026-11-27T22:00:00Z"), null, false).NotBefore);
    }

    [Fact]
    public void Hourly_InAZoneOfHalfHours_IsAtFullHoursOfThatClockAndNotAtNight()
    {
        var times = new SendingTimes("Asia/Kolkata", new QuietHours(22 * 60, 7 * 60), Rhythm.Hourly, []);

        Assert.Equal(At("2026-11-24T10:30:00Z"), times.MomentFor(At("2026-11-24T10:10:00Z"), null, false).NotBefore);
        Assert.Equal(At("2026-11-25T01:30:00Z"), times.MomentFor(At("2026-11-24T16:10:00Z"), null, false).NotBefore);
    }

    [Fact]
    public void Subscription_WithItsOwnRhythm_GoesBeforeTheChats() =>
        Assert.Equal(Occasion.Digest, new SendingTimes(null, null, Rhythm.AtOnce, []).MomentFor(0, Rhythm.Daily, false).Occasion);

    [Theory]
    [InlineData("Europe/Nowhere")]
    [InlineData(null)]
    public void Zone_ThatIsNotKnown_CountsAsUtc(string? zone) =>
        Assert.Equal(At("2026-11-24T08:00:00Z"), new SendingTimes(zone, null, Rhythm.Daily, []).MomentFor(At("2026-11-24T07:00:00Z"), null, false).NotBefore);

    [Fact]
    public void Minutes_Stored_ComeBackInOrderWithoutWhatIsNone() =>
        Assert.Equal([60, 480], SendingTimes.ReadMinutes(SendingTimes.WriteMinutes([480, 60, 480]) + ",1440,-1,x"));

    private static IEnumerable<long> Minutes(string day, int days) =>
        Enumerable.Range(0, days * 24 * 60).Select(minute => At(day + "T00:00:00Z") + (minute * Minute));

    private static long At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static DateTime Local(string zone, long moment) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(moment), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;
}
