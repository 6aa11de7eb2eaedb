using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Delivery;

namespace NewsBot.Tests.Delivery;

/// <summary>One process of the bot.</summary>
internal sealed class Node
{
    public Node(DeliveryWorld world)
    {
        var (chats, store) = (world.Chats, world.Chats.Store);
        Gate = new SendingGate(store.Signals);
        Budget = new RateBudget(world.Options);
        Leadership = new Leadership(store.Database, world.Bot, store.Signals, chats.Time, NullLogger<Leadership>.Instance);
        var pauses = new PauseStore();
        var labels = new MatchLabels(chats.Topics);
        var composer = new AlertComposer(chats.Subscriptions, labels, new DeliveryOptions());
        var lists = new ListComposer(chats.Subscriptions, labels);
        Remake = new MessageRemake(composer, lists, NullLogger<MessageRemake>.Instance);
        var outbox = new Outbox(
            new DueDeliveries(composer, lists, new FloodSilence(world.Messages, chats.Time), world.Options, chats.Time, NullLogger<DueDeliveries>.Instance),
            new DueEdits(Remake, chats.Time), chats.Time, NullLogger<Outbox>.Instance);
        var outcomes = new Outcomes(chats.Chats, world.Suspensions, pauses, Budget, world.Options, chats.Time, NullLogger<Outcomes>.Instance);
        Sender = new Sender(
            store.Database, outbox, new Agenda(store.Database, outbox, Budget, chats.Time), outcomes,
            new OutcomeWriter(store.Database, outcomes, world.Options, chats.Time, NullLogger<OutcomeWriter>.Instance),
            pauses, Leadership, Budget, Gate, Telegram, world.Options, store.Signals, chats.Time, NullLogger<Sender>.Instance);
    }

    public FakeTransport Telegram { get; } = new();
    public SendingGate Gate { get; }
    public RateBudget Budget { get; }
    public Leadership Leadership { get; }
    public Sender Sender { get; }
    public MessageRemake Remake { get; }

    /// <summary>Renews the lease and sends until there is nothing more to send at this moment.</summary>
    public async Task PumpAsync()
    {
        if (Leadership.Current is not { } lease || lease.Remaining < TimeSpan.FromSeconds(15))
            await Leadership.StepAsync(DeliveryWorld.Ct);
        int before;
        do
        {
            before = Telegram.Calls.Count;
            await StepAsync();
            await Sender.IdleAsync();
        }
        while (Telegram.Calls.Count > before);
    }

    /// <summary>One look of the sender; does not wait for what it started.</summary>
    public Task StepAsync() => Sender.StepAsync(CancellationToken.None, DeliveryWorld.Ct);
}
