using Microsoft.Extensions.Logging;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Faults;
using NewsBot.TelegramEmulator.Limits;
using NewsBot.TelegramEmulator.Updates;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>One accepted token: its world and what serves it.</summary>
internal sealed class BotAccount
{
    private static readonly TimeSpan SeenLately = TimeSpan.FromSeconds(70);

    public BotAccount(BotWorld world, EmulatorClock clock, EmulatorOptions options, ILogger log)
    {
        World = world;
        Clock = clock;
        Poll = new LongPoll(world);
        Faults = new FaultList(world);
        Flood = new FloodControl(clock, options.Limits);
        Journal = new Journal(options.JournalSize);
        Webhook = new WebhookPoster(world, Faults, log);
    }

    public BotWorld World { get; }

    public LongPoll Poll { get; }

    /// <summary>The clock, which all accounts share.</summary>
    public EmulatorClock Clock { get; }

    public FaultList Faults { get; }

    public FloodControl Flood { get; }

    public Journal Journal { get; }

    public WebhookPoster Webhook { get; }

    /// <summary>Whether a bot listens to this account: it polled lately or has set a webhook.</summary>
    public bool IsConnected => World.Profile.Webhook is not null || Poll.IsWaiting || (Poll.SinceLastSeen is { } since && since < SeenLately);
}
