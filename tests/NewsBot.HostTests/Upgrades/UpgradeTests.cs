using System.Globalization;
using NewsBot.Core.Storage;

namespace NewsBot.HostTests.Upgrades;

/// <summary>What a version left behind goes on under today's program: nothing is sent again, nothing that people set is lost.</summary>
public sealed class UpgradeTests
{
    private const string NewTitle = "Ceasefire signed again";

    /// <summary>Stores (Stores/README.md) and the engines that they go on with.</summary>
    public static TheoryData<string, StorageProvider> Stores { get; } = new(
        from version in new[] { "0.1.0", "0.1.0-schema-6", "0.1.0-schema-9", "0.1.0-schema-14" }
        from engine in new[] { StorageProvider.Sqlite, StorageProvider.PostgreSql }
        select (version, engine));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Stores))]
    public async Task OldStore_SameFeeds_NothingIsSentAgainAndWhatIsNewReachesItsReaders(string before, StorageProvider provider)
    {
        await using var scene = await UpgradeScene.StartAsync(before, provider);
        await scene.Store.PolledAsync(Cancellation);
        Assert.Empty(await scene.SentAsync());

        scene.Store.Serve((path, document) => path == "/daily.xml" ? WithNew(document, "<guid isPermaLink=\"false\">daily-101</guid><link>https://www.daily.example/101?utm_source=rss</link>") : document);
        await scene.People.WaitForTextAsync(scene.Anna, 0, NewTitle, Cancellation);
        await scene.People.WaitForTextAsync(scene.Readers, 0, NewTitle, Cancellation);
        await scene.Store.PolledAsync(Cancellation);

        Assert.Equal(["Anna: " + NewTitle, "Readers: " + NewTitle], await scene.SentAsync());
        Assert.Empty(scene.Complaints);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task OldStore_SubscriptionsMutesAndSettings_AreAsBefore(string before, StorageProvider provider)
    {
        await using var scene = await UpgradeScene.StartAsync(before, provider);

        Assert.Equal((await scene.OldAsync(scene.Anna, "2 subscriptions")).Text, (await scene.AskAsync(scene.Anna, "/subscriptions")).Text);
        Assert.Equal((await scene.OldAsync(scene.Taras, "2 підписки")).Text, (await scene.AskAsync(scene.Taras, "/subscriptions")).Text);
        Assert.Contains("chip* OR harbour", (await scene.AskAsync(scene.Vera, "/subscriptions")).Text, StringComparison.Ordinal);
        Assert.Contains("football OR tennis", string.Join('|', (await scene.AskAsync(scene.Anna, "/mute")).ButtonTexts), StringComparison.Ordinal);
        Assert.Contains("⬜ Pictures", (await scene.AskAsync(scene.Anna, "/settings")).ButtonTexts);
        Assert.Contains("⬜ Звук", (await scene.AskAsync(scene.Taras, "/settings")).ButtonTexts);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task OldButtons_Pressed_DoWhatTheySay(string before, StorageProvider provider)
    {
        await using var scene = await UpgradeScene.StartAsync(before, provider);

        // A list is read on, and back.
        var list = await scene.PressAsync(await scene.OldAsync(scene.Vera, "🔎 harbour · 6–10"), scene.Vera, "Older", "· 11–");
        await scene.PressAsync(list, scene.Vera, "Newer", "· 6–10");
        await scene.PressAsync(await scene.OldAsync(scene.Vera, "what you follow"), scene.Vera, "Everything", "everything");

        // Choices that stood open: mute, and take it back. Choices that stood closed.
        var alert = await scene.PressAsync(await scene.OldAsync(scene.Vera, "🔔 chip* OR harbour"), scene.Vera, "Mute Wire Service", "Undo");
        Assert.Equal("Undone.", await scene.PressAsync(alert, scene.Vera, "Undo"));
        await scene.PressAsync(await scene.OldAsync(scene.Taras, "Fete on the green"), scene.Taras, "⋯", "Village News");

        // What was set a moment ago is taken back; who had stopped goes on.
        Assert.Equal("Undone.", await scene.PressAsync(await scene.OldAsync(scene.Readers, "I look out for ceasefire signed"), scene.Anna, "Undo"));
        await scene.PressAsync(await scene.OldAsync(scene.Oleg, "Stopped"), scene.Oleg, "Resume");
        Assert.Contains("chip* OR harbour", (await scene.AskAsync(scene.Oleg, "/subscriptions")).Text, StringComparison.Ordinal);

        // A line of an old list of subscriptions, and a page of sources.
        Assert.Contains("Stopped", await scene.PressAsync(await scene.OldAsync(scene.Anna, "2 subscriptions"), scene.Anna, "Wire Service"), StringComparison.Ordinal);
        await scene.PressAsync(await scene.OldAsync(scene.Anna, "5 sources"), scene.Anna, "Other", "The Daily");
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task OldStore_FeedsThatFlipSchemeHostCountersAndGuids_SendOnlyTheTrueNewItem(string before, StorageProvider provider)
    {
        await using var scene = await UpgradeScene.StartAsync(before, provider, (path, document) => path == "/daily.xml"
            ? WithNew(Flipped(document), "<guid isPermaLink=\"false\">tag:daily.example,2026:101</guid><link>http://m.daily.example/101#rss</link>")
            : Flipped(document));
        await scene.People.WaitForTextAsync(scene.Anna, 0, NewTitle, Cancellation);
        await scene.People.WaitForTextAsync(scene.Readers, 0, NewTitle, Cancellation);
        await scene.Store.PolledAsync(Cancellation);

        Assert.Equal(["Anna: " + NewTitle, "Readers: " + NewTitle], await scene.SentAsync());
    }

    private static string WithNew(string document, string names)
    {
        var item = $"<item><title>{NewTitle}</title>{names}<description>As at dawn.</description><pubDate>{TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)}</pubDate></item>";
        return document.Insert(document.IndexOf("<item>", StringComparison.Ordinal), item);
    }

    // Every name of an item becomes another that means the same.
    private static string Flipped(string document) => document
        .Replace("https://www.daily.example/", "http://m.daily.example/", StringComparison.Ordinal)
        .Replace("?utm_source=rss", "#rss", StringComparison.Ordinal)
        .Replace("http://wire.example/", "https://www.wire.example/", StringComparison.Ordinal)
        .Replace("<link>https://visnyk.example/", "<link>http://visnyk.example/amp/", StringComparison.Ordinal)
        .Replace(">daily-", ">tag:daily.example,2026:", StringComparison.Ordinal)
        .Replace("<guid>https://village.example/", "<guid>http://village.example/?p=", StringComparison.Ordinal);
}
