using System.Security.Cryptography;
using System.Text.Json;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// What stands behind buttons: a query, a cursor, what to undo. A button carries only the short key, so it works after
/// a restart and as long as the view is kept. A key opens in its own chat only.
/// </summary>
internal sealed class StoredViews(TimeProvider time)
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int KeyLength = 10;

    /// <summary>Keeps the state and returns its key: 10 letters and digits. The kind must be named again to load it.</summary>
    public async Task<string> SaveAsync<T>(Session session, long chatKey, string kind, T state, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetString(Letters, KeyLength);
        await session.ExecuteAsync(
            "INSERT INTO stored_view (view_key, chat_key, kind, state, created_at) VALUES (@key, @chatKey, @kind, @state, @now)",
            new { key, chatKey, kind, state = Write(state), now = time.NowMilliseconds() }, cancellationToken);
        return key;
    }

    /// <summary>The state, or the default when there is none of this key and kind in this chat (any more).</summary>
    public async Task<T?> LoadAsync<T>(Session session, long chatKey, string kind, string key, CancellationToken cancellationToken)
    {
        var state = await session.ScalarAsync<string>(
            "SELECT state FROM stored_view WHERE view_key = @key AND chat_key = @chatKey AND kind = @kind",
            new { key, chatKey, kind }, cancellationToken);
        return state is null ? default : JsonSerializer.Deserialize<T>(state);
    }

    /// <summary>Puts a new state behind the key and starts its age anew; false when it is gone.</summary>
    public async Task<bool> UpdateAsync<T>(Session session, long chatKey, string kind, string key, T state, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE stored_view SET state = @state, created_at = @now WHERE view_key = @key AND chat_key = @chatKey AND kind = @kind",
            new { key, chatKey, kind, state = Write(state), now = time.NowMilliseconds() }, cancellationToken) > 0;

    /// <summary>Removes views that nobody saved or updated since the moment; returns how many.</summary>
    public Task<int> PruneAsync(Session session, long before, CancellationToken cancellationToken) =>
        session.ExecuteAsync("DELETE FROM stored_view WHERE created_at < @before", new { before }, cancellationToken);

    private static string Write<T>(T state) => JsonSerializer.Serialize(state);
}
