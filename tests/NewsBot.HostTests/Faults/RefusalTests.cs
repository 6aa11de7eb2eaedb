using System.Text.Json.Nodes;
using NewsBot.HostTests.Emulator;

namespace NewsBot.HostTests.Faults;

/// <summary>Telegram refuses a message: each refusal ends in its own way, and no other chat notices.</summary>
public sealed class RefusalTests(RunningScene running) : IClassFixture<RunningScene>
{
    private readonly FaultScene _scene = running.Scene;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blocked_OnASend_SuspendsTheChatAndStartBringsAllBack()
    {
        var reader = await _scene.FollowerAsync("Refusing");
        var other = await _scene.FollowerAsync("Other");
        await _scene.People.SayAsync(reader, "/mute tulips", Cancellation);
        await _scene.SeesAsync(reader, "tulips");
        var before = await SubscriptionsAsync(reader);
        await _scene.FaultAsync("blocked", reader, count: 0);

        var missed = _scene.Publish(3);
        await _scene.CaughtUpAsync(other);
        await _scene.PolledAsync();
        Assert.Single(await _scene.SendsAsync(reader), send => send.Status == 403);

        await _scene.People.ClearFaultsAsync(Cancellation);
        await _scene.People.SayAsync(reader, "/start", Cancellation);
        await _scene.SeesAsync(reader, "nothing could reach this chat");
        await _scene.CaughtUpAsync(reader, other);
        Assert.Equal(before, await SubscriptionsAsync(reader));
        Assert.DoesNotContain(await _scene.NewsAsync(reader), missed.Contains);
        Assert.Equal(missed, (await _scene.NewsAsync(other)).Where(missed.Contains));
    }

    [Fact]
    public async Task Blocked_ByThePerson_SuspendsTheChatAndStartBringsAllBack()
    {
        var reader = await _scene.FollowerAsync("Blocker");
        var other = await _scene.FollowerAsync("Other blocker");
        var before = await SubscriptionsAsync(reader);
        await _scene.People.BlockAsync(reader, true, Cancellation);
        var missed = _scene.Publish(2);
        await _scene.CaughtUpAsync(other);
        Assert.InRange((await _scene.SendsAsync(reader)).Count(send => send.Status == 403), 0, 1);

        await _scene.People.BlockAsync(reader, false, Cancellation);
        await _scene.People.SayAsync(reader, "/start", Cancellation);
        await _scene.SeesAsync(reader, "nothing could reach this chat");
        await _scene.CaughtUpAsync(reader, other);
        Assert.Equal(before, await SubscriptionsAsync(reader));
        Assert.DoesNotContain(await _scene.NewsAsync(reader), missed.Contains);
    }

    [Theory]
    [InlineData("Quiet move", true)]
    [InlineData("Told move", false)]
    public async Task Migrated_GroupBecomesASupergroup_NewsAndSubscriptionsGoOnThere(string title, bool quiet)
    {
        var person = await _scene.FollowerAsync("Founder of " + title);
        var group = await _scene.People.AddGroupAsync(title, true, [person], Cancellation);
        await _scene.FollowAsync(group, person);
        await _scene.CaughtUpAsync(group);
        if (quiet)
            await _scene.FaultAsync("migrate", group);
        else
            await _scene.People.MigrateAsync(group, Cancellation);

        var first = _scene.Publish()[0];
        await _scene.CaughtUpAsync(person);
        var supergroup = await SupergroupAsync(title, group);
        await _scene.CaughtUpAsync(supergroup);

        Assert.Equal(1, await _scene.TimesAsync(supergroup, first));
        Assert.InRange((await _scene.SendsAsync(group)).Count(send => send.Status == 400), 0, 1);
        await _scene.People.SayAsync(supergroup, person, "/subscriptions", Cancellation);
        var list = await _scene.SeesAsync(supergroup, "subscription");
        Assert.Single(list.ButtonTexts, text => text.Contains("ceasefire", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CannotParse_ArrivesAsPlainText()
    {
        var reader = await _scene.FollowerAsync("Plain");
        await _scene.FaultAsync("cantParse", reader);
        var title = _scene.Publish()[0];
        var message = await _scene.SeesAsync(reader, title);
        await _scene.CaughtUpAsync(reader);

        Assert.Equal(1, await _scene.TimesAsync(reader, title));
        Assert.DoesNotContain("<", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(message.Entities, entity => entity.StartsWith("bold:", StringComparison.Ordinal));
        var sends = await _scene.SendsAsync(reader);
        Assert.Contains(sends, send => send.Status == 400);
        Assert.NotEmpty(message.ButtonTexts);
    }

    [Theory]
    [InlineData("photoWrongType")]
    [InlineData("photoFailed")]
    public async Task Picture_Refused_ArrivesAsTextWithAPreview(string kind)
    {
        var reader = await _scene.FollowerAsync("Viewer " + kind);
        await _scene.FaultAsync(kind, reader, method: "sendPhoto");
        var title = _scene.PublishPicture("https://pictures.example/one.jpg");
        var message = await _scene.SeesAsync(reader, title);
        await _scene.CaughtUpAsync(reader);

        Assert.Equal(1, await _scene.TimesAsync(reader, title));
        Assert.Equal("text", message.Kind);
        Assert.Contains(_scene.AddressOf(title), message.Links);
        var sent = (await _scene.SendsAsync(reader)).Single(send => send.Status == 200 && send.Parameter("text").Contains(title, StringComparison.Ordinal));
        var preview = JsonNode.Parse(sent.Parameter("link_preview_options"))!;
        Assert.Equal(_scene.AddressOf(title), (string?)preview["url"]);
        Assert.Contains(await _scene.SendsAsync(reader), send => send is { Method: "sendPhoto", Status: 400 });
    }

    private async Task<long> SupergroupAsync(string title, long group) =>
        ((JsonArray)(await _scene.People.StateAsync(Cancellation)).Json["chats"]!)
            .Where(chat => (string?)chat!["title"] == title).Select(chat => (long)chat!["id"]!).Single(id => id != group);

    private async Task<string> SubscriptionsAsync(long chatId)
    {
        var last = (await _scene.FromBotAsync(chatId))[^1].Id;
        await _scene.People.SayAsync(chatId, "/subscriptions", Cancellation);
        var list = await _scene.People.WaitForTextAsync(chatId, last, "Tap a line", Cancellation);
        return list.Text + string.Join('|', list.ButtonTexts);
    }
}
