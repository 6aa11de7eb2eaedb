using System.Text.RegularExpressions;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Documentation;

/// <summary>
/// A private folder that looks like a fresh clone of the project: settings file and seeds as they are, the sources
/// linked to those that were built. Commands of the documentation run there. Only the ports are other ones, and the
/// starter feeds stand where nobody answers, so that a test never goes to the internet.
/// </summary>
internal sealed partial class Checkout : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _environment = new(StringComparer.Ordinal)
    {
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    public Checkout()
    {
        foreach (var file in Directory.GetFiles(Project.Root))
            File.Copy(file, _folder.File(System.IO.Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(Project.File("seeds"), "*", SearchOption.AllDirectories))
            _folder.Write(System.IO.Path.GetRelativePath(Project.Root, file), WebAddress().Replace(File.ReadAllText(file), "xmlUrl=\"http://127.0.0.1:1/"));
        Link("src", except: "NewsBot");
        Link("src/NewsBot");
        Set("Urls", $"http://127.0.0.1:{BotProcess.FreePort()}").Set("Emulator__Url", $"http://127.0.0.1:{BotProcess.FreePort()}");
    }

    public string Path => _folder.Path;

    /// <summary>The chat page.</summary>
    public string PageUrl => _environment["Emulator__Url"]!;

    /// <summary>Sets a variable of the environment.</summary>
    public Checkout Set(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>Starts a command as the documentation writes it, without building anew.</summary>
    public ShellCommand Start(string command) =>
        ShellCommand.Start(Path, command.Replace("dotnet run --project", "dotnet run --no-build --project", StringComparison.Ordinal), _environment);

    public void Dispose() => _folder.Dispose();

    // The program's own folder is a real one: the way up from it must end here.
    private void Link(string folder, string? except = null)
    {
        Directory.CreateDirectory(_folder.File(folder));
        foreach (var name in Directory.GetFileSystemEntries(Project.File(folder)).Select(entry => System.IO.Path.GetFileName(entry)).Where(name => name != except))
            Directory.CreateSymbolicLink(System.IO.Path.Combine(_folder.File(folder), name), System.IO.Path.Combine(Project.File(folder), name));
    }

    [GeneratedRegex("xmlUrl=\"https?://")]
    private static partial Regex WebAddress();
}
