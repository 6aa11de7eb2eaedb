using System.Text.Json.Nodes;

namespace NewsBot.HostTests.Contract;

/// <summary>The commands of the chat with the real program. The words of every answer stand in the transcripts of NewsBot.Tests.</summary>
public sealed class CommandRowTests(SharedBot bot) : SharedBotRows(bot)
{
    [Fact]
    public async Task Command_Start_OffersTopicsAndOneTapFollows()
    {
        var person = await Bot.PersonAsync(Cancellation);

        var hello = await Bot.AskAsync(person, "/start", Cancellation);
        await Bot.People.PressAndAwaitAnswerAsync(hello, person, "Peace talks", Cancellation);

        // One real story as proof; the back catalogue stays where it is.
        await Bot.People.WaitForTextAsync(person, hello.Id, SharedBot.Deal, Cancellation);
        Assert.Contains("Peace talks", (await Bot.AskAsync(person, "/subscriptions", Cancellation)).Text, StringComparison.Ordinal);
        var stories = (await Bot.People.MessagesAsync(person, hello.Id, Cancellation))
            .Count(message => message.FromBot && SharedBot.Titles.Any(title => message.Text.Contains(title, StringComparison.Ordinal)));
        Assert.Equal(1, stories);
    }

    [Fact]
    public async Task Command_StartTopicKey_FollowsThatTopicAtOnce()
    {
        var person = await Bot.PersonAsync(Cancellation);

        await Bot.AskAsync(person, "/start topic-ceasefire", Cancellation);

        await FollowsAsync(person, "Peace talks");
    }

    [Fact]
    public async Task Command_Help_AndTheMenuListEveryCommandThereIs()
    {
        string[] commands = ["start", "help", "latest", "search", "subscribe", "unsubscribe", "subscriptions", "topics", "sources", "settings", "mute", "why", "export", "stop", "digest"];
        var person = await Bot.PersonAsync(Cancellation);

        var help = await Bot.AskAsync(person, "/help", Cancellation);

        var listed = help.Text.Split('\n').Where(line => line.StartsWith('/')).Select(line => line[1..].Split(' ')[0]);
        Assert.Equal(commands.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        var menus = (await Bot.People.StateAsync(Cancellation)).Commands.SelectMany(menu => (JsonArray)menu!["commands"]!).Select(entry => (string)entry!["command"]!).ToList();
        Assert.Contains("search", menus);
        Assert.Subset(commands.ToHashSet(), menus.ToHashSet());
    }

    [Fact]
    public async Task Command_Latest_ShowsEverythingThenWhatIsFollowedWithEverythingOneTapAway()
    {
        var person = await Bot.PersonAsync(Cancellation);

        var all = await Bot.AskAsync(person, "/latest", Cancellation);
        await Bot.AskAsync(person, "/subscribe putin", Cancellation);
        var followed = await Bot.AskAsync(person, "/latest", Cancellation);

        Assert.Contains(SharedBot.Deal, all.Text, StringComparison.Ordinal);
        Assert.Contains(SharedBot.Putin, followed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SharedBot.Deal, followed.Text, StringComparison.Ordinal);
        await Bot.People.PressAndAwaitAnswerAsync(followed, person, "Everything", Cancellation);
        await Bot.People.WaitForMessageAsync(person, followed.Id - 1, message => message.Id == followed.Id && message.Text.Contains(SharedBot.Deal, StringComparison.Ordinal), "everything", Cancellation);
    }

    [Fact]
    public async Task Command_LatestQueryAndSearch_AnswerAlike()
    {
        var person = await Bot.PersonAsync(Cancellation);

        var search = await Bot.AskAsync(person, "/search ceasefire", Cancellation);
        var latest = await Bot.AskAsync(person, "/latest ceasefire", Cancellation);

        Assert.Contains(SharedBot.Deal, search.Text, StringComparison.Ordinal);
        Assert.Equal(search.Text, latest.Text);
    }

    [Theory]
    [InlineData("ceasefire", "Peace talks", "words")] // a topic's key; also words
    [InlineData("peace talks", "Peace talks", "words")] // a topic's title
    [InlineData("bbc news", "BBC News", "words")] // a source's title
    [InlineData("power plants", "power plants", null)] // a query
    [InlineData("nothing-of-this.example", "nothing", null)] // a word that does not resolve
    public async Task Command_Subscribe_ReadsTheThingInOrderAndCanBeUndone(string thing, string read, string? otherReading)
    {
        var person = await Bot.PersonAsync(Cancellation);

        var answer = await Bot.AskAsync(person, "/subscribe " + thing, Cancellation);

        Assert.Contains(read, answer.Text, StringComparison.Ordinal);
        if (otherReading is not null)
            Assert.Contains(answer.ButtonTexts, text => text.Contains(otherReading, StringComparison.Ordinal));
        await FollowsAsync(person, read);
        await Bot.People.PressAndAwaitAnswerAsync(answer, person, "Undo", Cancellation);
        Assert.DoesNotContain("•", (await Bot.AskAsync(person, "/subscriptions", Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_SubscribeAddress_FollowsTheFeedForThisChatOnly()
    {
        var address = Bot.Feeds.PutRss("/own.xml", "Village Paper", new Support.FeedItem("Bakery opens", "Bread.", TimeProvider.System.GetUtcNow()));
        var person = await Bot.PersonAsync(Cancellation);
        var other = await Bot.PersonAsync(Cancellation);

        // A bare address is a subscription.
        var answer = await Bot.AskAsync(person, address, Cancellation);
        await Bot.Feeds.WaitForRequestsAsync("/own.xml", 3, Cancellation);

        Assert.Contains("Village Paper", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Bakery opens", (await Bot.AskAsync(person, "/search bakery", Cancellation)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bakery opens", (await Bot.AskAsync(other, "/search bakery", Cancellation)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await Bot.AskAsync(other, "/sources", Cancellation)).ButtonTexts, text => text.Contains("own", StringComparison.OrdinalIgnoreCase) && text.Contains('1', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Command_Unsubscribe_ThingOrByTap_StopsIt()
    {
        var person = await Bot.PersonAsync(Cancellation);
        await Bot.AskAsync(person, "/subscribe putin", Cancellation);
        await Bot.AskAsync(person, "/subscribe kyiv", Cancellation);

        await Bot.AskAsync(person, "/unsubscribe putin", Cancellation);
        var rest = await Bot.AskAsync(person, "/unsubscribe", Cancellation);

        Assert.DoesNotContain("putin", rest.Text, StringComparison.Ordinal);
        await Bot.People.PressAndAwaitAnswerAsync(rest, person, "kyiv", Cancellation);
        Assert.DoesNotContain("•", (await Bot.AskAsync(person, "/subscriptions", Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_MuteAndSubscriptions_ListWhatIsFollowedAndMuted()
    {
        var person = await Bot.PersonAsync(Cancellation);
        await Bot.AskAsync(person, "/subscribe kyiv", Cancellation);

        await Bot.AskAsync(person, "/mute football OR tennis", Cancellation);

        var list = await Bot.AskAsync(person, "/subscriptions", Cancellation);
        Assert.Contains("kyiv", list.Text, StringComparison.Ordinal);
        Assert.Contains("football OR tennis", list.Text, StringComparison.Ordinal);
        await Bot.People.PressAndAwaitAnswerAsync(list, person, "football", Cancellation);
        Assert.DoesNotContain("football", (await Bot.AskAsync(person, "/subscriptions", Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_TopicsAndSources_FollowByTap()
    {
        var person = await Bot.PersonAsync(Cancellation);

        var topics = await Bot.AskAsync(person, "/topics", Cancellation);
        await Bot.People.PressAndAwaitAnswerAsync(topics, person, "Peace talks", Cancellation);
        var sources = await Bot.AskAsync(person, "/sources", Cancellation);

        await FollowsAsync(person, "Peace talks");
        // Both sources and that of the store's first page; a test of the verbs may have imported another page meanwhile.
        Assert.Matches("^📰 [34] sources", sources.Text);
        Assert.NotEmpty(sources.ButtonTexts);
    }

    [Fact]
    public async Task Command_Settings_ShowTheStateAndTheReadingLanguagesGuessed()
    {
        var olena = await Bot.PersonAsync(Cancellation, "uk");
        var john = await Bot.PersonAsync(Cancellation, "en");

        var hers = await Bot.AskAsync(olena, "/settings", Cancellation);
        var his = await Bot.AskAsync(john, "/settings", Cancellation);

        Assert.Contains(hers.ButtonTexts, text => text.Contains("Українська", StringComparison.Ordinal) && text.Contains("English", StringComparison.Ordinal));
        Assert.Contains(his.ButtonTexts, text => text.EndsWith("English", StringComparison.Ordinal));
        Assert.Contains(SharedBot.Truce, (await Bot.AskAsync(olena, "/search перемир*", Cancellation)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(SharedBot.Truce, (await Bot.AskAsync(john, "/search перемир*", Cancellation)).Text, StringComparison.Ordinal);
        await Bot.People.PressAndAwaitAnswerAsync(his, john, "Pictures", Cancellation);
        await Bot.People.WaitForMessageAsync(john, his.Id - 1, message => message.Id == his.Id && message.FindButton("⬜") is not null, "pictures off", Cancellation);
    }

    [Fact]
    public async Task Command_Digest_ShowsAndChangesWhenNewsComes()
    {
        var person = await Bot.PersonAsync(Cancellation, "uk");

        var shown = await Bot.AskAsync(person, "/digest", Cancellation);
        var daily = await Bot.AskAsync(person, "/digest 8 18:30", Cancellation);
        var wrong = await Bot.AskAsync(person, "/digest 25:00", Cancellation);

        Assert.Contains(shown.ButtonTexts, text => text == "✅ Одразу");
        Assert.Contains("щодня о 08:00 і 18:30", daily.Text, StringComparison.Ordinal);
        Assert.Contains("Київ", daily.Text, StringComparison.Ordinal);
        Assert.Contains("25:00", wrong.Text, StringComparison.Ordinal);
        await Bot.People.PressAndAwaitAnswerAsync(wrong, person, "По буднях", Cancellation);
        await Bot.People.WaitForMessageAsync(
            person, wrong.Id - 1, message => message.Id == wrong.Id && message.FindButton("✅ По буднях") is not null, "on weekdays", Cancellation);
    }

    [Fact]
    public async Task Command_Stop_KeepsEverythingAndStartGoesOn()
    {
        var person = await Bot.PersonAsync(Cancellation);
        await Bot.AskAsync(person, "/subscribe kyiv", Cancellation);

        Assert.Contains("1 subscription", (await Bot.AskAsync(person, "/stop", Cancellation)).Text, StringComparison.Ordinal);

        await Bot.AskAsync(person, "/start", Cancellation);
        await FollowsAsync(person, "kyiv");
    }

    [Fact]
    public async Task Command_Stop_DeleteMyData_ForgetsEverythingAndStartBeginsAnew()
    {
        var person = await Bot.PersonAsync(Cancellation);
        await Bot.AskAsync(person, "/subscribe kyiv", Cancellation);

        var stopped = await Bot.AskAsync(person, "/stop", Cancellation);
        await Bot.People.PressAndAwaitAnswerAsync(stopped, person, "Delete my data", Cancellation);
        var asked = await Bot.People.WaitForMessageAsync(person, stopped.Id - 1, message => message.Id == stopped.Id && message.FindButton("Delete everything") is not null, "the question", Cancellation);
        Assert.Contains("1 subscription", asked.Text, StringComparison.Ordinal);
        await Bot.People.PressAndAwaitAnswerAsync(asked, person, "Delete everything", Cancellation);
        await Bot.People.WaitForTextAsync(person, stopped.Id - 1, "is deleted", Cancellation);

        Assert.Contains("Pick a topic to begin", (await Bot.AskAsync(person, "/start", Cancellation)).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is followed here", (await Bot.AskAsync(person, "/subscriptions", Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_Export_SentInAnotherChat_ShowsAndAddsWhatIsNewThere()
    {
        var (person, other) = (await Bot.PersonAsync(Cancellation), await Bot.PersonAsync(Cancellation));
        await Bot.AskAsync(person, "/subscribe putin", Cancellation);
        await Bot.AskAsync(person, "/subscribe ceasefire", Cancellation);
        await Bot.AskAsync(other, "/subscribe ceasefire", Cancellation);

        var said = await Bot.People.SayAsync(person, "/export", Cancellation);
        var file = await Bot.People.WaitForTextAsync(person, said.Id, "2 subscriptions", Cancellation);
        var sent = await Bot.People.SendDocumentAsync(
            other, other, (string)file.Json["document"]!["name"]!, await Bot.People.FileAsync(file, Cancellation), Cancellation);
        var offer = await Bot.People.WaitForTextAsync(other, sent.Id, "1 subscription is new here", Cancellation);

        Assert.Contains("1 entry is here already", offer.Text, StringComparison.Ordinal);
        await Bot.People.PressAndAwaitAnswerAsync(offer, other, "Add all", Cancellation);
        await FollowsAsync(other, "putin");
    }

    [Fact]
    public async Task PrivateChat_UnknownText_IsASearch()
    {
        var person = await Bot.PersonAsync(Cancellation);

        Assert.Contains(SharedBot.Deal, (await Bot.AskAsync(person, "ceasefire deal", Cancellation)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_OnlyCommandsTapsMentionsAndReplies_AreAnswered()
    {
        var person = await Bot.PersonAsync(Cancellation);
        var group = await Bot.People.AddGroupAsync("Neighbours", withBot: true, [person], Cancellation);
        // Telegram shows mentions and talk to administrators only.
        await Bot.People.SetBotAsync(group, "administrator", Cancellation);
        var name = (string)(await Bot.People.StateAsync(Cancellation)).Bot["username"]!;
        var start = await Bot.People.SayAsync(group, person, $"/search@{name} putin", Cancellation);
        var found = await Bot.People.WaitForTextAsync(group, start.Id, SharedBot.Putin, Cancellation);

        // Talk and the commands of others; what comes after them is answered, so they were not.
        await Bot.People.SayAsync(group, person, "ceasefire deal", Cancellation);
        await Bot.People.SayAsync(group, person, "/search@OtherBot ceasefire", Cancellation);
        var mention = await Bot.People.SayAsync(group, person, $"@{name} ceasefire deal", Cancellation);
        await Bot.People.WaitForTextAsync(group, mention.Id, SharedBot.Deal, Cancellation);
        var reply = await Bot.People.ReplyAsync(group, person, found.Id, "power plants", Cancellation);
        await Bot.People.WaitForTextAsync(group, reply.Id, SharedBot.Plants, Cancellation);

        var between = (await Bot.People.MessagesAsync(group, found.Id, Cancellation)).Where(message => message.FromBot && message.Id < mention.Id);
        Assert.Empty(between);
    }

    private async Task FollowsAsync(long person, string what)
    {
        // A proof may still come in before the answer.
        var said = await Bot.People.SayAsync(person, "/subscriptions", Cancellation);
        await Bot.People.WaitForMessageAsync(
            person, said.Id, message => message.Text.Split('\n').Any(line => line.StartsWith('•') && line.Contains(what, StringComparison.Ordinal)), $"{what} among the subscriptions", Cancellation);
    }
}
