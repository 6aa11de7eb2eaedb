using System.Text.Json;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Running;

/// <summary>From a feed to a chat, with the real program.</summary>
public sealed class MainJobTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_NoConfiguration_AnswersStartInTheChat()
    {
        using var installation = new Installation();
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);

        await people.SayAsync(anna, "/start", Cancellation);

        var answer = await people.NextMessageAsync(anna, 0, Cancellation);
        Assert.Contains("NewsBot", answer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await bot.StopAsync(Cancellation));
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task NewItem_QueryThatMatches_ArrivesOnceAndNothingElseDoes()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var old = new FeedItem("Old ceasefire story", "Long ago.", TimeProvider.System.GetUtcNow().AddMinutes(-30));
        var address = feeds.PutRss("/news.xml", "Test News", old);
        using var installation = new Installation().WithFeeds(address);
        var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/start", Cancellation);
        var hello = await people.NextMessageAsync(anna, 0, Cancellation);
        await people.SayAsync(anna, "/subscribe ceasefire", Cancellation);
        var confirmation = await people.NextMessageAsync(anna, hello.Id + 1, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", 2, Cancellation);

        var other = new FeedItem("Weather is fine", "Sun.", TimeProvider.System.GetUtcNow());
        var match = new FeedItem("Ceasefire holds & lasts", "Quiet <night>.", TimeProvider.System.GetUtcNow());
        feeds.PutRss("/news.xml", "Test News", match, other, old);
        var alert = await people.WaitForTextAsync(anna, confirmation.Id, "Ceasefire holds & lasts", Cancellation);

        Assert.Contains("Test News", alert.Text, StringComparison.Ordinal);
        Assert.Contains(alert.Links, link => link.EndsWith("/Ceasefire%20holds%20%26%20lasts", StringComparison.Ordinal));

        // A second poll and a restart send nothing again.
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 2, Cancellation);
        Assert.Equal(0, await bot.StopAsync(Cancellation));
        await bot.DisposeAsync();
        await using var again = await installation.StartAnsweringAsync(Cancellation);
        using var later = await installation.PeopleAsync(Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", feeds.Requests("/news.xml") + 3, Cancellation);
        var fromBot = (await later.MessagesAsync(anna, confirmation.Id, Cancellation)).Where(message => message.FromBot).ToList();
        Assert.Equal([alert.Id], fromBot.Select(message => message.Id));

        await later.SayAsync(anna, "/latest", Cancellation);
        await later.WaitForTextAsync(anna, alert.Id, "Ceasefire holds & lasts", Cancellation);
        await later.SayAsync(anna, "/search weather", Cancellation);
        await later.WaitForTextAsync(anna, alert.Id, "Weather is fine", Cancellation);

        var found = await installation.RunAsync(Cancellation, "search", "ceasefire lasts", "--json");
        Assert.Equal(0, found.ExitCode);
        using var json = JsonDocument.Parse(Assert.Single(found.Lines));
        Assert.Equal("Ceasefire holds & lasts", json.RootElement.GetProperty("title").GetString());
        Assert.Equal("Test News", json.RootElement.GetProperty("source").GetString());
        Assert.Equal("en", json.RootElement.GetProperty("language").GetString());
    }

    [Fact]
    public async Task Why_InReplyToAnAlert_SaysWhichSubscriptionWhichWordsWhereAndWhen()
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        var old = new FeedItem("Old story", "Long ago.", TimeProvider.System.GetUtcNow().AddMinutes(-30));
        var address = feeds.PutRss("/news.xml", "Test News", old);
        using var installation = new Installation().WithFeeds(address);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.SayAsync(anna, "/subscribe ceasefires night", Cancellation);
        var confirmation = await people.NextMessageAsync(anna, 0, Cancellation);
        await feeds.WaitForRequestsAsync("/news.xml", 2, Cancellation);
        feeds.PutRss("/news.xml", "Test News", new FeedItem("Ceasefire holds", "Nights are quiet & <dark>.", TimeProvider.System.GetUtcNow()), old);
        var alert = await people.WaitForTextAsync(anna, confirmation.Id, "Ceasefire holds", Cancellation);

        var asked = await people.ReplyAsync(anna, anna, alert.Id, "/why", Cancellation);
        var why = await people.WaitForTextAsync(anna, asked.Id, "Ceasefire holds", Cancellation);

        Assert.Contains("ceasefires night: “Ceasefire” in the title; “Nights” in the text", why.Text, StringComparison.Ordinal);
        Assert.Contains("Test News", why.Text, StringComparison.Ordinal);
        foreach (var moment in new[] { "Published: ", "Seen by me: ", "Sent: " })
            Assert.Contains(moment, why.Text, StringComparison.Ordinal);

        asked = await people.SayAsync(anna, "/why old story", Cancellation);
        Assert.Contains("Nothing that is followed here finds it.", (await people.WaitForTextAsync(anna, asked.Id, "Old story", Cancellation)).Text, StringComparison.Ordinal);
    }
}
