using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Chats;

public sealed class TopicStoreTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Setting_WithASeedsKey_ReplacesItUntilItIsTakenAway(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        Topic[] seeds = [Named("war", "ukraine war", 1), Named("tech", "apple OR google", 2)];

        await ReplaceAsync(world, [Named("war", "kyiv", 1)], seeds);
        Assert.Equal(["war=kyiv", "tech=apple OR google"], await ShownAsync(world));

        await ReplaceAsync(world, [], seeds);
        Assert.Equal(["war=ukraine war", "tech=apple OR google"], await ShownAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Topic_NoLongerGiven_IsHiddenButStillKnown(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        await ReplaceAsync(world, [Named("own", "query", 1)], []);

        await ReplaceAsync(world, [], []);

        Assert.Empty(await ShownAsync(world));
        Assert.Equal("own!", (await world.WriteAsync(session => world.Topics.GetAsync(session, "own", ChatWorld.Ct)))!.TitleIn("uk"));
    }

    private static Topic Named(string key, string query, long position) =>
        new() { TopicKey = key, Query = query, Titles = $$"""{"en":"{{key}}!"}""", Position = position };

    private static Task ReplaceAsync(ChatWorld world, Topic[] settings, Topic[] seeds) => world.WriteAsync(async session =>
    {
        await world.Topics.ReplaceAsync(session, TopicStore.Setting, settings, ChatWorld.Ct);
        await world.Topics.ReplaceAsync(session, TopicStore.Seed, seeds, ChatWorld.Ct);
    });

    private static async Task<IEnumerable<string>> ShownAsync(ChatWorld world) =>
        (await world.WriteAsync(session => world.Topics.AllAsync(session, ChatWorld.Ct))).Select(topic => $"{topic.TopicKey}={topic.Query}");
}
