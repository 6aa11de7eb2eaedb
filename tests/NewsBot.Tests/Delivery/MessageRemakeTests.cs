using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Messages of stories with several reports, when they go and when they are made anew.</summary>
public sealed class MessageRemakeTests
{
    private const long Story = 77;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Alert_ThatGoesAfterOthersReported_NamesThemAndOffersToSplit(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one");
        await PublishAsync(world, "DW", "Kyiv two");

        await world.PumpAsync();

        var sent = Assert.IsType<ChatRequest.SendText>(Assert.Single(world.Telegram.Calls).Request);
        Assert.EndsWith("\n\nWhat happened.\n\nalso in: DW\n\n🔔 kyiv", Plain(sent), StringComparison.Ordinal);
        Assert.Equal(["✂️ Not the same story", "⋯"], Buttons(sent.Buttons));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remake_OfAnAlertThatGrew_IsAnEditOfItsText(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one");
        await world.PumpAsync();
        Assert.Equal(["⋯"], Buttons(((ChatRequest.SendText)world.Telegram.Calls.Single().Request).Buttons));
        await PublishAsync(world, "DW", "Kyiv two");
        await PublishAsync(world, "Le Monde", "Kyiv trois");

        var edit = Assert.IsType<ChatRequest.EditText>(await AnewAsync(world));

        Assert.Equal(1001, edit.TelegramMessageId);
        Assert.EndsWith("\n\nWhat happened.\n\nalso in: DW, Le Monde\n\n🔔 kyiv", Plain(edit), StringComparison.Ordinal);
        Assert.Equal(["✂️ Not the same story", "⋯"], Buttons(edit.Buttons));
        Assert.Equal("https://bbcnews.test/1", edit.PreviewUrl);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remake_OfAPicture_IsAnEditOfItsCaption(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one", picture: "https://pictures.test/1.jpg");
        await world.PumpAsync();
        Assert.IsType<ChatRequest.SendPhoto>(world.Telegram.Calls.Single().Request);
        await PublishAsync(world, "DW", "Kyiv two");
        // The form stays, whatever the article shows now.
        await SqlAsync(world, "UPDATE article SET picture_url = NULL");

        var edit = Assert.IsType<ChatRequest.EditCaption>(await AnewAsync(world));

        Assert.EndsWith("also in: DW\n\n🔔 kyiv", Plain(edit), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remake_OfAPictureThatIsGone_OfTheLongestText_FitsUnderAPicture(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        var (_, place) = await world.Chats.AddChatAsync(2);
        foreach (var word in new[] { "alpha", "bravo", "gamma", "delta" })
            await world.SubscribeAsync(place, $"{word} OR {new string('z', 30)}{word}");
        await world.PublishAsync(await world.AddFeedAsync(new string('F', 90)), "alpha bravo gamma delta " + new string('t', 400), article =>
            (article.StoryId, article.Url, article.PictureUrl, article.Summary, article.ReadingMinutes) = (Story, "https://long.test/1", "https://pictures.test/1.jpg", new string('s', 900), 12));
        await world.PumpAsync();
        Assert.IsType<ChatRequest.SendPhoto>(world.Telegram.Calls.Single().Request);
        for (var outlet = 1; outlet <= 20; outlet++)
            await PublishAsync(world, $"Outlet of the number {outlet:00}", "another headline");
        await SqlAsync(world, "UPDATE article SET picture_url = NULL, corrected_at = 1790003000000, corrections = 1");

        var edit = Assert.IsType<ChatRequest.EditCaption>(await AnewAsync(world));

        var text = Plain(edit);
        Assert.InRange(TelegramRules.CodePoints(text), 900, TelegramHtml.CaptionLimit);
        Assert.Contains("also in: Outlet of the number 01", text, StringComparison.Ordinal);
        Assert.Contains("✏️ updated", text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remake_OfSeveralMessagesOfOneChat_LeavesEachWhatItWas(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await world.PublishAsync(await world.AddFeedAsync("Plain"), "Kyiv plain");
        await SqlAsync(world, "UPDATE chat SET pictures = 0");
        await world.PumpAsync();
        await SqlAsync(world, "UPDATE chat SET pictures = 1");
        await world.PublishAsync(await world.AddFeedAsync("Daily"), "Kyiv preview");
        await world.RunForAsync(TimeSpan.FromSeconds(3));

        var made = await world.Chats.Store.Database.ReadAsync(
            async session => await world.Node.Remake.RemakeAsync(session, await session.QueryAsync<Message>("SELECT * FROM message ORDER BY message_id", null, DeliveryWorld.Ct), DeliveryWorld.Ct), DeliveryWorld.Ct);

        Assert.Equal([null, "https://news.test/4"], made.OrderBy(one => one.Key).Select(one => ((ChatRequest.EditText)one.Value).PreviewUrl));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task PrivateFeed_OfAnotherChat_IsNamedOnlyThere(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        var (owner, other) = await world.Chats.AddChatAsync(2);
        await world.SubscribeAsync(other, "kyiv");
        await PublishAsync(world, "BBC News", "Kyiv one");
        var secret = await world.AddFeedAsync("Secret feed", catalogue: false, ownedBy: owner.ChatKey);
        await world.PublishAsync(secret, "Kyiv two", article => (article.StoryId, article.Url) = (Story, "https://secret.test/1"));

        await world.RunForAsync(TimeSpan.FromSeconds(2));

        var texts = world.Telegram.Calls.ToDictionary(call => call.To.TelegramChatId, call => Plain(call.Request));
        Assert.DoesNotContain("Secret", texts[1], StringComparison.Ordinal);
        Assert.DoesNotContain("also in", texts[1], StringComparison.Ordinal);
        Assert.Contains("also in: Secret feed", texts[2], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Digest_WithAFoldedStory_CountsOutletsAndOffersAllReports(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one");
        await PublishAsync(world, "DW", "Kyiv two");
        // The same outlet once more is no other outlet.
        await world.PublishAsync(await world.AddFeedAsync("DW again"), "Kyiv three", article => (article.StoryId, article.Url) = (Story, "https://dw.test/another"));
        await world.PublishAsync(await world.AddFeedAsync("Daily"), "Kyiv trams");
        await SqlAsync(world, "UPDATE delivery SET occasion = 'digest'");

        await world.PumpAsync();

        var digest = Assert.IsType<ChatRequest.SendText>(Assert.Single(world.Telegram.Calls).Request);
        Assert.Equal("☕️ Digest · 2 stories\n\nkyiv\n• Kyiv one · BBC News +1\n• Kyiv trams · Daily", Plain(digest));
        var buttons = Buttons(digest.Buttons).ToList();
        Assert.Equal(2, buttons.Count);
        Assert.Contains("🗂 All reports", buttons);

        await PublishAsync(world, "Le Monde", "Kyiv quatre");
        await SqlAsync(world, "UPDATE article SET withdrawn_at = 1 WHERE title = 'Kyiv trams'");
        var edit = Assert.IsType<ChatRequest.EditText>(await AnewAsync(world));

        Assert.Equal("☕️ Digest · 2 stories\n\nkyiv\n• Kyiv one · BBC News +2\n• Kyiv trams · withdrawn by the source", Plain(edit));
        Assert.Equal(buttons, Buttons(edit.Buttons));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task DueDelivery_ArticleWithdrawn_GoesWithAnotherReportOfTheStory(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one");
        await PublishAsync(world, "DW", "Kyiv two");
        await SqlAsync(world, "UPDATE article SET withdrawn_at = 1 WHERE title = 'Kyiv one'");

        await world.PumpAsync();

        var text = Plain(Assert.Single(world.Telegram.Calls).Request);
        Assert.StartsWith("Kyiv two\nDW", text, StringComparison.Ordinal);
        Assert.DoesNotContain("also in", text, StringComparison.Ordinal);
        Assert.Equal("Kyiv two", await world.Chats.Store.Database.ReadAsync(session => session.ScalarAsync<string>(
            "SELECT a.title FROM delivery v JOIN article a ON a.article_id = v.article_id WHERE v.state = 'sent'", null, DeliveryWorld.Ct), DeliveryWorld.Ct));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task DueDelivery_ArticleWithdrawnAndNoOtherReport_IsDroppedAndHoldsUpNothing(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one");
        await world.PublishAsync(await world.AddFeedAsync("Daily"), "Kyiv trams");
        await SqlAsync(world, "UPDATE article SET withdrawn_at = 1 WHERE title = 'Kyiv one'");

        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.StartsWith("Kyiv trams", Plain(Assert.Single(world.Telegram.Calls).Request), StringComparison.Ordinal);
        Assert.Equal(["dropped: withdrawn by the source", "sent"], await world.DeliveryStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remake_OfACorrectedAndThenWithdrawnAlert_SaysSo(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one");
        await world.PumpAsync();
        await SqlAsync(world, "UPDATE article SET title = 'Kyiv, corrected', corrected_at = 1790003000000, corrections = 1");
        var corrected = Plain((await AnewAsync(world))!);
        Assert.StartsWith("Kyiv, corrected\n", corrected, StringComparison.Ordinal);
        Assert.EndsWith(" · ✏️ updated 15:03 UTC", corrected.Split('\n')[1], StringComparison.Ordinal);

        await SqlAsync(world, "UPDATE article SET withdrawn_at = 1790003000000");
        var withdrawn = Assert.IsType<ChatRequest.EditText>(await AnewAsync(world));

        Assert.StartsWith("<s>Kyiv, corrected</s>\n", withdrawn.Html, StringComparison.Ordinal);
        Assert.EndsWith("\n\n🚫 Withdrawn by the source.\n\n🔔 kyiv", withdrawn.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("href", withdrawn.Html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Remake_ArticlesAreGoneOrNothingChanged_EditsNothing(StorageProvider provider)
    {
        await using var world = await WorldAsync(provider);
        await PublishAsync(world, "BBC News", "Kyiv one");
        await world.PumpAsync();

        Assert.Null(await AnewAsync(world));
        await SqlAsync(world, "DELETE FROM article");
        Assert.Null(await AnewAsync(world));
    }

    private static async Task<DeliveryWorld> WorldAsync(StorageProvider provider)
    {
        var world = await DeliveryWorld.CreateAsync(provider);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        return world;
    }

    // A report of the story by an outlet of its own.
    private static async Task PublishAsync(DeliveryWorld world, string outlet, string title, string? picture = null)
    {
        var host = outlet.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        await world.PublishAsync(await world.AddFeedAsync(outlet), title, article =>
            (article.StoryId, article.Url, article.PictureUrl) = (Story, $"https://{host}.test/1", picture));
    }

    // What the sender makes of the message that was sent; null: no call.
    private static async Task<ChatRequest?> AnewAsync(DeliveryWorld world)
    {
        var before = world.Telegram.Calls.Count;
        await SqlAsync(world, "UPDATE message SET edit_at = 0 WHERE kind <> 'edit'");
        await world.RunForAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
        return world.Telegram.Calls.Skip(before).SingleOrDefault().Request;
    }

    private static Task SqlAsync(DeliveryWorld world, string sql) => world.WriteAsync(session => session.ExecuteAsync(sql, null, DeliveryWorld.Ct));

    private static string Plain(ChatRequest request) => TelegramRules.Parse(FakeTransport.TextOf(request)).Text;

    private static IEnumerable<string> Buttons(Keyboard? buttons) => (buttons?.Rows ?? []).SelectMany(row => row).Select(button => button.Text);
}
