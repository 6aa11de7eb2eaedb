using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Faults;

namespace NewsBot.TelegramEmulator.Updates;

/// <summary>
/// Posts updates to the bot's webhook: those of one chat one after the other and in order, those of several chats side by
/// side, as many as max_connections says. Anything but 2xx is tried again after 1, 2, 4… up to 60 seconds, shows in
/// getWebhookInfo, and holds up its own chat only.
/// </summary>
internal sealed class WebhookPoster(BotWorld world, FaultList faults, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    // Enough for a chat with many updates not to hide the others.
    private const int Sight = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var line = new WebhookLine();
        var lanes = new Dictionary<long, Task>();
        var arrived = Task.CompletedTask;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (arrived.IsCompleted)
                    arrived = world.Updates.Arrived.WaitAsync(cancellationToken);
                foreach (var chat in lanes.Where(lane => lane.Value.IsCompleted).Select(lane => lane.Key).ToList())
                    lanes.Remove(chat);
                if (world.Profile.Webhook is { } webhook)
                    StartLanes(line, webhook, lanes, cancellationToken);
                await Task.WhenAny([arrived, .. lanes.Values]);
            }
        }
        finally
        {
            await Task.WhenAll(lanes.Values);
        }
    }

    private void StartLanes(WebhookLine line, Webhook webhook, Dictionary<long, Task> lanes, CancellationToken cancellationToken)
    {
        if (lanes.Count >= webhook.MaxConnections)
            return;
        foreach (var waiting in world.Change(() => world.Updates.From(0, Sight)).GroupBy(update => ChatOf(update.Json)))
        {
            if (lanes.Count < webhook.MaxConnections && !lanes.ContainsKey(waiting.Key))
                lanes[waiting.Key] = DeliverAsync(line, webhook, Choose([.. waiting]), cancellationToken);
        }
    }

    // The oldest, or the one after it when a fault says so.
    private (PendingUpdate Update, int Times) Choose(IReadOnlyList<PendingUpdate> waiting) => faults.TakeForUpdates() switch
    {
        UpdateFault.Duplicate => (waiting[0], 2),
        UpdateFault.Reverse => (waiting[Math.Min(1, waiting.Count - 1)], 1),
        UpdateFault.None => (waiting[0], 1),
        var fault => throw new InvalidOperationException($"No order for {fault}."),
    };

    // Until it was taken or is waiting no more, or there is another webhook.
    private async Task DeliverAsync(WebhookLine line, Webhook webhook, (PendingUpdate Update, int Times) posting, CancellationToken cancellationToken)
    {
        var (update, times) = posting;
        var pause = FirstPause;
        try
        {
            while (times > 0 && ReferenceEquals(world.Profile.Webhook, webhook) && IsWaiting(update))
            {
                if (await line.PostAsync(webhook, update.Json, cancellationToken) is not { } failure)
                {
                    times--;
                    continue;
                }
                log.WebhookFailed(failure);
                Remember(webhook, failure);
                await PauseAsync(webhook, pause, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            if (times == 0)
                world.Change(() => world.Updates.Remove(update.Id));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The emulator stops; the update stays.
        }
    }

    private bool IsWaiting(PendingUpdate update) => world.Change(() => world.Updates.From(update.Id, 1)) is [var next] && next.Id == update.Id;

    // A webhook set anew ends the pause; another update does not.
    private async Task PauseAsync(Webhook failed, TimeSpan pause, CancellationToken cancellationToken)
    {
        var over = Task.Delay(pause, world.Time, cancellationToken);
        while (!over.IsCompleted)
        {
            var arrived = world.Updates.Arrived;
            if (!ReferenceEquals(world.Profile.Webhook, failed))
                return;
            await Task.WhenAny(arrived, over);
        }
        await over;
    }

    private void Remember(Webhook webhook, string failure) => world.Change(() =>
    {
        webhook.LastErrorDate = world.Now;
        webhook.LastErrorMessage = failure;
        world.SaveProfile();
    });

    private static long ChatOf(JsonObject update)
    {
        var content = update.FirstOrDefault(member => member.Key != "update_id").Value as JsonObject;
        var chat = (content?["chat"] ?? content?["message"]?["chat"] ?? content?["from"]) as JsonObject;
        return chat?["id"]?.GetValue<long>() ?? 0;
    }
}
