using System.Text.RegularExpressions;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Much is due in one place at once: few messages, and nothing missing.</summary>
public sealed partial class BurstTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Group_TwoHundredItemsAtOnce_AreFourListsInTheOrderOfTimeAndNobodyElseWaits(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        var feed = await world.AddFeedAsync("The Gazette of the Province & its Neighbours");
        var (_, group) = await world.Chats.AddChatAsync(-1, "supergroup");
        var (_, person) = await world.Chats.AddChatAsync(2);
        await world.SubscribeAsync(group, "harvest");
        await world.SubscribeAsync(person, "comet");
        for (var count = 0; count < 200; count++)
            await world.PublishAsync(feed, $"Harvest report {count} from all the districts of the province, with figures, weather and a word on prices");
        await world.PublishAsync(feed, "A comet");

        await world.RunForAsync(TimeSpan.FromSeconds(10));

        var lists = world.Telegram.Calls.Where(call => call.To.TelegramChatId == -1).Select(call => Assert.IsType<ChatRequest.SendText>(call.Request)).ToList();
        Assert.Equal(4, lists.Count);
        var read = lists.Select(list => TelegramRules.Parse(list.Html)).ToList();
        Assert.Equal(
            Enumerable.Range(0, 200).Select(count => $"Harvest report {count} from"),
            read.SelectMany(list => ReportOf().Matches(list.Text)).Select(match => match.Value));
        Assert.Equal(200, read.SelectMany(list => list.Links).Distinct().Count());
        Assert.All(read, list => Assert.InRange(list.Text.Length, 1, 4096));
        Assert.All(read, list => Assert.InRange(list.Tags.Count, 1, 100));
        Assert.Contains(world.Telegram.Calls, call => call.To.TelegramChatId == 2);
        Assert.All(await world.DeliveryStatesAsync(), state => Assert.Equal("sent", state));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chat_NoMoreThanTheThresholdAtOnce_GetsAlerts(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions { BurstThreshold = 3 });
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        for (var count = 0; count < 3; count++)
            await world.PublishAsync(feed, $"Kyiv {count}");
        await world.RunForAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(3, world.Telegram.Calls.Count);

        for (var count = 3; count < 7; count++)
            await world.PublishAsync(feed, $"Kyiv {count}");
        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(4, world.Telegram.Calls.Count);
        Assert.Contains("4 new stories", world.Telegram.Texts.Last(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task ListThatWaits_OneSubscriptionEnds_TheRestArrivesWithoutItsStories(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        var tennis = await world.SubscribeAsync(place, "tennis");
        for (var count = 0; count < 8; count++)
            await world.PublishAsync(feed, count % 2 == 0 ? $"Kyiv {count}" : $"Tennis {count}");
        world.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromSeconds(30)));
        await world.RunForAsync(TimeSpan.FromSeconds(1));

        await world.WriteAsync(async session =>
        {
            await world.Chats.Subscriptions.EndAsync(session, tennis.SubscriptionId, DeliveryWorld.Ct);
            await world.Deliveries.WithdrawSubscriptionAsync(session, tennis.SubscriptionId, DeliveryWorld.Ct);
        });
        await world.RunForAsync(TimeSpan.FromSeconds(40));

        var arrived = world.Telegram.Texts.Skip(1).ToList();
        Assert.Equal(4, arrived.Count);
        Assert.All(arrived, text => Assert.Contains("Kyiv", text, StringComparison.Ordinal));
        Assert.DoesNotContain(arrived, text => text.Contains("Tennis", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task List_ProcessKilledWhileItIsOnItsWay_ArrivesAgainWithAllOfIt(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider, new DeliveryOptions());
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        for (var count = 0; count < 9; count++)
            await world.PublishAsync(feed, $"Kyiv {count}");
        var killed = new TaskCompletionSource<SendResult?>();
        world.Telegram.Answer = (_, _, _) => killed.Task;
        await world.Node.Leadership.StepAsync(DeliveryWorld.Ct);
        await world.Node.StepAsync();

        world.Restart();
        await world.RunForAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));

        Assert.Contains("9 new stories", Assert.Single(world.Telegram.Texts), StringComparison.Ordinal);
        Assert.All(await world.DeliveryStatesAsync(), state => Assert.Equal("sent", state));
    }

    [GeneratedRegex("Harvest report [0-9]+ from")]
    private static partial Regex ReportOf();
}
