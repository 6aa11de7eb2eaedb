using Microsoft.Extensions.Configuration;
using NewsBot.HostTests.Support;
using NewsBot.Options;

namespace NewsBot.HostTests.Settings;

public sealed class SettingSourcesTests
{
    private static readonly Dictionary<string, string?> None = [];

    [Fact]
    public void Shipped_File_StatesEverySettingWithItsDefault()
    {
        var configuration = SettingSources.Build(AppContext.BaseDirectory, None);
        var reader = new RecordingConfiguration(configuration);

        var stated = NewsBot.Options.Settings.Read(reader, AppContext.BaseDirectory);
        var unstated = NewsBot.Options.Settings.Read(new ConfigurationBuilder().Build(), AppContext.BaseDirectory);

        // What the file says is what holds without it, and nothing that is read is missing from it.
        Assert.Equivalent(unstated, stated, strict: true);
        var missing = reader.Asked.Where(key => configuration[key] is null && !configuration.AsEnumerable().Any(pair => pair.Key == key));
        Assert.Empty(missing);
    }

    [Fact]
    public void Build_SameKeyInFileAndOnCommandLine_TheLaterWins()
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", """{ /* comments and trailing commas are fine */ "Access": { "FeedsPerChat": 7, }, }""");

        Assert.Equal("7", SettingSources.Build(folder.Path, None)["Access:FeedsPerChat"]);
        Assert.Equal("8", SettingSources.Build(folder.Path, new Dictionary<string, string?> { ["access:feedsperchat"] = "8" })["Access:FeedsPerChat"]);
    }

    [Fact]
    public void Folder_CurrentHoldsNoFile_IsTheProgramsFolder()
    {
        using var current = new TemporaryFolder();
        using var program = new TemporaryFolder();
        program.Write("appsettings.json", "{ }");

        Assert.Equal(program.Path, SettingSources.Folder(current.Path, program.Path));
        current.Write("appsettings.json", "{ }");
        Assert.Equal(current.Path, SettingSources.Folder(current.Path, program.Path));
    }

    [Fact]
    public void Read_RelativePaths_StartFromTheFolderOfTheFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret/token.txt", "123456:abcdef\n");
        var settings = NewsBot.Options.Settings.Read(
            SettingSources.Build(folder.Path, new Dictionary<string, string?> { ["Telegram:TokenFile"] = "secret/token.txt" }), folder.Path);

        Assert.Equal("123456:abcdef", settings.Telegram.Token);
        Assert.Contains(folder.File("data/newsbot.db"), settings.Storage.ConnectionString, StringComparison.Ordinal);
        Assert.Equal(folder.File("seeds"), settings.Seeds.Path);
        Assert.Equal(folder.File("data/emulator.db"), settings.Web.EmulatorPath);
    }

    [Fact]
    public async Task Start_EnvironmentAndCommandLine_OverrideTheFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("appsettings.json", """{ "Delivery": { "WhenUnsure": "Drop" } }""");
        var environment = new Dictionary<string, string?> { ["Delivery__WhenUnsure"] = "FromEnvironment" };

        await using var overridden = BotProcess.Start(folder.Path, [], environment);
        Assert.Equal(2, await overridden.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("FromEnvironment", Assert.Single(overridden.Errors), StringComparison.Ordinal);

        await using var again = BotProcess.Start(folder.Path, ["--Delivery:WhenUnsure=FromCommandLine"], environment);
        Assert.Equal(2, await again.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains("FromCommandLine", Assert.Single(again.Errors), StringComparison.Ordinal);
    }

    /// <summary>Remembers which single values were asked for.</summary>
    private sealed class RecordingConfiguration(IConfiguration inner) : IConfiguration
    {
        public List<string> Asked { get; } = [];

        public string? this[string key]
        {
            get
            {
                Asked.Add(key);
                return inner[key];
            }
            set => inner[key] = value;
        }

        public IEnumerable<IConfigurationSection> GetChildren() => inner.GetChildren();

        public Microsoft.Extensions.Primitives.IChangeToken GetReloadToken() => inner.GetReloadToken();

        public IConfigurationSection GetSection(string key) => inner.GetSection(key);
    }
}
