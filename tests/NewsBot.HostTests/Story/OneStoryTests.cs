using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Story;

/// <summary>One story, one message: the real program, seven feeds, five reports of one event and two of what resembles it.</summary>
public sealed class OneStoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FiveReportsAndLookAlikes_BecomeOneMessageEach_WhichGrowsIsCorrectedAndWithdrawn()
    {
        await using var server = await FeedServer.StartAsync(Cancellation);
        var news = new RateNews(server);
        using var installation = new Installation().WithFeeds(news.Addresses);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        await news.WaitUntilReadAsync(Cancellation);
        var (anna, ben) = (await people.PersonAsync("Anna", Cancellation), await people.AddPersonAsync("Ben", "en", Cancellation));
        var follows = await FollowAsync(people, anna, RateNews.Query);
        // He follows the second outlet alone.
        var only = await FollowAsync(people, ben, news.Event[1].Name);

        news.Publish(news.Event[0]);
        var first = await people.WaitForTextAsync(anna, follows, news.Event[0].Title, Cancellation);
        foreach (var outlet in news.Event.Skip(1).Concat(news.LookAlikes))
            news.Publish(outlet);
        foreach (var outlet in news.LookAlikes)
            await people.WaitForTextAsync(anna, follows, outlet.Title, Cancellation);
        var grown = await ShownAsync(people, anna, first.Id, message => news.Event.All(outlet => message.Text.Contains(outlet.Name, StringComparison.Ordinal)));

        Assert.All(news.Event, outlet => Assert.Contains(outlet.Link, grown.Links));
        Assert.Equal([news.Event[0].Title, .. news.LookAlikes.Select(outlet => outlet.Title).Order()], await TitlesAsync(people, anna, follows));
        Assert.InRange(await EditsAsync(people, anna), 1, 4);
        var his = await people.WaitForTextAsync(ben, only, news.Event[1].Title, Cancellation);
        Assert.Contains(news.Event[0].Link, his.Links);

        var sends = await SendsAsync(people);
        var corrected = "Bank keeps its rate, corrected headline";
        news.Publish(news.Event[0], corrected);
        var mended = await ShownAsync(people, anna, first.Id, message => message.Text.Contains(corrected, StringComparison.Ordinal));
        Assert.DoesNotContain(news.Event[0].Title, mended.Text, StringComparison.Ordinal);

        var withdrawn = await installation.RunAsync(Cancellation, "withdraw", news.Event[0].Link);
        Assert.Equal(0, withdrawn.ExitCode);
        var taken = await ShownAsync(people, anna, first.Id, message => message.Text.Contains("withdrawn by the source", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(news.Event[0].Link, taken.Links);
        Assert.Contains(news.Event[1].Link, taken.Links);
        Assert.Equal(sends, await SendsAsync(people));
        Assert.Empty(bot.Errors);
    }

    private static async Task<long> FollowAsync(EmulatorClient people, long person, string what)
    {
        await people.SayAsync(person, "/subscribe " + what, Cancellation);
        return (await people.WaitForTextAsync(person, 0, "✅", Cancellation)).Id;
    }

    private static Task<ChatMessage> ShownAsync(EmulatorClient people, long chat, long id, Func<ChatMessage, bool> wanted) =>
        people.WaitForMessageAsync(chat, id - 1, message => message.Id == id && wanted(message), "the message as it should become", Cancellation);

    // The event first, whichever of the others came before which.
    private static async Task<IReadOnlyList<string>> TitlesAsync(EmulatorClient people, long chat, long after)
    {
        var titles = (await people.MessagesAsync(chat, after, Cancellation)).Where(message => message.FromBot).Select(message => message.Text.Split('\n')[0]).ToList();
        return [titles[0], .. titles.Skip(1).Order()];
    }

    private static async Task<int> EditsAsync(EmulatorClient people, long chat) =>
        (await people.JournalAsync("editMessageText", 0, Cancellation)).Count(entry => entry.Parameter("chat_id") == chat.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<int> SendsAsync(EmulatorClient people) => (await people.JournalAsync("sendMessage", 0, Cancellation)).Count;
}
