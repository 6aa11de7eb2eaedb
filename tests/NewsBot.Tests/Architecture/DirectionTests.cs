using System.Text.RegularExpressions;

namespace NewsBot.Tests.Architecture;

/// <summary>Which room of Core may use which (docs/architecture.md).</summary>
public sealed partial class DirectionTests
{
    private static readonly string[] Bottom = ["Text", "Storage", "Wording"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Text"] = [],
        ["Storage"] = [],
        ["Wording"] = [],
        ["Search"] = ["Text"],
        ["Feeds"] = ["Text", "Storage"],
        ["Articles"] = ["Search", .. Bottom],
        ["Stories"] = ["Articles", .. Bottom],
        ["Chats"] = ["Search", "Feeds", .. Bottom],
        ["Delivery"] = ["Articles", "Stories", "Chats", "Search", .. Bottom],
        ["Intake"] = ["Feeds", "Articles", "Stories", "Search", "Chats", "Delivery", .. Bottom],
        ["Conversation"] = ["Chats", "Articles", "Stories", "Search", "Feeds", "Delivery", .. Bottom],
    };

    [Fact]
    public void Core_UsesBetweenRooms_FollowTheDirections()
    {
        var violations = Repository.Files
            .Where(file => file.StartsWith("src/NewsBot.Core/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Violations(file, Repository.Read(file)));

        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("src/NewsBot.Core/Feeds/A.cs", "using NewsBot.Core.Delivery;")]
    [InlineData("src/NewsBot.Core/Text/A.cs", "    private readonly NewsBot.Core.Search.Query _query;")]
    [InlineData("src/NewsBot.Core/Unknown/A.cs", "using NewsBot.Core.Text;")]
    public void Violations_PlantedUse_IsFound(string file, string line) =>
        Assert.Single(Violations(file, line));

    [Theory]
    [InlineData("Telegram.Bot")]
    [InlineData("Hangfire")]
    [InlineData("Microsoft.AspNetCore")]
    public void Core_Packages_HaveNoBrandOfTheHost(string brand)
    {
        Assert.DoesNotContain(brand, Repository.Read("src/NewsBot.Core/NewsBot.Core.csproj"), StringComparison.Ordinal);
        Assert.DoesNotContain("NewsBot.Core", Repository.Read("src/NewsBot.TelegramEmulator/NewsBot.TelegramEmulator.csproj"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Violations(string file, string text)
    {
        var parts = file.Split('/');
        if (parts.Length < 4)
            yield break;
        var room = parts[2];
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
                continue;
            foreach (Match use in RoomUse().Matches(line))
            {
                var used = use.Groups[1].Value;
                if (used != room && Allowed.ContainsKey(used) && !Allowed.GetValueOrDefault(room, []).Contains(used))
                    yield return $"{file}:{number}: {room} may not use {used}";
            }
        }
    }

    [GeneratedRegex(@"NewsBot\.Core\.([A-Z][a-z]+)\b")]
    private static partial Regex RoomUse();
}
