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
        new("feed check", "feed check URL", "what the bot would make of this address: the feeds found, the parse, the next poll; needs no store", [],
            FeedCheckVerb.RunAsync),
        new("feed export", "feed export [--without-secrets]", "the catalogue's feeds as OPML on standard output", [new VerbOption(FeedExportVerb.WithoutSecrets, null)],
            FeedExportVerb.RunAsync),
        new("import", "import PATH…", "add page documents (.txt), OPML and feed files to the store; sends nothing", [],
            ImportVerb.RunAsync),
        new("feed parse", "feed parse PATH…", "what feed files, or all files of a folder, say: one JSON object a line", [],
            FeedParseVerb.RunAsync),
        new("search", "search QUERY [--limit N] [--best] [--json]", "what /search would find",
            [new VerbOption("limit", "how many at most, 1 to 1000"), new VerbOption("best", null), new VerbOption("json", null)],
            SearchVerb.RunAsync),
        new("topic test", "topic test QUERY", "how many alerts the query would have made in the last 7 days, and which", [],
            TopicTestVerb.RunAsync),
        new("story why", "story why ID ID", "why two articles are or are not one story", [],
            StoryWhyVerb.RunAsync),
        new("withdraw", "withdraw URL", "edits every sent copy of the article still in the ledger to \"withdrawn by the source\"", [],
            WithdrawVerb.RunAsync),
    ];

    /// <summary>The verb that the first words name; one of two words has both in its name.</summary>
    public static Verb Find(IReadOnlyList<string> words)
    {
        var second = words.Count > 1 && !words[1].StartsWith('-') ? words[1] : null;
        if (All.FirstOrDefault(verb => verb.Name == words[0] || verb.Name == $"{words[0]} {second}") is { } found)
            return found;
        var family = All.Where(verb => verb.Name.StartsWith(words[0] + " ", StringComparison.Ordinal)).Select(verb => verb.Name).ToList();
        if (family.Count == 0)
            throw new UsageException($"There is no verb \"{words[0]}\"." + Meant(words[0], All.Select(verb => verb.Name)));
        throw new UsageException(second is null
            ? $"{words[0]} needs a second word: {string.Join(", ", family)}."
            : $"There is no verb \"{words[0]} {second}\"." + Meant($"{words[0]} {second}", family));
    }

    private static string Meant(string name, IEnumerable<string> known) => Spelling.Nearest(name, known) is { } nearest ? $" Did you mean {nearest}?" : "";

    public static string Usage { get; } = string.Join(Environment.NewLine,
        ["Usage: newsbot [SETTING…]            run the bot",
            .. All.Select(verb => $"       newsbot {verb.Usage} [SETTING…]{Environment.NewLine}           {verb.Purpose}"),
            "A SETTING is --Key value, as --Telegram:TokenFile token.txt; appsettings.json lists all of them."]);
}
