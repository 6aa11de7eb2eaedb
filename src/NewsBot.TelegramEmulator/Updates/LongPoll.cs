using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Updates;

/// <summary>How a fault changes the answers of getUpdates.</summary>
internal enum PollFault
{
    None,

    /// <summary>The updates of this answer come again with the next one, although the bot confirmed them.</summary>
    Duplicate,

    /// <summary>The updates of this answer stand in reverse order.</summary>
    Reverse,
}

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
    private DateTimeOffset lastConflict = DateTimeOffset.MinValue;

    /// <summary>When the bot asked last; null before.</summary>
    public DateTimeOffset? LastSeen { get; private set; }

    /// <summary>Whether a poll waits right now.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (turn)
                return waiting is not null;
        }
    }

    public async Task<JsonArray> PollAsync(RequestParameters parameters, PollFault fault, CancellationToken cancellationToken)
    {
        var isNew = LastSeen is null;
        LastSeen = world.Time.GetUtcNow();
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
            return await WaitAsync(parameters, fault, end.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await DelayRepeatedConflictAsync(cancellationToken);
            throw Refusal.Conflict(endReason);
        }
        finally
        {
            LastSeen = world.Time.GetUtcNow();
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

    private async Task<JsonArray> WaitAsync(RequestParameters parameters, PollFault fault, CancellationToken cancellationToken)
    {
        var offset = parameters.Number("offset") ?? 0;
        var limit = (int)(parameters.Number("limit") ?? MaximumLimit);
        if (limit is < 1 or > MaximumLimit)
            limit = MaximumLimit;
        var deadline = world.Time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(parameters.Number("timeout") ?? 0, 0, MaximumTimeout));
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
                return Answer(updates, fault);
            var left = deadline - world.Time.GetUtcNow();
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

    private JsonArray Answer(List<PendingUpdate> updates, PollFault fault)
    {
        var answer = new JsonArray([.. again.Select(u => u!.DeepClone()), .. updates.Select(u => (JsonNode)u.Json)]);
        again.Clear();
        switch (fault)
        {
            case PollFault.Duplicate:
                foreach (var update in updates)
                    again.Add(update.Json.DeepClone());
                break;
            case PollFault.Reverse:
                return new JsonArray([.. answer.Reverse().Select(u => u!.DeepClone())]);
            case PollFault.None:
                break;
        }
        return answer;
    }

    // Two bots on one token would otherwise end each other's polls in a busy loop; Telegram delays repeated ones as well.
    private async Task DelayRepeatedConflictAsync(CancellationToken cancellationToken)
    {
        var now = world.Time.GetUtcNow();
        var repeated = now - lastConflict < ConflictWindow;
        lastConflict = now;
        if (repeated)
            await Task.Delay(ConflictDelay, world.Time, cancellationToken);
    }
}
