using System.Text.RegularExpressions;

namespace NewsBot.Tests.Architecture;

public sealed partial class HouseRuleTests
{
    private const int MostLines = 400;
    private static readonly string[] Code = [".cs", ".js", ".css", ".html", ".sql", ".sh"];

    private static IEnumerable<string> CodeFiles => Repository.Files.Where(file =>
        (file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("tests/", StringComparison.Ordinal))
        && Code.Contains(Path.GetExtension(file)));

    [Fact]
    public void Files_ByHand_HaveAtMost400Lines()
    {
        var tooLong = CodeFiles
            .Select(file => (file, lines: Repository.Read(file).Count(character => character == '\n')))
            .Where(entry => entry.lines > MostLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Source_UnfinishedMarks_AreNone()
    {
        var marked = CodeFiles
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .Where(file => Unfinished().IsMatch(Repository.Read(file)));

        Assert.Empty(marked);
    }

    [Fact]
    public void Source_AsyncVoid_IsNowhere()
    {
        var found = CodeFiles.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && AsyncVoid().IsMatch(Repository.Read(file)));

        Assert.Empty(found);
    }

    [Fact]
    public void Source_NamesOfNothing_AreNotUsed()
    {
        var vague = CodeFiles.Where(file => VagueName().IsMatch(Path.GetFileName(file)));

        Assert.Empty(vague);
    }

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|NotImplemented" + @"Exception)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\basync" + @" void\b")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"(Manager|Helper|Helpers|Util|Utils|Utilities)\.cs$")]
    private static partial Regex VagueName();
}
