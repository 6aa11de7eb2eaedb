using System.Collections;
using Microsoft.Extensions.Configuration;

namespace NewsBot.Options;

/// <summary>Where settings come from: appsettings.json, then the environment, then the command line. Later wins.</summary>
internal static class SettingSources
{
    private const string FileName = "appsettings.json";

    /// <summary>The sections whose variables are read from the environment; everything else there belongs to others.</summary>
    private static readonly string[] _sections =
        ["Telegram", "Storage", "Seeds", "Feeds", "Topics", "Delivery", "Access", "Web", "Dashboard", "Emulator", "Logging"];

    /// <summary>The folder of the appsettings.json that is read: the current one if it holds the file, else the program's.</summary>
    public static string Folder(string current, string program) =>
        File.Exists(Path.Combine(current, FileName)) || !File.Exists(Path.Combine(program, FileName)) ? current : program;

    public static IConfigurationRoot Build(string folder, IReadOnlyDictionary<string, string?> commandLine)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(path, optional: true, reloadOnChange: false)
                .AddInMemoryCollection(FromEnvironment())
                .AddInMemoryCollection(commandLine)
                .Build();
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException)
        {
            throw SettingException.File(path, exception.GetBaseException().Message.ReplaceLineEndings(" "));
        }
        catch (UnauthorizedAccessException)
        {
            throw SettingException.File(path, "the file cannot be read by this user");
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var key = ((string)variable.Key).Replace("__", ":", StringComparison.Ordinal);
            var section = key.Split(':')[0];
            var isOurs = key.Contains(':')
                ? _sections.Contains(section, StringComparer.OrdinalIgnoreCase)
                : key.Equals("Urls", StringComparison.OrdinalIgnoreCase);
            if (isOurs)
                yield return new(key, (string?)variable.Value);
        }
    }
}
