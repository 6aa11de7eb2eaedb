using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>A sent message names later reports of its story: soon, then rarely, never ahead of news, and only what its chat may see.</summary>
public sealed class MessagesThatGrowTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Reports_WithinTheFirstMinute_AreOneEditSecondsLater(StorageProvider provider)
    {
        await using var world = await SentAsync(provider);

        await world.ReportAsync(await world.AddFeedAsync("Le Monde"), "Kyiv, said otherwise", "monde.test");
        await world.RunForAsync(TimeSpan.FromSeconds(2));
        await world.ReportAsync(await world.AddFeedAsync("Die Zeit"), "Kyiv, once more", "zeit.test");
        Assert.Empty(EditsOf(world));
        await world.RunForAsync(TimeSpan.FromSeconds(20));

        var edit = Assert.Single(EditsOf(world));
        Assert.Contains("""<a href="https://monde.test/report">Le Monde</a>""", edit.Html, StringComparison.Ordinal);
        Assert.Contains("""<a href="https://zeit.test/report">Die Zeit</a>""", edit.Html, StringComparison.Ordinal);
        Assert.True(edit.Html.IndexOf("Le Monde", StringComparison.Ordinal) < edit.Html.IndexOf("Die Zeit", StringComparison.Ordinal), "the earliest first");
        Assert.Equal(1, SendsOf(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Reports_Later_AreAnEditInTenMinutesAndNoneAfterTwelveHours(StorageProvider provider)
    {
        await using var world = await SentAsync(provider);
        world.Chats.Time.Advance(TimeSpan.FromMinutes(2));
        await world.ReportAsync(await world.AddFeedAsync("Le Monde"), "Kyiv, said otherwise", "monde.test");
        await world.RunForAsync(TimeSpan.FromSeconds(10));
        Assert.Single(EditsOf(world));

        await world.ReportAsync(await world.AddFeedAsync("Die Zeit"), "Kyiv, once more", "zeit.test");
        await world.RunForAsync(TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(5));
        Assert.Single(EditsOf(world));
        await world.RunForAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(5));
        Assert.Equal(2, EditsOf(world).Count);

        world.Chats.Time.Advance(TimeSpan.FromHours(12));
        await world.ReportAsync(await world.AddFeedAsync("El País"), "Kyiv, at last", "pais.test");
        await world.RunForAsync(TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(10));
        Assert.Equal(2, EditsOf(world).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Headline_CorrectedADayLater_IsCorrectedInEveryMessageAndSendsNone(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, chats: 3);
        world.Chats.Time.Advance(TimeSpan.FromHours(30));
        await world.WriteAsync(async session =>
        {
            var id = await session.ScalarAsync<long>("UPDATE article SET title = 'Kyiv, corrected', corrected_at = @now, corrections = 1 RETURNING article_id", new { now = world.Chats.Time.NowMilliseconds() }, DeliveryWorld.Ct);
            await world.Edits.CorrectedAsync(session, id, DeliveryWorld.Ct);
        });
        await world.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(3, EditsOf(world).Count);
        Assert.All(EditsOf(world), edit => Assert.Contains("Kyiv, corrected", edit.Html, StringComparison.Ordinal));
        Assert.Equal(3, SendsOf(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OfAnotherChatsFeed_IsNamedInThatChatOnly(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, chats: 2);
        await world.ReportAsync(await world.AddFeedAsync("Our own blog", catalogue: false, ownedBy: 2), "Kyiv, from inside", "blog.test");
        await world.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([2L], world.Telegram.Calls.Where(call => call.Request is ChatRequest.EditText).Select(call => call.To.TelegramChatId));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Report_OfTheSameOutlet_ChangesNothingAndIsNoCall(StorageProvider provider)
    {
        await using var world = await SentAsync(provider);
        await world.ReportAsync(await world.AddFeedAsync("BBC Europe"), "Kyiv, by the same house", "news.test");
        await world.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Empty(EditsOf(world));
        Assert.Equal(0, await DueAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chat_ThatStopped_GetsNoEditAndNoneWaitsForIt(StorageProvider provider)
    {
        await using var world = await SentAsync(provider);
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE chat SET state = 'stopped'", null, DeliveryWorld.Ct));
        await world.ReportAsync(await world.AddFeedAsync("Le Monde"), "Kyiv, said otherwise", "monde.test");
        await world.RunForAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(EditsOf(world));
        Assert.Equal(0, await DueAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Edits_OfVeryManyMessages_TakeAFifthOfTheRateAndNewsGoesAhead(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, chats: 150, new DeliveryOptions { BurstThreshold = 0, MessagesPerSecond = 10 });
        await world.ReportAsync(await world.AddFeedAsync("Le Monde"), "Kyiv, said otherwise", "monde.test");
        await world.RunForAsync(TimeSpan.FromSeconds(10));
        var before = EditsOf(world).Count;
        await world.RunForAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(EditsOf(world).Count - before, 54, 61);

        await world.PublishAsync(await world.AddFeedAsync("Reuters"), "Kyiv: other news");
        var seen = world.Telegram.Calls.Count;
        await world.RunForAsync(TimeSpan.FromSeconds(15));

        Assert.InRange(world.Telegram.Calls.Skip(seen).Count(call => call.Request is not ChatRequest.EditText), 145, 150);
        Assert.InRange(world.Telegram.Calls.Skip(seen).Count(call => call.Request is ChatRequest.EditText), 0, 5);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Source_TakesAnArticleBack_EveryMessageSaysSoHoweverOld(StorageProvider provider)
    {
        await using var world = await SentAsync(provider, chats: 2);
        world.Chats.Time.Advance(TimeSpan.FromDays(2));
        var withdrawal = await world.WriteAsync(session =>
            new Withdrawals(world.Edits, world.Chats.Time).WithdrawAsync(session, "https://news.test/2", urlKey: 0, DeliveryWorld.Ct));
        await world.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((1, 2), (withdrawal.Articles.Count, withdrawal.Messages));
        Assert.Equal(2, EditsOf(world).Count);
        Assert.All(EditsOf(world), edit => Assert.Contains("withdrawn by the source", edit.Html, StringComparison.OrdinalIgnoreCase));
    }

    // A message about Kyiv stands in each chat.
    private static async Task<DeliveryWorld> SentAsync(StorageProvider provider, int chats = 1, DeliveryOptions? options = null)
    {
        var world = await DeliveryWorld.CreateAsync(provider, options);
        for (var id = 1; id <= chats; id++)
            await world.SubscribeAsync((await world.Chats.AddChatAsync(id)).Destination, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv today");
        await world.RunForAsync(TimeSpan.FromSeconds(Math.Max(1, chats / 8)));
        Assert.Equal(chats, SendsOf(world));
        return world;
    }

    private static List<ChatRequest.EditText> EditsOf(DeliveryWorld world) => [.. world.Telegram.Calls.Select(call => call.Request).OfType<ChatRequest.EditText>()];

    private static int SendsOf(DeliveryWorld world) => world.Telegram.Calls.Count(call => call.Request is ChatRequest.SendText);

    private static Task<long> DueAsync(DeliveryWorld world) =>
        world.WriteAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM message WHERE edit_at IS NOT NULL", null, DeliveryWorld.Ct));
}
