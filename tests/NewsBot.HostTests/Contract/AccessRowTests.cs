using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Contract;

/// <summary>The rows <c>Access:*</c> as the owner and the others meet them.</summary>
public sealed class AccessRowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Access_ModeInvite_TheClaimedOwnerInvitesOnePersonAndNobodyElseIsServed()
    {
        using var installation = new Installation().Set("Access:Mode", "Invite");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        var taras = await people.PersonAsync("Тарас", Cancellation);
        var nadia = await people.AddPersonAsync("Nadia", "en", Cancellation);
        var claim = Code(await bot.WaitForLineAsync("?start=claim-", Cancellation));

        await AskAsync(people, anna, "/start " + claim);
        var settings = await AskAsync(people, anna, "/settings");
        await people.PressAndAwaitAnswerAsync(settings, anna, "Invite", Cancellation);
        var invitation = Code((await people.WaitForTextAsync(anna, settings.Id, "?start=invite-", Cancellation)).Text);
        var uninvited = await AskAsync(people, nadia, "/topics");
        await AskAsync(people, taras, "/start " + invitation);
        var served = await AskAsync(people, taras, "/help");
        var late = await AskAsync(people, nadia, "/start " + invitation);

        Assert.Empty(uninvited.ButtonTexts);
        Assert.Contains("/search", served.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(late.ButtonTexts, text => text.Contains("link", StringComparison.Ordinal));
        Assert.Contains("used", late.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "cannot add websites of their own")]
    [InlineData("1", "that is the limit here")]
    public async Task Access_FeedsPerChat_Reached_TheNextFeedIsRefusedAndTheCatalogueStaysOpen(string limit, string said)
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        var catalogue = feeds.PutRss("/catalogue.xml", "Catalogue", new FeedItem("Story", "Text.", now));
        var first = feeds.PutRss("/first.xml", "First Own", new FeedItem("Story one", "Text.", now));
        var second = feeds.PutRss("/second.xml", "Second Own", new FeedItem("Story two", "Text.", now));
        using var installation = new Installation().WithFeeds(catalogue).Set("Access:FeedsPerChat", limit);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await feeds.WaitForRequestsAsync("/catalogue.xml", 2, Cancellation);

        if (limit == "1")
            Assert.Contains("First Own", (await AskAsync(people, anna, "/subscribe " + first)).Text, StringComparison.Ordinal);
        var refused = await AskAsync(people, anna, "/subscribe " + second);
        var offered = await AskAsync(people, anna, "/subscribe " + catalogue);

        Assert.Contains(said, refused.Text, StringComparison.Ordinal);
        Assert.Contains("Catalogue", offered.Text, StringComparison.Ordinal);
        Assert.Contains(offered.ButtonTexts, text => text.Contains("Undo", StringComparison.Ordinal));
    }

    private static string Code(string text) =>
        text[(text.IndexOf("?start=", StringComparison.Ordinal) + 7)..].Split([' ', '\n'])[0];

    private static async Task<ChatMessage> AskAsync(EmulatorClient people, long person, string text)
    {
        var said = await people.SayAsync(person, text, Cancellation);
        return await people.NextMessageAsync(person, said.Id, Cancellation);
    }
}
