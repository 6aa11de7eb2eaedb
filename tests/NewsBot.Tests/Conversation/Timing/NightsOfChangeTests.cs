using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation.Timing;

/// <summary>Quiet hours from 22 to 7 and a digest at 8, set by talking, over the nights in which clocks change: what is sent, and when.</summary>
public sealed class NightsOfChangeTests
{
    private const long Sleeper = 11;
    private const long Reader = 12;

    public static TheoryData<StorageProvider, string, string> Nights { get; } = new(
        from engine in new[] { StorageProvider.Sqlite, StorageProvider.PostgreSql }
        from night in new[]
        {
            ("Europe/Kyiv", "2027-03-27T10:00:00Z"), ("Europe/Kyiv", "2027-10-30T10:00:00Z"), ("America/New_York", "2027-03-13T16:00:00Z"),
            ("America/New_York", "2027-11-06T16:00:00Z"), ("Australia/Lord_Howe", "2027-04-03T01:00:00Z"), ("Australia/Lord_Howe", "2027-10-02T01:00:00Z"),
        }
        select (engine, night.Item1, night.Item2));

    [Theory, MemberData(nameof(Nights))]
    public async Task NightOfChange_QuietAndADigest_OneDigestADayNothingAtNightNothingTwice(StorageProvider provider, string zone, string noon)
    {
        await using var play = await TimingPlay.StartAsync(provider, noon);
        await SettleAsync(play, zone);

        // A story every quarter of an hour, from noon until the evening of the day after; a siren now and then.
        var titles = new List<string>();
        for (var count = 1; count <= 130; count++)
        {
            titles.Add(count % 9 == 4 ? $"Siren over Kyiv no {count}." : $"Kyiv story no {count}.");
            await play.Bot.RouteAsync(TestWorld.BbcWorld, titles[^1], "en");
            await play.PassQuarterAsync();
        }

        var sleeper = play.NewsOf(Sleeper).Where(sent => !sent.Text.StartsWith("🌊", StringComparison.Ordinal)).ToList();
        var atNight = sleeper.Where(sent => sent.On(zone).Hour is >= 22 or < 7).ToList();
        Assert.NotEmpty(atNight);
        Assert.All(atNight, sent => Assert.StartsWith("Siren", sent.Text, StringComparison.Ordinal));
        var morning = Assert.Single(sleeper, sent => sent.Kind == MessageKind.List);
        Assert.Equal("07:00", morning.On(zone).ToString("HH:mm", null));
        Assert.DoesNotContain("Siren", morning.Text, StringComparison.Ordinal);
        AssertEachOnce(titles, sleeper);

        var reader = play.NewsOf(Reader);
        Assert.All(reader, sent => Assert.Equal((MessageKind.Digest, "08:00"), (sent.Kind, sent.On(zone).ToString("HH:mm", null))));
        Assert.Single(reader.GroupBy(sent => sent.On(zone).Date));
        AssertEachOnce(titles.Take(75), reader);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ChangeOfZone_InBetween_NothingIsLostNorTwiceAndTheNewClockCounts(StorageProvider provider)
    {
        await using var play = await TimingPlay.StartAsync(provider, "2027-10-30T10:00:00Z");
        await SettleAsync(play, "Europe/Kyiv");
        var titles = new List<string>();
        for (var count = 1; count <= 210; count++)
        {
            titles.Add($"Kyiv story no {count}.");
            await play.Bot.RouteAsync(TestWorld.BbcWorld, titles[^1], "en");
            await play.PassQuarterAsync();
            // In the night of the change, at 02:00 in Kyiv, they land in New York, where it is 19:00.
            if (count == 52)
            {
                foreach (var person in new[] { Sleeper, Reader })
                    await play.SayAsync(person, "1:tz:zAmerica/New_York:s");
                play.ToFullQuarter();
            }
        }

        var moved = DateTimeOffset.Parse("2027-10-30T23:15:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var sleeper = play.NewsOf(Sleeper).Where(sent => !sent.Text.StartsWith("🌊", StringComparison.Ordinal)).ToList();
        Assert.All(sleeper.Where(sent => sent.At < moved), sent => Assert.InRange(sent.On("Europe/Kyiv").Hour, 7, 21));
        Assert.All(sleeper.Where(sent => sent.At > moved.AddMinutes(5)), sent => Assert.InRange(sent.On("America/New_York").Hour, 7, 21));
        // What the first night had held comes where it is evening now.
        Assert.Contains(sleeper, sent => sent.Kind == MessageKind.List && sent.At - moved < TimeSpan.FromMinutes(5));
        AssertEachOnce(titles.Take(120), sleeper);
        var reader = play.NewsOf(Reader);
        Assert.Equal(["31 08:00", "01 08:00"], reader.Select(sent => sent.On("America/New_York").ToString("dd HH:mm", null)).Distinct());
        AssertEachOnce(titles.Take(190), reader);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task BotDownAtTheHour_ComesLateOnce_AndNotAgainWithTheNext(StorageProvider provider)
    {
        await using var play = await TimingPlay.StartAsync(provider, "2026-11-24T18:00:00Z");
        await SettleAsync(play, "Europe/Kyiv");
        for (var count = 1; count <= 24; count++)
        {
            await play.Bot.RouteAsync(TestWorld.BbcWorld, $"Kyiv story no {count}.", "en");
            await play.PassQuarterAsync();
        }

        // Down from 02:15 until 11:35, over the end of the night and the hour of the digest.
        play.Messages.Clear();
        play.Bot.Time.Advance(TimeSpan.FromMinutes(560));
        await play.Bot.RestartAsync();
        await play.PassAsync(TimeSpan.Zero);
        await play.PassAsync(TimeSpan.FromDays(2));

        var sleeper = Assert.Single(play.NewsOf(Sleeper));
        Assert.Equal("25 11:3", sleeper.On("Europe/Kyiv").ToString("dd HH:mm", null)[..7]);
        var reader = Assert.Single(play.NewsOf(Reader));
        Assert.Equal("25 11:3", reader.On("Europe/Kyiv").ToString("dd HH:mm", null)[..7]);
        AssertEachOnce(Enumerable.Range(1, 24).Select(count => $"Kyiv story no {count}."), [reader]);
    }

    // Both sleep from 22 to 7; one has sirens that may wake, the other one digest a day.
    private static async Task SettleAsync(TimingPlay play, string zone)
    {
        await play.SayAsync(Sleeper, "/subscribe kyiv", "/subscribe siren");
        await play.SayAsync(Sleeper, await play.WakeButtonAsync("siren"), "1:qh:on", $"1:tz:z{zone}:s");
        await play.SayAsync(Reader, "/subscribe kyiv", "/digest 8:00", "1:qh:on", $"1:tz:z{zone}:s");
        play.ToFullQuarter();
    }

    private static void AssertEachOnce(IEnumerable<string> titles, IReadOnlyList<Sent> sent)
    {
        var everything = string.Join('\n', sent.Select(message => message.Text));
        Assert.All(titles, title => Assert.Equal(2, everything.Split(title).Length));
    }
}
