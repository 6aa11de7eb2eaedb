using System.Globalization;
using Microsoft.Data.Sqlite;
using NewsBot.Core.Storage;
using NewsBot.Options;
using Npgsql;

namespace NewsBot.Operations;

/// <summary>The first lines: which store, what is in it, and what costs money.</summary>
internal static class Greeting
{
    public static async Task SayAsync(Database database, Settings settings, CancellationToken cancellationToken)
    {
        var (chats, articles) = await database.ReadAsync(async session => (
            await session.ScalarAsync<long>("SELECT COUNT(*) FROM chat", null, cancellationToken),
            await session.ScalarAsync<long>("SELECT COUNT(*) FROM article", null, cancellationToken)), cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Store: {Name(settings.Storage)} ({Count(chats, "chat")}, {Count(articles, "article")})"));
        if (settings.Delivery.PaidBroadcast)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Paid broadcast: up to {settings.Delivery.MessagesPerSecond:0.#} messages a second; Telegram takes 0.1 Star from the bot's balance for each beyond its free rate (Telegram:PaidBroadcast)."));
        Console.WriteLine($"Health and dashboard: {string.Join(", ", settings.Web.Urls.Split(';').Select(url => url.TrimEnd('/') + "/hangfire"))}");
    }

    /// <summary>The store as people name it: its absolute path, or database and host; never a password.</summary>
    private static string Name(StorageOptions storage)
    {
        if (storage.Provider == StorageProvider.Sqlite)
            return new SqliteConnectionStringBuilder(storage.ConnectionString).DataSource;
        var server = new NpgsqlConnectionStringBuilder(storage.ConnectionString);
        return $"PostgreSQL database {server.Database ?? server.Username} on {server.Host}";
    }

    private static string Count(long number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
