using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>An idle bot as a newcomer has it: emulator in the same process, starter feeds, none of which can be reached.</summary>
internal static class MemoryScenario
{
    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var minutes = arguments.Length > 0 ? int.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture) : 5;
        using var installation = new Installation().WithUnreachableFeeds(20);
        await using var bot = await installation.StartAnsweringAsync(cancellationToken);
        for (var minute = 1; minute <= minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken);
            Console.WriteLine($"  minute {minute,3}: {Machine.Megabytes(bot.Id, "VmRSS"),6:0.0} MB resident, {Machine.Megabytes(bot.Id, "RssAnon"),6:0.0} MB anonymous");
        }
    }

    private static Installation WithUnreachableFeeds(this Installation installation, int count)
    {
        installation.Set("Feeds:AllowPrivateNetworks", "true");
        for (var feed = 0; feed < count; feed++)
            installation.Set($"Feeds:Sources:{feed}:Url", $"http://127.0.0.1:{BotProcess.FreePort()}/feed-{feed}.xml");
        return installation;
    }
}
