using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Chats.Timing;

/// <summary>The places by which a reader finds the time zone.</summary>
public sealed class PlacesTests
{
    private static readonly long Now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void Places_All_AreZonesOfTheDatabaseAndHaveNamesOfTheirOwn()
    {
        var places = Places.Ranked([]);

        Assert.InRange(places.Count, 200, 400);
        Assert.Equal(places.Count, places.Select(place => place.Zone).Distinct().Count());
        Assert.Equal(places.Count, places.Select(place => place.English).Distinct().Count());
        Assert.Equal(places.Count, places.Select(place => place.Ukrainian).Distinct().Count());
    }

    // Antarctica's stations and zones without people are left out.
    [Fact]
    public void Places_OfEveryClockOfTheSystem_AreThere()
    {
        var clocks = TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.Id.Contains('/', StringComparison.Ordinal)
            && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal) && !zone.Id.StartsWith("Antarctica/", StringComparison.Ordinal))
            .Select(zone => (LocalClock.Of(zone.Id).OffsetAt(Now) + 1440) % 1440).Distinct();

        Assert.Subset(ClockFaces.At(Now, []).Select(face => face.Ahead).ToHashSet(), clocks.ToHashSet());
    }

    [Theory]
    [InlineData("uk", "Europe/Kyiv")]
    [InlineData("de", "Europe/Berlin")]
    [InlineData("pt-br", "America/Sao_Paulo")]
    [InlineData("pt", "Europe/Lisbon")]
    [InlineData("en", "Europe/London")]
    [InlineData("zh-hans", "Asia/Shanghai")]
    [InlineData("xx", "Europe/Kyiv")]
    public void Language_OfAPerson_SaysWhichPlaceIsLikeliest(string language, string zone)
    {
        Assert.Equal(zone, Places.Ranked([language])[0].Zone);
        Assert.Equal(zone, ClockFaces.At(Now, [language])[0].Places[0].Zone);
    }

    [Fact]
    public void Chat_ThatChoseItsLanguage_IsGuessedByItAndNotByThePerson()
    {
        var chat = new Chat { Language = "uk", LanguageChosen = 1, ReadingLanguages = "de,en" };

        Assert.Equal("Europe/Kyiv", Places.GuessFor(chat, "de"));
        Assert.Equal("Europe/Berlin", Places.GuessFor(new Chat { ReadingLanguages = "de,en" }));
    }

    [Fact]
    public void Clocks_ADayApart_AreOneFace()
    {
        var face = Assert.Single(ClockFaces.At(Now, ["en"]), face => face.Minute == 2 * 60);

        Assert.Contains(face.Places, place => place.Zone == "Pacific/Honolulu");
        Assert.Contains(face.Places, place => place.Zone == "Pacific/Kiritimati");
    }

    [Fact]
    public void Flag_OfACountry_IsItsLettersAsIndicators() => Assert.Equal("🇺🇦", Places.Find("Europe/Kyiv")!.Flag);
}
