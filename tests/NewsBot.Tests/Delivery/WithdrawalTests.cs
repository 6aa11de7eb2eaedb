using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

public sealed class WithdrawalTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Unsubscribing_TakesBackWhatOnlyItWanted_AndUndoPutsItBack(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (_, place) = await world.Chats.AddChatAsync(1);
        var kyiv = await world.SubscribeAsync(place, "kyiv");
        await world.SubscribeAsync(place, "ceasefire");
        await world.PublishAsync(feed, "Kyiv");
        await world.PublishAsync(feed, "Ceasefire in Kyiv");

        Assert.Equal(1, await world.WriteAsync(session => EndAsync(world, session, kyiv)));
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(["withdrawn: unsubscribed", "sent"], await world.DeliveryStatesAsync());
        Assert.EndsWith("🔔 ceasefire", Assert.Single(world.Telegram.Texts));

        Assert.Equal(1, await world.WriteAsync(async session =>
        {
            await world.Chats.Subscriptions.RestoreAsync(session, kyiv.SubscriptionId, DeliveryWorld.Ct);
            return await world.Deliveries.RestoreSubscriptionAsync(session, kyiv.SubscriptionId, DeliveryWorld.Ct);
        }));
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(["sent", "sent"], await world.DeliveryStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Unsubscribing_FromSeveralAtOnce_TakesBackWhatOnlyTheyWantedInThisChat(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (chat, place) = await world.Chats.AddChatAsync(1);
        var (_, elsewhere) = await world.Chats.AddChatAsync(2);
        var kyiv = await world.SubscribeAsync(place, "kyiv");
        var ceasefire = await world.SubscribeAsync(place, "ceasefire");
        await world.SubscribeAsync(place, "tomatoes");
        await world.SubscribeAsync(elsewhere, "kyiv");
        await world.PublishAsync(feed, "Ceasefire in Kyiv");
        await world.PublishAsync(feed, "Tomatoes in Kyiv");

        var withdrawn = await world.WriteAsync(async session =>
        {
            await world.Chats.Subscriptions.EndAsync(session, kyiv.SubscriptionId, DeliveryWorld.Ct);
            await world.Chats.Subscriptions.EndAsync(session, ceasefire.SubscriptionId, DeliveryWorld.Ct);
            return await world.Deliveries.WithdrawSubscriptionsAsync(session, chat.ChatKey, new HashSet<long> { kyiv.SubscriptionId, ceasefire.SubscriptionId }, DeliveryWorld.Ct);
        });

        Assert.Equal(1, withdrawn);
        await world.RunForAsync(TimeSpan.FromSeconds(5));
        Assert.Equal([(1, "Tomatoes in Kyiv"), (2, "Ceasefire in Kyiv"), (2, "Tomatoes in Kyiv")], world.Telegram.Calls.Select(call => (call.To.TelegramChatId, TitleOf(call.Request))).Order());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Unsubscribing_ReachesWhatWaitsAfterAPause_ButNotTheAnswers(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        var kyiv = await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv");
        world.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromSeconds(5)));
        await world.PumpAsync();
        Assert.Equal(["flight"], await world.DeliveryStatesAsync());
        await world.ReplyAsync(chat, place, "done");

        Assert.Equal(1, await world.WriteAsync(session => EndAsync(world, session, kyiv)));
        await world.RunForAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("done", world.Telegram.Texts.Last());
        Assert.Equal(2, world.Telegram.Calls.Count);
        Assert.Equal(["withdrawn", "sent"], await world.MessageStatesAsync());
        Assert.Equal(["withdrawn: unsubscribed"], await world.DeliveryStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Stopping_WhileOneIsOnItsWay_LeavesNothingBehindWhenItComesBackUnsent(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(await world.AddFeedAsync(), "Kyiv");
        world.Telegram.Answer = async (_, _, _) =>
        {
            await world.WriteAsync(async session =>
            {
                await world.Chats.Chats.StopAsync(session, chat.ChatKey, DeliveryWorld.Ct);
                await world.Deliveries.WithdrawChatAsync(session, chat.ChatKey, WithdrawReason.Stopped, DeliveryWorld.Ct);
            });
            return new SendResult.Later(TimeSpan.FromSeconds(5));
        };
        await world.PumpAsync();
        world.Telegram.AnswerWith();
        await world.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(["withdrawn"], await world.MessageStatesAsync());
        Assert.Equal(["withdrawn: stopped"], await world.DeliveryStatesAsync());
        Assert.Null((await world.Node.Sender.StateAsync(DeliveryWorld.Ct)).OldestDueAt);
        // Weeks later: the news, not the backlog.
        await world.WriteAsync(session => world.Chats.Chats.RestoreAsync(session, chat.ChatKey, DeliveryWorld.Ct));
        await world.RunForAsync(TimeSpan.FromSeconds(20));
        Assert.Single(world.Telegram.Calls);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task OldestDue_OfAChatThatTelegramPaused_IsNoSignOfIllness(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        var feed = await world.AddFeedAsync();
        await world.PublishAsync(feed, "Kyiv one");
        await world.PublishAsync(feed, "Kyiv two");
        world.Telegram.AnswerWith(new SendResult.Later(TimeSpan.FromHours(1)));

        await world.RunForAsync(TimeSpan.FromSeconds(2));

        Assert.Null((await world.Node.Sender.StateAsync(DeliveryWorld.Ct)).OldestDueAt);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Muting_TakesBackItsSourceOrItsWords_AndUndoPutsThemBack(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var loud = await world.AddFeedAsync("Loud");
        var calm = await world.AddFeedAsync("Calm");
        var (_, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(loud, "Kyiv one");
        await world.PublishAsync(calm, "Football in Kyiv");
        await world.PublishAsync(calm, "Kyiv two");

        var (source, words) = await world.WriteAsync(async session =>
        {
            var source = await world.Chats.Mutes.AddAsync(session, place.DestinationId, Subject.Feed(loud), DeliveryWorld.Ct);
            var words = await world.Chats.Mutes.AddAsync(session, place.DestinationId, Subject.Query("football", "football"), DeliveryWorld.Ct);
            Assert.Equal(1, await world.Deliveries.WithdrawMutedAsync(session, source, DeliveryWorld.Ct));
            Assert.Equal(1, await world.Deliveries.WithdrawMutedAsync(session, words, DeliveryWorld.Ct));
            return (source, words);
        });
        Assert.Equal([$"withdrawn: muted:{source.MuteId}", $"withdrawn: muted:{words.MuteId}", "due"], await world.DeliveryStatesAsync());

        await world.WriteAsync(session => world.Deliveries.RestoreMutedAsync(session, source, DeliveryWorld.Ct));
        Assert.Equal(["due", $"withdrawn: muted:{words.MuteId}", "due"], await world.DeliveryStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Stopping_TakesEverythingBack_UndoOnlyWhatIsStillFresh(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var feed = await world.AddFeedAsync();
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.SubscribeAsync(place, "kyiv");
        await world.PublishAsync(feed, "Kyiv old");
        world.Chats.Time.Advance(TimeSpan.FromHours(2));
        await world.PublishAsync(feed, "Kyiv new");
        await world.WriteAsync(async session =>
        {
            await world.Chats.Chats.StopAsync(session, chat.ChatKey, DeliveryWorld.Ct);
            await world.Deliveries.WithdrawChatAsync(session, chat.ChatKey, WithdrawReason.Stopped, DeliveryWorld.Ct);
        });
        Assert.Equal(["withdrawn: stopped", "withdrawn: stopped"], await world.DeliveryStatesAsync());

        world.Chats.Time.Advance(TimeSpan.FromHours(23));
        await world.WriteAsync(async session =>
        {
            await world.Chats.Chats.RestoreAsync(session, chat.ChatKey, DeliveryWorld.Ct);
            await world.Deliveries.RestoreChatAsync(session, chat.ChatKey, DeliveryWorld.Ct);
        });
        Assert.Equal(["withdrawn: stopped", "due"], await world.DeliveryStatesAsync());
    }

    private static string TitleOf(ChatRequest request) =>
        FakeTransport.TextOf(request).Contains("Tomatoes", StringComparison.Ordinal) ? "Tomatoes in Kyiv" : "Ceasefire in Kyiv";

    private static async Task<int> EndAsync(DeliveryWorld world, Session session, Subscription subscription)
    {
        await world.Chats.Subscriptions.EndAsync(session, subscription.SubscriptionId, DeliveryWorld.Ct);
        return await world.Deliveries.WithdrawSubscriptionAsync(session, subscription.SubscriptionId, DeliveryWorld.Ct);
    }
}
