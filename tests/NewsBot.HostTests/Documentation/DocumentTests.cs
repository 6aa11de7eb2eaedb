using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NewsBot.Core.Conversation;
using NewsBot.Options;

namespace NewsBot.HostTests.Documentation;

/// <summary>What the documentation names is there: files, links, commands, settings.</summary>
public sealed partial class DocumentTests
{
    /// <summary>Files that the reader makes, or that the program makes for them.</summary>
    private static readonly string[] _ofTheReader = ["data/newsbot.db", "copy.db", "publish", "token.txt"];

    [Fact]
    public void Readme_TableOfTheChat_ListsExactlyTheCommandsThereAre()
    {
        var named = CommandName().Matches(string.Join('\n', Document.Readme.Section("In the chat").Split('\n').Where(line => line.StartsWith("| `/", StringComparison.Ordinal))))
            .Select(name => name.Groups["name"].Value).Distinct().Order();

        Assert.Equal(Commands.All.Select(command => command.Name).Order(), named);
    }

    [Fact]
    public void Documents_LinksWithin_LeadToFilesThatExist()
    {
        var broken = from document in Document.All
                     from link in document.Links
                     where !link.Contains("://", StringComparison.Ordinal) && link[0] != '#'
                     let path = Path.Combine(Project.Root, Path.GetDirectoryName(document.Name)!, link.Split('#')[0])
                     where !Path.Exists(path)
                     select $"{document}: {link}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Documents_FilesNamed_Exist()
    {
        var missing = from document in Document.All
                      from span in document.Spans
                      where PathOfProject().IsMatch(span) && !_ofTheReader.Contains(span)
                      where !Path.Exists(Project.File(span)) && !Path.Exists(Path.Combine(Project.File("src/NewsBot.Core"), span))
                      select $"{document}: {span}";

        Assert.Empty(missing);
    }

    [Fact]
    public void Documents_SettingsNamed_StandInTheSettingsFile()
    {
        var settings = SettingSources.Build(Project.Root, new Dictionary<string, string?>()).AsEnumerable().Select(pair => pair.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = from document in Document.All
                      from span in document.Spans
                      let key = SettingName().Match(span).Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal)
                      where key.Length > 0 && !settings.Contains(key)
                      select $"{document}: {span}";

        Assert.Empty(unknown);
    }

    [GeneratedRegex("`/(?<name>[a-z]+)")]
    private static partial Regex CommandName();

    // src/NewsBot, Storage/Migrations/0001_initial.sql, README.md: in a folder we have, in another with an ending, or at the root.
    [GeneratedRegex(@"^(?:(?:src|tests|docs|seeds|data)/[\w./-]+|[\w-]+(?:/[\w-]+)+\.(?:cs|sql|md|json|opml|sh)|[\w-]+\.(?:md|json))$")]
    private static partial Regex PathOfProject();

    // Telegram:Token, --Telegram:TokenFile, Telegram__Token
    [GeneratedRegex(@"^(?:--)?(?<key>(?:Telegram|Storage|Seeds|Feeds|Delivery|Access|Web|Dashboard|Emulator)(?::|__)[A-Z]\w*)$")]
    private static partial Regex SettingName();
}
