using Microsoft.Extensions.Logging;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Faults;
using NewsBot.TelegramEmulator.Updates;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>One accepted token: its world and what serves it.</summary>
internal sealed class BotAccount(BotWorld world, int journalSize, ILogger log)
{
    private static readonly TimeSpan SeenLately = TimeSpan.FromSeconds(70);

    public BotWorld World => world;

    public LongPoll Poll { get; } = new(world);

    public FaultList Faults { get; } = new();

    public Journal Journal { get; } = new(journalSize);

    public WebhookPoster Webhook { get; } = new(world, log);

    /// <summary>Whether a bot listens to this account: it polled lately or has set a webhook.</summary>
    public bool IsConnected => world.Profile.Webhook is not null || Poll.IsWaiting || (Poll.LastSeen is { } seen && world.Time.GetUtcNow() - seen < SeenLately);
}
