using NewsBot.HostTests.Emulator;

namespace NewsBot.HostTests.Support;

/// <summary>
/// One installation of the bot: a folder that survives restarts, the ports it listens on, its settings. Without a token
/// it brings its own emulator along; seeds are off unless asked for.
/// </summary>
internal sealed class Installation : IDisposable
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);

    public Installation()
    {
        Folder.Write("appsettings.json", "{ }");
        Url = $"http://127.0.0.1:{BotProcess.FreePort()}";
        EmulatorUrl = $"http://127.0.0.1:{BotProcess.FreePort()}";
        Set("Urls", Url).Set("Emulator:Url", EmulatorUrl).Set("Seeds:Enabled", "false");
    }

    public TemporaryFolder Folder { get; } = new();

    /// <summary>Health and dashboard.</summary>
    public string Url { get; }

    public string EmulatorUrl { get; }

    public Installation Set(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    public Installation Unset(string key)
    {
        _settings.Remove(key);
        return this;
    }

    /// <summary>Feeds on loopback, polled each second.</summary>
    public Installation WithFeeds(params IEnumerable<string> addresses)
    {
        Set("Feeds:AllowPrivateNetworks", "true");
        foreach (var bound in new[] { "Minimum", "Default", "Maximum" })
            Set($"Feeds:{bound}Interval", "00:00:01");
        foreach (var (address, index) in addresses.Select((address, index) => (address, index)))
            Set($"Feeds:Sources:{index}:Url", address);
        return this;
    }

    /// <summary>Starts the program with the settings on its command line.</summary>
    public BotProcess Start(params IEnumerable<string> words) =>
        BotProcess.Start(Folder.Path, [.. words, .. _settings.SelectMany(setting => new[] { "--" + setting.Key, setting.Value })]);

    /// <summary>Starts the bot and waits until it answers.</summary>
    public async Task<BotProcess> StartAnsweringAsync(CancellationToken cancellationToken)
    {
        var bot = Start();
        try
        {
            await bot.WaitForLineAsync(" answers.", cancellationToken);
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a verb to its end.</summary>
    public async Task<VerbResult> RunAsync(CancellationToken cancellationToken, params IEnumerable<string> words)
    {
        await using var process = Start(words);
        process.CloseInput();
        var code = await process.WaitForExitAsync(cancellationToken);
        return new VerbResult(code, process.Lines, process.Errors);
    }

    /// <summary>The people at the chat page of the emulator in the bot's process.</summary>
    public Task<EmulatorClient> PeopleAsync(CancellationToken cancellationToken) =>
        EmulatorClient.ConnectAsync(new Uri(EmulatorUrl), cancellationToken);

    public void Dispose() => Folder.Dispose();
}

/// <summary>What a verb answered.</summary>
internal sealed record VerbResult(int ExitCode, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors);
