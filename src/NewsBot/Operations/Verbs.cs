using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>An option of a verb. <paramref name="Value"/> names its value; null: it has none.</summary>
internal sealed record VerbOption(string Name, string? Value);

/// <summary>One verb of the command line.</summary>
internal sealed record Verb(
    string Name,
    string Usage,
    string Purpose,
    IReadOnlyList<VerbOption> Options,
    Func<Settings, CommandLine, CancellationToken, Task<int>> RunAsync);

/// <summary>The verbs, and what is said about them.</summary>
internal static class Verbs
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("import", "import PATH…", "add page documents (.txt), OPML and feed files to the store; sends nothing", [],
            ImportVerb.RunAsync),
        new("feed parse", "feed parse PATH…", "what feed files, or all files of a folder, say: one JSON object a line", [],
            FeedParseVerb.RunAsync),
        new("search", "search QUERY [--limit N] [--json]", "what /search would find",
            [new VerbOption("limit", "how many at most, 1 to 1000"), new VerbOption("json", null)],
            SearchVerb.RunAsync),
    ];

    /// <summary>The verb that these arguments begin with; its name has one word or two.</summary>
    public static Verb Find(IReadOnlyList<string> arguments)
    {
        var two = string.Join(' ', arguments.Take(2));
        if (All.FirstOrDefault(verb => verb.Name == arguments[0] || verb.Name == two) is { } found)
            return found;
        var written = All.Any(verb => verb.Name.StartsWith(arguments[0] + " ", StringComparison.Ordinal)) ? two : arguments[0];
        throw new UsageException($"There is no verb \"{written}\"."
            + (Spelling.Nearest(written, All.Select(verb => verb.Name)) is { } nearest ? $" Did you mean {nearest}?" : ""));
    }

    public static string Usage { get; } = string.Join(Environment.NewLine,
        ["Usage: newsbot [SETTING…]            run the bot",
            .. All.Select(verb => $"       newsbot {verb.Usage} [SETTING…]{Environment.NewLine}           {verb.Purpose}"),
            "A SETTING is --Key value, as --Telegram:TokenFile token.txt; appsettings.json lists all of them."]);
}
