namespace NewsBot.Core.Storage;

/// <summary>Which engine holds the store.</summary>
public enum StorageProvider
{
    /// <summary>Embedded, one process, local disk. The default.</summary>
    Sqlite,

    /// <summary>A server, for several nodes.</summary>
    PostgreSql,
}

/// <summary>Settings <c>Storage:*</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The engine. Default: SQLite.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>As the engine's own client reads it. A relative SQLite path is relative to the folder of appsettings.json.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/newsbot.db";

    /// <summary>How long articles are kept. Default 365 days; at least 1 day.</summary>
    public TimeSpan KeepArticles { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long updates, messages and deliveries are kept. Default 35 days; at least 2 days.</summary>
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(35);
}
