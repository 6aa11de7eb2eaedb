using NewsBot.HostTests.Emulator;

namespace NewsBot.HostTests.Faults;

/// <summary>People and groups that cannot be written to for a while, or ever again, with the real program.</summary>
public sealed class ComeAndGoTests(RunningScene running) : IClassFixture<RunningScene>
{
    private readonly FaultScene _scene = running.Scene;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("restricted", "I may not write in Rights club restricted")]
    [InlineData("kicked", "I was removed from Rights club kicked")]
    public async Task Group_SilencesTheBotAndLetsItSpeak_NothingComesByItselfAndTheMissedOnRequest(string place, string told)
    {
        // Whoever throws the bot out knows; somebody else set the news up.
        var (boss, anna) = (await _scene.People.AddPersonAsync("Boss " + place, "en", Cancellation), await _scene.FollowerAsync("Anna " + place));
        var group = await _scene.People.AddSupergroupAsync("Rights club " + place, [boss, anna], Cancellation);
        await _scene.People.SetMemberAsync(group, anna, "administrator", false, Cancellation);
        await _scene.FollowAsync(group, anna);
        await _scene.CaughtUpAsync(group, anna);

        await _scene.People.SetBotAsync(group, place, Cancellation);
        await _scene.SeesAsync(anna, told);
        var missed = _scene.Publish(2);
        await _scene.CaughtUpAsync(anna);
        var sends = (await _scene.SendsAsync(group)).Count;
        await _scene.PolledAsync();
        Assert.Equal(sends, (await _scene.SendsAsync(group)).Count);

        await _scene.People.SetBotAsync(group, "member", Cancellation);
        var offer = await _scene.SeesAsync(group, "Welcome back! I kept 1 subscription");
        await _scene.People.PressAndAwaitAnswerAsync(offer, anna, "Show what I missed", Cancellation);
        var list = await _scene.SeesAsync(group, "Missed · since");
        Assert.All(missed, title => Assert.Contains(title, list.Text, StringComparison.Ordinal));
        await _scene.CaughtUpAsync(group);
        Assert.DoesNotContain(await _scene.NewsAsync(group), missed.Contains);
    }

    [Fact]
    public async Task Topic_ClosedOpenedAndDeleted_NewsWaitsGoesOnAndFallsBackToTheGroup()
    {
        var anna = await _scene.FollowerAsync("Anna of the forum");
        var group = await _scene.People.AddSupergroupAsync("Forum", [anna], Cancellation);
        var topic = await _scene.People.AddTopicAsync(group, "News", Cancellation);
        await _scene.People.SayInTopicAsync(group, topic, anna, "/subscribe ceasefire", Cancellation);
        await _scene.SeesAsync(group, "I look out for");
        await _scene.CaughtUpAsync(group);
        // The greeting was for the group; what was asked for in a topic stays there.
        Assert.All((await _scene.SendsAsync(group)).Skip(1), send => Assert.Equal(topic.ToString(System.Globalization.CultureInfo.InvariantCulture), send.Parameter("message_thread_id")));

        await _scene.People.CloseTopicAsync(group, topic, true, Cancellation);
        var missed = _scene.Publish()[0];
        await _scene.SeesAsync(anna, "A topic of Forum is closed");
        await _scene.CaughtUpAsync(anna);
        Assert.Single(await _scene.SendsAsync(group), send => send.Status == 400);

        await _scene.People.CloseTopicAsync(group, topic, false, Cancellation);
        var offer = await _scene.SeesAsync(group, "This topic is open again");
        await _scene.People.PressAndAwaitAnswerAsync(offer, anna, "Show what I missed", Cancellation);
        Assert.Contains(missed, (await _scene.SeesAsync(group, "Missed · since")).Text, StringComparison.Ordinal);
        await _scene.CaughtUpAsync(group);
        Assert.Equal(0, await _scene.TimesAsync(group, missed));

        await _scene.People.DeleteTopicAsync(group, topic, Cancellation);
        var first = _scene.Publish()[0];
        await _scene.CaughtUpAsync(group);
        Assert.Equal(1, await _scene.TimesAsync(group, first));
        await _scene.SeesAsync(anna, "A topic of Forum was deleted");
        Assert.Equal("", (await _scene.SendsAsync(group))[^1].Parameter("message_thread_id"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Account_OrGroup_Deleted_IsLeftAloneAfterTheFirstNo(bool isGroup)
    {
        var anna = await _scene.FollowerAsync("Gone " + isGroup);
        var other = await _scene.FollowerAsync("Staying " + isGroup);
        var gone = anna;
        if (isGroup)
        {
            gone = await _scene.People.AddSupergroupAsync("Short-lived", [anna], Cancellation);
            await _scene.FollowAsync(gone, anna);
        }
        await _scene.CaughtUpAsync(gone);

        await _scene.People.DeleteChatAsync(gone, Cancellation);
        _scene.Publish(3);
        await _scene.CaughtUpAsync(other);
        await _scene.CaughtUpAsync(other);

        Assert.Single(await _scene.SendsAsync(gone), send => send.Status == 403);
        if (isGroup)
            await _scene.SeesAsync(anna, "Short-lived was deleted");
    }

    [Theory]
    [InlineData("Quiet queue", true)]
    [InlineData("Told queue", false)]
    public async Task Group_MovesInTheMiddleOfAQueue_EachItemComesOnce(string title, bool quiet)
    {
        var anna = await _scene.FollowerAsync("Mover of " + title);
        var group = await _scene.People.AddGroupAsync(title, true, [anna], Cancellation);
        await _scene.FollowAsync(group, anna);
        await _scene.CaughtUpAsync(group);

        // One a second: the others still wait when the first has come.
        var queue = _scene.Publish(5);
        await _scene.SeesAsync(group, queue[0]);
        if (quiet)
            await _scene.FaultAsync("migrate", group);
        else
            await _scene.People.MigrateAsync(group, Cancellation);
        await _scene.CaughtUpAsync(anna);
        var supergroup = (await _scene.People.StateAsync(Cancellation)).Json["chats"]!.AsArray()
            .Where(chat => (string?)chat!["title"] == title).Select(chat => (long)chat!["id"]!).Single(id => id != group);
        await _scene.CaughtUpAsync(supergroup);

        var came = (await _scene.NewsAsync(group)).Concat(await _scene.NewsAsync(supergroup)).Where(queue.Contains);
        Assert.Equal(queue, came);
    }

    [Fact]
    public async Task DeleteMyData_WithNewsOnItsWay_NothingIsSentAfterIt()
    {
        var anna = await _scene.FollowerAsync("Private person");
        var other = await _scene.FollowerAsync("Public person");
        await _scene.People.SayAsync(anna, "/stop", Cancellation);
        var stopped = await _scene.SeesAsync(anna, "Stopped");
        await _scene.People.PressAndAwaitAnswerAsync(stopped, anna, "Resume", Cancellation);
        await _scene.People.SayAsync(anna, "/settings", Cancellation);
        var settings = await _scene.SeesAsync(anna, "Settings");
        await _scene.People.PressAndAwaitAnswerAsync(settings, anna, "Delete my data", Cancellation);
        var asked = await _scene.SeesAsync(anna, "Delete my data?");
        _scene.Publish(4);

        await _scene.People.PressAndAwaitAnswerAsync(asked, anna, "Delete everything", Cancellation);
        await _scene.SeesAsync(anna, "everything I kept about this chat is deleted");
        var shown = (await _scene.FromBotAsync(anna)).Count;
        _scene.Publish(2);
        await _scene.CaughtUpAsync(other);
        await _scene.CaughtUpAsync(other);

        Assert.Equal(shown, (await _scene.FromBotAsync(anna)).Count);
    }
}
