using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.HostTests.Support;
using NewsBot.Operations;
using NewsBot.Options;
using NewsBot.Tests.Support;
using NewsBot.Web;

namespace NewsBot.HostTests.Contract;

/// <summary>The rows <c>Storage:*</c> and what health says of the store.</summary>
public sealed class StorageRowTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Storage_Default_IsDataNewsbotDbBesideTheSettingsAndTheStartCountsWhatItHolds()
    {
        using var installation = new Installation();
        await ImportAsync(installation, new FeedItem("One", "A.", Now), new FeedItem("Two", "B.", Now));
        await using (var bot = await installation.StartAnsweringAsync(Cancellation))
        {
            using var people = await installation.PeopleAsync(Cancellation);
            var anna = await people.PersonAsync("Anna", Cancellation);
            await people.SayAsync(anna, "/help", Cancellation);
            await people.NextMessageAsync(anna, 0, Cancellation);
            await bot.StopAsync(Cancellation);
        }

        await using var again = installation.Start();

        var line = await again.WaitForLineAsync("Store: ", Cancellation);
        Assert.Equal($"Store: {installation.Folder.File("data/newsbot.db")} (1 chat, 2 articles)", line);
    }

    [Fact]
    public async Task Storage_ProviderPostgreSql_VerbsAndBotUseIt()
    {
        Assert.SkipWhen(PostgreSqlCluster.MissingReason is not null, PostgreSqlCluster.MissingReason ?? "");
        using var installation = new Installation().Set("Storage:Provider", "PostgreSql").Set("Storage:ConnectionString", await PostgreSqlCluster.CreateDatabaseAsync());
        await ImportAsync(installation, new FeedItem("Kites rise", "High above.", Now));
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);

        await people.SayAsync(anna, "/search kites", Cancellation);

        Assert.Contains("Kites rise", (await people.NextMessageAsync(anna, 0, Cancellation)).Text, StringComparison.Ordinal);
        Assert.Contains("(0 chats, 1 article)", await bot.WaitForLineAsync("Store: PostgreSQL database ", Cancellation), StringComparison.Ordinal);
        Assert.False(File.Exists(installation.Folder.File("data/newsbot.db")));
        Assert.Single((await installation.RunAsync(Cancellation, "search", "kites")).Lines);
    }

    [Theory]
    [InlineData("2.00:00:00", 0)]
    [InlineData("4.00:00:00", 1)]
    public async Task Storage_KeepArticles_OlderOnesAreGone(string keep, int left)
    {
        using var installation = new Installation();
        await ImportAsync(installation, new FeedItem("Kites rise", "High above.", Now));

        await PruneAsync(installation, TimeSpan.FromDays(3), ("Storage:KeepArticles", keep));

        Assert.Equal(left, (await installation.RunAsync(Cancellation, "search", "kites")).Lines.Count);
        // What was pruned never comes back as new.
        Assert.Contains("1 already there", Assert.Single((await installation.RunAsync(Cancellation, "import", "feed.xml")).Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.00:00:00", 0)]
    [InlineData("4.00:00:00", 1)]
    public async Task Storage_KeepDeliveries_OlderUpdatesAndMessagesAreGone(string keep, long left)
    {
        using var installation = new Installation();
        await using (var bot = await installation.StartAnsweringAsync(Cancellation))
        {
            using var people = await installation.PeopleAsync(Cancellation);
            var anna = await people.PersonAsync("Anna", Cancellation);
            await people.SayAsync(anna, "/help", Cancellation);
            await people.NextMessageAsync(anna, 0, Cancellation);
            await bot.StopAsync(Cancellation);
        }

        await PruneAsync(installation, TimeSpan.FromDays(3), ("Storage:KeepDeliveries", keep));

        Assert.Equal(left, await AskStoreAsync(installation, "SELECT COUNT(*) FROM message"));
        Assert.Equal(left, await AskStoreAsync(installation, "SELECT COUNT(*) FROM inbox"));
    }

    [Fact]
    public async Task HealthReady_StoreThatDoesNotAnswer_SaysSo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data", "a file where the folder should be");
        await using var services = Services(folder, TimeProvider.System);

        var reasons = await services.GetRequiredService<Health>().ReasonsAsync(Cancellation);

        Assert.Contains(reasons, reason => reason.StartsWith("Store: it cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HealthReady_MessageOverdue_NamesTheLedger()
    {
        using var installation = new Installation();
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var people = await installation.PeopleAsync(Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler());
        var anna = await people.PersonAsync("Anna", Cancellation);
        await people.FaultAsync(new { kind = "delayBefore", method = "sendMessage", count = 0 }, Cancellation);
        await people.SayAsync(anna, "/help", Cancellation);
        await people.SayAsync(anna, "/topics", Cancellation);
        await UntilAsync(async () => await AskStoreAsync(installation, "SELECT group_concat(state) FROM (SELECT state FROM message ORDER BY message_id)") is "flight,queued");

        // As if the answer that stands behind the one on its way had been due twenty minutes ago.
        var due = (Now - TimeSpan.FromMinutes(20)).ToUnixTimeMilliseconds();
        await AskStoreAsync(installation, $"UPDATE message SET not_before = {due} WHERE state = 'queued' RETURNING not_before");

        using var ready = await http.GetAsync(installation.Url + "/health/ready", Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.StartsWith("Ledger: ", await ready.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    // Each question is a round trip through the store, so this does not spin.
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        while (!await condition())
            patience.Token.ThrowIfCancellationRequested();
    }

    // What the hourly job does, some days later.
    private static async Task PruneAsync(Installation installation, TimeSpan later, (string Key, string Value) setting)
    {
        await using var services = Services(installation.Folder, new FakeTimeProvider(Now + later), setting);
        await services.GetRequiredService<StoreOpening>().ForVerbAsync(Cancellation);
        await services.GetRequiredService<Retention>().PruneAsync(Cancellation);
    }

    private static async Task<object?> AskStoreAsync(Installation installation, string sql)
    {
        await using var store = new SqliteConnection($"Data Source={installation.Folder.File("data/newsbot.db")};Pooling=False");
        await store.OpenAsync(Cancellation);
        await using var command = new SqliteCommand(sql, store);
        return await command.ExecuteScalarAsync(Cancellation);
    }

    private static ServiceProvider Services(TemporaryFolder folder, TimeProvider time, params (string Key, string Value)[] set)
    {
        var configuration = SettingSources.Build(folder.Path, set.ToDictionary(one => one.Key, one => (string?)one.Value));
        var settings = NewsBot.Options.Settings.Read(configuration, folder.Path);
        var services = new ServiceCollection().AddLogging();
        services.AddNewsBot(settings).AddBotLife(settings).AddSingleton(time);
        return services.BuildServiceProvider();
    }

    private static async Task ImportAsync(Installation installation, params FeedItem[] items)
    {
        await using var feeds = await FeedServer.StartAsync(Cancellation);
        feeds.PutRss("/feed.xml", "Harbour News", items);
        using var http = new HttpClient(new SocketsHttpHandler());
        installation.Folder.Write("feed.xml", await http.GetStringAsync(feeds.BaseUrl + "/feed.xml", Cancellation));
        Assert.Equal(0, (await installation.RunAsync(Cancellation, "import", "feed.xml")).ExitCode);
    }
}
