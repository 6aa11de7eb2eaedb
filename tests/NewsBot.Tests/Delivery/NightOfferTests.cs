using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>[🌙 Not at night] under the first alert of a night, by the clock that is guessed.</summary>
public sealed class NightOfferTests
{
    [Theory]
    [InlineData(StorageProvider.Sqlite, "2026-11-23T20:30:00Z", true)]
    [InlineData(StorageProvider.PostgreSql, "2026-11-23T20:30:00Z", true)]
    [InlineData(StorageProvider.Sqlite, "2026-11-23T04:30:00Z", true)]
    [InlineData(StorageProvider.Sqlite, "2026-11-23T19:30:00Z", false)]
    [InlineData(StorageProvider.Sqlite, "2026-11-23T05:30:00Z", false)]
    public async Task Alert_AtNightByTheGuessedClock_CarriesTheOfferOnce(StorageProvider provider, string moment, bool offered)
    {
        await using var world = await StartAsync(provider, moment, "language = 'uk', reading_languages = 'uk,en'");

        await AlertAsync(world);
        await AlertAsync(world);

        Assert.Equal(offered ? [true, false] : [false, false], Offers(world));
    }

    [Theory]
    [InlineData("time_zone = 'Europe/Kyiv', reading_languages = 'uk'")]
    [InlineData("quiet_from = 0, quiet_until = 60, reading_languages = 'uk'")]
    public async Task Alert_WhereTheChatToldItsTimes_CarriesNone(string set)
    {
        await using var world = await StartAsync(StorageProvider.Sqlite, "2026-11-23T20:30:00Z", set);

        await AlertAsync(world);

        Assert.Equal([false], Offers(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task List_OfManyAtNight_CarriesTheOffer(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "2026-11-23T20:30:00Z", "reading_languages = 'uk'", new DeliveryOptions());

        for (var count = 0; count < 8; count++)
            await world.PublishAsync(1, "Kyiv at night");
        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.Equal([true], Offers(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Alert_ThatItsSourceTookBackBeforeItWent_LeavesTheOfferToTheNext(StorageProvider provider)
    {
        await using var world = await StartAsync(provider, "2026-11-23T20:30:00Z", "reading_languages = 'uk'");
        await world.PublishAsync(1, "Kyiv at night");
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE article SET withdrawn_at = 1", null, DeliveryWorld.Ct));
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Empty(world.Telegram.Calls);

        await AlertAsync(world);

        Assert.Equal([true], Offers(world));
    }

    private static async Task<DeliveryWorld> StartAsync(StorageProvider provider, string moment, string set, DeliveryOptions? options = null)
    {
        var world = await DeliveryWorld.CreateAsync(provider, options);
        world.Chats.Time.SetUtcNow(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.WriteAsync(session => session.ExecuteAsync($"UPDATE chat SET {set}", null, DeliveryWorld.Ct));
        await world.AddFeedAsync();
        return world;
    }

    private static async Task AlertAsync(DeliveryWorld world)
    {
        await world.PublishAsync(1, "Kyiv at night");
        await world.RunForAsync(TimeSpan.FromSeconds(3));
    }

    private static IEnumerable<bool> Offers(DeliveryWorld world) => world.Telegram.Calls.Select(call =>
        ((ChatRequest.SendText)call.Request).Buttons?.Rows.SelectMany(row => row).Any(button => button.Data!.StartsWith($"1:{NightOffer.Verb}:", StringComparison.Ordinal)) ?? false);
}
