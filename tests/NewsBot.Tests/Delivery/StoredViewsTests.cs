using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Chats;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

public sealed class StoredViewsTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task View_OpensInItsOwnChatOnlyUntilItIsOld(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var views = new StoredViews(world.Time);
        var key = await world.WriteAsync(session => views.SaveAsync(session, 1, "page", new Page("kyiv", 3), ChatWorld.Ct));

        Assert.True(await world.WriteAsync(session => views.UpdateAsync(session, 1, "page", key, new Page("kyiv", 4), ChatWorld.Ct)));
        Assert.Equal(new Page("kyiv", 4), await world.WriteAsync(session => views.LoadAsync<Page>(session, 1, "page", key, ChatWorld.Ct)));
        Assert.Null(await world.WriteAsync(session => views.LoadAsync<Page>(session, 2, "page", key, ChatWorld.Ct)));
        Assert.Null(await world.WriteAsync(session => views.LoadAsync<Page>(session, 1, "undo", key, ChatWorld.Ct)));
        Assert.True(new ButtonData("page", key, "next").Encode().Length <= 64);

        Assert.Equal(1, await world.WriteAsync(session => views.PruneAsync(session, world.Time.NowMilliseconds() + 1, ChatWorld.Ct)));
        Assert.Null(await world.WriteAsync(session => views.LoadAsync<Page>(session, 1, "page", key, ChatWorld.Ct)));
    }

    private sealed record Page(string Query, long Cursor);
}
