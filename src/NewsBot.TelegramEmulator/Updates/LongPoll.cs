using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Faults;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Updates;

/// <summary>getUpdates of one bot account: one poll at a time, a newer one ends an older one with 409.</summary>
internal sealed class LongPoll(BotWorld world)
{
    private const int MaximumTimeout = 50;
    private const int MaximumLimit = 100;

    private static readonly TimeSpan ConflictWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConflictDelay = TimeSpan.FromSeconds(3);

    private readonly Lock turn = new();
    private readonly JsonArray again = [];
    private CancellationTokenSource? waiting;
    private string endReason = "";
    private long? lastConflict;
    private long? lastSeen;

    /// <summary>How long ago the bot asked last; null before.</summary>
    public TimeSpan? SinceLastSeen => lastSeen is { } seen ? world.Time.GetElapsedTime(seen) : null;

    /// <summary>Whether a poll waits right now.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (turn)
                return waiting is not null;
        }
    }

    /// <param name="parameters">Of getUpdates.</param>
    /// <param name="takeFault">Asked once there are updates to answer with, so that no fault is spent on an empty answer.</param>
    /// <param name="cancellationToken">Ends the wait without an answer.</param>
    public async Task<JsonArray> PollAsync(RequestParameters parameters, Func<UpdateFault> takeFault, CancellationToken cancellationToken)
    {
        var isNew = lastSeen is null;
        lastSeen = world.Time.GetTimestamp();
        if (isNew)
            world.Events.Publish("bot", PageView.Bot(world, connected: true));
        if (world.Profile.Webhook is not null)
            throw Refusal.Conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (turn)
        {
            EndOlder("terminated by other getUpdates request; make sure that only one bot instance is running");
            waiting = end;
        }
        try
        {
            return await WaitAsync(parameters, takeFault, end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await DelayRepeatedConflictAsync(cancellationToken);
            throw Refusal.Conflict(endReason);
        }
        finally
        {
            lastSeen = world.Time.GetTimestamp();
            lock (turn)
            {
                if (waiting == end)
                    waiting = null;
            }
        }
    }

    /// <summary>Ends a waiting poll with 409 and the reason.</summary>
    public void EndOlder(string reason)
    {
        lock (turn)
        {
            if (waiting is null)
                return;
            endReason = reason;
            waiting.Cancel();
            waiting = null;
        }
    }

    private async Task<JsonArray> WaitAsync(RequestParameters parameters, Func<UpdateFault> takeFault, CancellationToken cancellationToken)
    {
        var offset = parameters.Number("offset") ?? 0;
        var limit = (int)(parameters.Number("limit") ?? MaximumLimit);
        if (limit is < 1 or > MaximumLimit)
            limit = MaximumLimit;
        // Waits are measured on the machine's clock: the emulated one may be moved meanwhile.
        var (begun, patience) = (world.Time.GetTimestamp(), TimeSpan.FromSeconds(Math.Clamp(parameters.Number("timeout") ?? 0, 0, MaximumTimeout)));
        world.Change(() =>
        {
            AllowedUpdates.Remember(world, parameters);
            world.Updates.Confirm(offset);
        });
        while (true)
        {
            var arrived = world.Updates.Arrived;
            var updates = world.Change(() => world.Updates.From(offset, limit));
            if (updates.Count > 0 || again.Count > 0)
                return Answer(updates, updates.Count > 0 ? takeFault() : UpdateFault.None);
            var left = patience - world.Time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero)
                return [];
            try
            {
                await arrived.WaitAsync(left, world.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return [];
            }
        }
    }

    private JsonArray Answer(List<PendingUpdate> updates, UpdateFault fault)
    {
        var answer = new JsonArray([.. again.Select(u => u!.DeepClone()), .. updates.Select(u => (JsonNode)u.Json)]);
        again.Clear();
        switch (fault)
        {
            case UpdateFault.Duplicate:
                foreach (var update in updates)
                    again.Add(update.Json.DeepClone());
                break;
            case UpdateFault.Reverse:
                return new JsonArray([.. answer.Reverse().Select(u => u!.DeepClone())]);
            case UpdateFault.None:
                break;
        }
        return answer;
    }

    // Two bots on one token would otherwise end each other's polls in a busy loop; Telegram delays repeated ones as well.
    private async Task DelayRepeatedConflictAsync(CancellationToken cancellationToken)
    {
        var repeated = lastConflict is { } last && world.Time.GetElapsedTime(last) < ConflictWindow;
        lastConflict = world.Time.GetTimestamp();
        if (repeated)
            await Task.Delay(ConflictDelay, world.Time, cancellationToken);
    }
}
