using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Which reports of a story a chat is told of: not of what it muted or split off, and none that was withdrawn.</summary>
public sealed class StoryReportsTests
{
    private const long Story = 77;
    private const long Gone = 78;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task MutedSource_ReadTogetherWithAStoryOfWhichNothingIsStored_IsNotNamed(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await ReportAsync(world, "BBC News", "bbc.test");
        var muted = await ReportAsync(world, "DW", "dw.test");
        await world.WriteAsync(session => world.Chats.Mutes.AddAsync(session, place.DestinationId, Subject.Feed(muted), DeliveryWorld.Ct));

        // As many reports as stories: two of the one, none of the other.
        Assert.Equal(["BBC News"], await NamesAsync(world, chat, place, Story, Gone));
        Assert.Equal(["BBC News"], await NamesAsync(world, chat, place, Story));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task OwnFeed_ReadTogetherWithAStoryOfWhichNothingIsStored_IsNamed(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        var (stranger, elsewhere) = await world.Chats.AddChatAsync(2);
        await ReportAsync(world, "BBC News", "bbc.test");
        await ReportAsync(world, "Our blog", "blog.test", chat);

        Assert.Equal(["BBC News", "Our blog"], await NamesAsync(world, chat, place, Story, Gone));
        Assert.Equal(["BBC News"], await NamesAsync(world, stranger, elsewhere, Story, Gone));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Outlet_TookOneReportBackAndStandsByAnother_NamesTheOther(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await ReportAsync(world, "BBC News", "bbc.test");
        await world.PumpAsync();
        await world.PublishAsync(await world.AddFeedAsync("BBC Europe"), "Kyiv, put right", article => (article.StoryId, article.Url) = (Story, "https://bbc.test/again"));
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE article SET withdrawn_at = 1 WHERE title = 'Kyiv today'", null, DeliveryWorld.Ct));
        await world.WriteAsync(session => session.ExecuteAsync("UPDATE message SET edit_at = 0", null, DeliveryWorld.Ct));

        await world.RunForAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));

        var edit = Assert.IsType<ChatRequest.EditText>(world.Telegram.Calls.Last().Request);
        Assert.StartsWith("<s>Kyiv today</s>\n", edit.Html, StringComparison.Ordinal);
        Assert.Contains("also in: <a href=\"https://bbc.test/again\">BBC Europe</a>", edit.Html, StringComparison.Ordinal);
    }

    private static async Task<long> ReportAsync(DeliveryWorld world, string outlet, string host, Chat? owner = null)
    {
        var feed = await world.AddFeedAsync(outlet, catalogue: owner is null, ownedBy: owner?.ChatKey);
        await world.PublishAsync(feed, "Kyiv today", article => (article.StoryId, article.Url) = (Story, $"https://{host}/1"));
        return feed;
    }

    private static async Task<IEnumerable<string>> NamesAsync(DeliveryWorld world, Chat chat, Destination place, params long[] stories)
    {
        var reports = await world.Chats.Store.Database.ReadAsync(session => StoryReports.ReadAsync(session, stories, [chat.ChatKey], DeliveryWorld.Ct), DeliveryWorld.Ct);
        return reports.Of(Story, chat.ChatKey, place.DestinationId).Select(report => report.FeedTitle);
    }
}
