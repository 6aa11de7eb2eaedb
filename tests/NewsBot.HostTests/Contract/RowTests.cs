using System.Text.RegularExpressions;
using NewsBot.HostTests.Documentation;

namespace NewsBot.HostTests.Contract;

/// <summary>rows.txt beside this file names for each row of the contract the tests that show it; here it is kept true.</summary>
public sealed partial class RowTests
{
    private static readonly Dictionary<string, string[]> Rows = File.ReadLines(Project.File("tests/NewsBot.HostTests/Contract/rows.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(" = "))
        .ToDictionary(parts => parts[0], parts => parts[1].Split(", "), StringComparer.Ordinal);

    [Fact]
    public void Rows_TestsNamed_Exist()
    {
        var files = Directory.EnumerateFiles(Project.File("tests"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal) || Path.GetFileName(Path.GetDirectoryName(file)) == "Transcripts")
            .ToLookup(file => Path.GetFileName(file), StringComparer.Ordinal);

        var missing = Rows.SelectMany(row => row.Value).Distinct().Where(name => name.Split('/', '.') switch
        {
            ["Transcripts", var transcript, "txt"] => !files.Contains(transcript + ".txt"),
            [var type, var test] => !files[type + ".cs"].Any(file => File.ReadAllText(file).Contains($" {test}(", StringComparison.Ordinal)),
            _ => true,
        });

        Assert.Empty(missing);
    }

    [Fact]
    public void Rows_OfTheContract_AreAllShown()
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_SHARED") is not { Length: > 0 } shared)
        {
            Assert.Skip("NEWSBOT_SHARED does not name the folder with the contract");
            return;
        }
        var contract = File.ReadAllText(Path.Combine(shared, "CONTRACT.md"));

        // The first cells of its tables, the addresses, the list of commands.
        var rows = FirstCell().Matches(contract).Select(match => match.Groups["cell"].Value).Except(["key", "verb", "write", "|", "---"])
            .Concat(Addresses().Matches(Section(contract, "Addresses")).Select(match => match.Value))
            .Concat(Commands().Matches(Section(contract, "In the chat").Split("\n\n")[0]).Select(match => match.Value));

        Assert.Empty(rows.Except(Rows.Keys, StringComparer.Ordinal));
    }

    private static string Section(string contract, string title)
    {
        var start = contract.IndexOf($"## {title}\n", StringComparison.Ordinal) + title.Length + 4;
        var end = contract.IndexOf("\n## ", start, StringComparison.Ordinal);
        return contract[start..(end < 0 ? contract.Length : end)];
    }

    [GeneratedRegex(@"^\| (?<cell>.+?) \| ", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`/[a-z/]+`")]
    private static partial Regex Addresses();

    [GeneratedRegex("`/[^`]+`")]
    private static partial Regex Commands();
}
