using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Updates;

internal sealed record PendingUpdate(long Id, JsonObject Json);

/// <summary>
/// The updates a bot has not confirmed yet, kept in the store for 24 hours; ids rise and never return. Which kinds are
/// kept is decided when they come, by what the bot asked for last, as Telegram does.
/// </summary>
internal sealed class UpdateQueue(BotWorld world, EmulatorStore store)
{
    private const long KeepSeconds = 24 * 60 * 60;

    // Telegram's default leaves these out; a bot gets them only by naming them.
    private static readonly HashSet<string> OnRequest = ["chat_member", "message_reaction", "message_reaction_count"];

    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next update; take it before reading, so that none is missed.</summary>
    public Task Arrived => Volatile.Read(ref arrived).Task;

    public void Add(string kind, JsonObject payload)
    {
        if (world.Profile.AllowedUpdates is { Count: > 0 } allowed ? !allowed.Contains(kind) : OnRequest.Contains(kind))
            return;
        var id = world.Next("update");
        var update = new JsonObject { ["update_id"] = id, [kind] = payload };
        store.Execute(
            "INSERT INTO pending_update(bot_id, id, at, json) VALUES($0, $1, $2, $3)",
            world.Id, id, world.Now, update.ToJsonString(EmulatorJson.Wire));
        Wake();
    }

    /// <summary>Updates from an id on, oldest first; call under the world's gate.</summary>
    public List<PendingUpdate> From(long id, int limit)
    {
        store.Execute("DELETE FROM pending_update WHERE bot_id = $0 AND at < $1", world.Id, world.Now - KeepSeconds);
        return store.All(
            "SELECT id, json FROM pending_update WHERE bot_id = $0 AND id >= $1 ORDER BY id LIMIT $2",
            r => new PendingUpdate(r.GetInt64(0), (JsonObject)JsonNode.Parse(r.GetString(1))!), world.Id, id, limit);
    }

    /// <summary>Forgets updates before an id; a negative offset keeps that many of the newest.</summary>
    public void Confirm(long offset)
    {
        if (offset > 0)
            store.Execute("DELETE FROM pending_update WHERE bot_id = $0 AND id < $1", world.Id, offset);
        else if (offset < 0)
            store.Execute(
                "DELETE FROM pending_update WHERE bot_id = $0 AND id NOT IN (SELECT id FROM pending_update WHERE bot_id = $0 ORDER BY id DESC LIMIT $1)",
                world.Id, -offset);
    }

    public void Remove(long id) => store.Execute("DELETE FROM pending_update WHERE bot_id = $0 AND id = $1", world.Id, id);

    public long Count() => store.Single("SELECT COUNT(*) FROM pending_update WHERE bot_id = $0", r => r.GetInt64(0), world.Id);

    public void Clear() => store.Execute("DELETE FROM pending_update WHERE bot_id = $0", world.Id);

    /// <summary>Lets those who wait look again.</summary>
    public void Wake() =>
        Interlocked.Exchange(ref arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
