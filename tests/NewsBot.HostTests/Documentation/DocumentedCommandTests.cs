using System.Text.Json;
using NewsBot.HostTests.Emulator;

namespace NewsBot.HostTests.Documentation;

/// <summary>The commands in README and docs, run as they stand there.</summary>
public sealed class DocumentedCommandTests
{
    private const string Run = "dotnet run --project src/NewsBot";
    private const string RunWithToken = "dotnet run --project src/NewsBot -- --Telegram:TokenFile token.txt";
    private const string WriteToken = "umask 077 && read -rs TOKEN && printf '%s' \"$TOKEN\" > token.txt";
    private const string Import = "dotnet run --project src/NewsBot -- import seeds/feeds.opml";
    private const string Search = "dotnet run --project src/NewsBot -- search \"space OR космос\" --limit 5";
    private const string SearchJson = "dotnet run --project src/NewsBot -- search \"space OR космос\" --json";
    private const string Publish = "dotnet publish src/NewsBot -c Release -o publish";
    private const string RunTests = "tests/run.sh";
    private const string Benchmarks = "dotnet run -c Release --project tests/NewsBot.Benchmarks";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Documents_CommandsInThem_AreAllKnownToTheseTests()
    {
        // FreshStartTests runs the first one; the test command is what runs this test.
        string[] known = [Run, RunWithToken, WriteToken, Import, Search, SearchJson, Publish, RunTests];

        var commands = Document.All.SelectMany(document => document.Commands).ToList();

        Assert.Equal(known.Order(StringComparer.Ordinal), commands.Where(command => !command.StartsWith(Benchmarks, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
        Assert.All(known.Append(Benchmarks), command => Assert.All(
            command.Split(' ').Where(word => word.StartsWith("src/", StringComparison.Ordinal) || word.StartsWith("tests/", StringComparison.Ordinal)),
            path => Assert.True(Path.Exists(Project.File(path)), $"{path} does not exist.")));
    }

    [Fact]
    public async Task TokenFile_WrittenAsInTheReadme_IsPrivateAndTheBotGoesLiveWithIt()
    {
        const string Token = "777009:AAlive_live_live_live_live_live_live";
        await using var telegram = await EmulatorBench.StartAsync(null, null, Token);
        using var checkout = new Checkout().Set("Telegram__ApiBaseUrl", telegram.Server.BaseUrl.ToString());

        await using (var write = checkout.Start(WriteToken))
        {
            await write.TypeAsync(Token);
            await write.SucceedAsync(Cancellation);
        }
        var file = Path.Combine(checkout.Path, "token.txt");
        Assert.Equal(Token, await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("token.txt", await File.ReadAllLinesAsync(Project.File(".gitignore"), Cancellation));

        await using var bot = checkout.Start(RunWithToken);
        await bot.WaitForLineAsync(" answers.", Cancellation);
        await bot.WaitForLineAsync("?start=claim-", Cancellation);
        await telegram.People.SayAsync(telegram.Anna, "/start", Cancellation);
        Assert.Contains("NewsBot", (await telegram.People.NextMessageAsync(telegram.Anna, 0, Cancellation)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Lines, line => line.StartsWith("Chat page:", StringComparison.Ordinal) || line.Contains(Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_AsInTheOperationsPage_MakesAProgramWithItsSettingsAndSeeds()
    {
        using var checkout = new Checkout();
        var target = Path.Combine(checkout.Path, "publish");

        await using (var publish = ShellCommand.Start(Project.Root, Publish.Replace(" -o publish", $" -o '{target}'", StringComparison.Ordinal), new Dictionary<string, string?>()))
            await publish.SucceedAsync(Cancellation);

        Assert.All(["newsbot", "appsettings.json", "seeds/feeds.opml", "seeds/topics.json", "seeds/articles"], name => Assert.True(Path.Exists(Path.Combine(target, name)), name));
        await using var search = checkout.Start("cd publish && ./newsbot search ceasefire");
        await search.SucceedAsync(Cancellation);
        Assert.Empty(search.Errors);
    }

    [Fact]
    public async Task Verbs_AsInTheReadme_ImportTheFeedsAndFindStories()
    {
        using var checkout = new Checkout();

        await using var import = checkout.Start(Import);
        await import.SucceedAsync(Cancellation);
        Assert.Contains(import.Lines, line => line.Contains("feeds added", StringComparison.Ordinal));

        await using var samples = checkout.Start("dotnet run --project src/NewsBot -- import seeds/articles");
        await samples.SucceedAsync(Cancellation);
        await using var search = checkout.Start(Search);
        await search.SucceedAsync(Cancellation);
        await using var json = checkout.Start(SearchJson);
        await json.SucceedAsync(Cancellation);

        Assert.NotEmpty(json.Lines);
        Assert.All(json.Lines, line =>
        {
            using var story = JsonDocument.Parse(line);
            var title = story.RootElement.GetProperty("title").GetString()!;
            Assert.Contains(search.Lines, found => found.Contains(title, StringComparison.Ordinal));
        });
    }
}
