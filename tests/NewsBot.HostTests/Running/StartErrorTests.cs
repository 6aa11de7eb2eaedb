using System.Net;
using System.Net.Sockets;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.TelegramEmulator;

namespace NewsBot.HostTests.Running;

/// <summary>What keeps the bot from starting is said in one line, without a stack trace.</summary>
public sealed class StartErrorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_StoreCannotBeOpened_OneLineNamesIt()
    {
        using var installation = new Installation();
        installation.Folder.Write("data", "a file where the folder should be");

        await FailsAsync(installation, installation.Folder.File("data/newsbot.db"));
    }

    [Fact]
    public async Task Start_StoreIsNoDatabase_OneLineNamesIt()
    {
        using var installation = new Installation();
        var path = installation.Folder.Write("data/newsbot.db", new string('x', 4096));

        await FailsAsync(installation, path);
    }

    [Fact]
    public async Task Start_PostgreSqlIsAway_OneLineSaysSo()
    {
        using var installation = new Installation()
            .Set("Storage:Provider", "PostgreSql")
            .Set("Storage:ConnectionString", $"Host=127.0.0.1;Port={BotProcess.FreePort()};Database=x;Username=x;Password=very-secret");

        var line = await FailsAsync(installation, "PostgreSQL");

        Assert.DoesNotContain("very-secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Urls")]
    [InlineData("Emulator:Url")]
    public async Task Start_PortIsTaken_OneLineNamesTheAddress(string key)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        using var installation = new Installation().Set(key, address).Set("Seeds:Enabled", "true").Set("Seeds:Path", "mine");
        installation.Folder.Write("mine/topics.json", """{ "version": 1, "topics": [{ "key": "space", "emoji": "🚀", "titles": { "en": "Space" }, "query": "space" }] }""");

        await FailsAsync(installation, address);
    }

    [Fact]
    public async Task Start_TokenThatTelegramRefuses_OneLineWithoutTheToken()
    {
        await using var telegram = await EmulatorBench.StartAsync();
        const string Wrong = "987654321:AAwrong_wrong_wrong_wrong_wrong_wro";
        using var installation = new Installation().Set("Telegram:Token", Wrong).Set("Telegram:ApiBaseUrl", telegram.Server.BaseUrl.ToString());

        var line = await FailsAsync(installation, "refuses the bot's token");

        Assert.DoesNotContain(Wrong, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SecondBotOnOneStore_IsTurnedAwayAndTheFirstGoesOnWithVerbsBesideIt()
    {
        using var installation = new Installation();
        await using var first = await installation.StartAnsweringAsync(Cancellation);
        using var second = new Installation().Set("Storage:ConnectionString", $"Data Source={installation.Folder.File("data/newsbot.db")}");

        await FailsAsync(second, "Another bot runs");
        var search = await installation.RunAsync(Cancellation, "search", "ceasefire");

        Assert.Equal((0, 0), (search.ExitCode, search.Errors.Count));
        Assert.False(first.HasExited);
    }

    [Fact]
    public async Task Start_TelegramIsAway_HealthSaysSoUntilItIsThere()
    {
        const string Token = "123456789:AAexample_example_example_example_12";
        var url = $"http://127.0.0.1:{BotProcess.FreePort()}";
        using var installation = new Installation().Set("Telegram:Token", Token).Set("Telegram:ApiBaseUrl", url);
        await using var bot = installation.Start();
        await bot.WaitForLineAsync("Telegram cannot be reached", Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler());

        var ready = await http.GetAsync(installation.Url + "/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("Telegram", await ready.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(installation.Url + "/health/live", Cancellation)).StatusCode);

        await using var telegram = await EmulatorServer.StartAsync(new EmulatorOptions { Url = url, Tokens = [Token] }, Cancellation);
        await bot.WaitForLineAsync(" answers.", Cancellation);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(installation.Url + "/health/ready", Cancellation)).StatusCode);
        Assert.DoesNotContain(Token[10..], bot.Output, StringComparison.Ordinal);
    }

    private static async Task<string> FailsAsync(Installation installation, string named)
    {
        await using var bot = installation.Start();

        Assert.Equal(1, await bot.WaitForExitAsync(Cancellation));

        var line = Assert.Single(bot.Errors);
        Assert.Contains(named, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bot.Output, StringComparison.Ordinal);
        return line;
    }
}
