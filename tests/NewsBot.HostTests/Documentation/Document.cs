using System.Text.RegularExpressions;

namespace NewsBot.HostTests.Documentation;

/// <summary>A page of the documentation, and what a test wants to know of it.</summary>
internal sealed partial record Document(string Name, string Text)
{
    /// <summary>README, CONTRIBUTING and everything in docs.</summary>
    public static IReadOnlyList<Document> All { get; } =
        [.. Directory.GetFiles(Project.File("docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Project.Root, path)).Order(StringComparer.Ordinal)
            .Prepend("CONTRIBUTING.md").Prepend("README.md")
            .Select(name => new Document(name, File.ReadAllText(Project.File(name)).ReplaceLineEndings("\n")))];

    /// <summary>README.md.</summary>
    public static Document Readme => All[0];

    /// <summary>The lines of the blocks fenced as sh.</summary>
    public IEnumerable<string> Commands => ShellBlock().Matches(Text)
        .SelectMany(block => block.Groups["lines"].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Where(line => line[0] != '#');

    /// <summary>Targets of links and pictures.</summary>
    public IEnumerable<string> Links => Link().Matches(Text).Select(link => link.Groups["target"].Value);

    /// <summary>What stands between backticks, code blocks aside.</summary>
    public IEnumerable<string> Spans => Span().Matches(AnyBlock().Replace(Text, "")).Select(span => span.Groups["text"].Value);

    /// <summary>The text from one heading to the next.</summary>
    public string Section(string heading) =>
        Regex.Match(Text, $@"^## {Regex.Escape(heading)}\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline).Groups["text"].Value;

    public override string ToString() => Name;

    [GeneratedRegex(@"^ *```sh\n(?<lines>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex AnyBlock();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`(?<text>[^`\n]+)`")]
    private static partial Regex Span();
}
