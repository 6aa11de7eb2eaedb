using System.Diagnostics;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>The run command of the README, as built or from a fresh clone: how long until the page answers, and until /start is answered.</summary>
internal static class StartScenario
{
    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var fresh = arguments.Contains("--fresh");
        var runs = fresh ? 1 : arguments.Length > 0 ? int.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture) : 5;
        var page = new Timings("run command → the chat page answers");
        var answer = new Timings("run command → /start is answered");
        using (var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "src/NewsBot", "--verbosity", "quiet", "-nologo"]) { WorkingDirectory = Root(AppContext.BaseDirectory) })!)
            await build.WaitForExitAsync(cancellationToken);
        for (var run = 0; run < runs; run++)
        {
            using var folder = new TemporaryFolder();
            await RunOnceAsync(fresh ? await CloneAsync(folder, cancellationToken) : Root(AppContext.BaseDirectory), folder, fresh, page, answer, cancellationToken);
        }
        page.Print();
        answer.Print();
    }

    private static async Task<string> CloneAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        using var clone = Process.Start("git", ["clone", "--quiet", Root(AppContext.BaseDirectory), folder.File("clone")]);
        await clone.WaitForExitAsync(cancellationToken);
        return folder.File("clone");
    }

    private static async Task RunOnceAsync(string root, TemporaryFolder folder, bool fresh, Timings page, Timings answer, CancellationToken cancellationToken)
    {
        var emulator = new Uri($"http://127.0.0.1:{BotProcess.FreePort()}");
        var start = new ProcessStartInfo("dotnet", ["run", "--project", "src/NewsBot"]) { WorkingDirectory = root };
        start.Environment["Storage__ConnectionString"] = $"Data Source={folder.File("newsbot.db")}";
        start.Environment["Emulator__Path"] = folder.File("emulator.db");
        start.Environment["Emulator__Url"] = emulator.ToString();
        start.Environment["Urls"] = $"http://127.0.0.1:{BotProcess.FreePort()}";
        // A newcomer has no packages yet: they are fetched, too.
        if (fresh)
            start.Environment["NUGET_PACKAGES"] = folder.File("packages");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            using var people = await ConnectAsync(emulator, cancellationToken);
            page.Add(clock.Elapsed);
            var anna = await people.PersonAsync("Anna", cancellationToken);
            await people.SayAsync(anna, "/start", cancellationToken);
            await people.NextMessageAsync(anna, 0, cancellationToken);
            answer.Add(clock.Elapsed);
        }
        finally
        {
            // `dotnet run` has the bot as its child, which a signal to the parent alone would leave behind.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<EmulatorClient> ConnectAsync(Uri emulator, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await EmulatorClient.ConnectAsync(emulator, cancellationToken);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, cancellationToken);
            }
        }
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "NewsBot.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
