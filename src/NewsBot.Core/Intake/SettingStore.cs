using NewsBot.Core.Storage;

namespace NewsBot.Core.Intake;

/// <summary>Single values that the store remembers about itself (table <c>setting</c>).</summary>
internal static class SettingStore
{
    /// <summary>The value, or null.</summary>
    public static Task<string?> GetAsync(Session session, string name, CancellationToken cancellationToken) =>
        session.ScalarAsync<string>("SELECT value FROM setting WHERE name = @name", new { name }, cancellationToken);

    public static Task SetAsync(Session session, string name, string value, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            new { name, value }, cancellationToken);
}
