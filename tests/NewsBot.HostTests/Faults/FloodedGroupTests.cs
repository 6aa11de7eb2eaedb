namespace NewsBot.HostTests.Faults;

/// <summary>A feed wakes up with everything at once, with flood limits as Telegram publishes them.</summary>
public sealed class FloodedGroupTests
{
    private const int Items = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Group_TwoHundredItemsAtOnce_AtMostFiveMessagesWithAllLinksAndNobodyElseWaits()
    {
        await using var scene = await FaultScene.SetAsync();
        await using var bot = await scene.StartAsync();
        var founder = await scene.People.AddPersonAsync("Founder", "en", Cancellation);
        var group = await scene.People.AddGroupAsync("Harvest", true, [founder], Cancellation);
        await scene.FollowAsync(group, founder);
        var other = await scene.People.AddPersonAsync("Other", "en", Cancellation);
        await scene.People.SayAsync(other, $"/subscribe \"report {Items - 1}\"", Cancellation);
        await scene.SeesAsync(other, "I look out for");
        await scene.People.LimitAsync("published", Cancellation);
        var before = (await scene.FromBotAsync(group)).Count;

        var titles = scene.Publish(Items);
        await scene.SeesAsync(group, titles[^1]);
        var alert = await scene.SeesAsync(other, titles[^1]);

        var lists = (await scene.FromBotAsync(group)).Skip(before).ToList();
        Assert.InRange(lists.Count, 1, 5);
        Assert.Equal(titles.Select(scene.AddressOf).Order(), lists.SelectMany(message => message.Links).Order());
        Assert.Equal(0, (await scene.People.TrafficAsync(Cancellation)).Refused);
        // A group gets a message a second: the other chat did not wait for all of them.
        Assert.True((long)alert.Json["date"]! <= (long)lists[^1].Json["date"]!);
    }
}
