using System.Diagnostics;
using System.Globalization;
using NewsBot.Core.Search;
using NewsBot.Tests.Support;

namespace NewsBot.Benchmarks;

/// <summary>A standing query of the data: one word, two words, a phrase, or a word with alternatives and without another.</summary>
internal readonly record struct MatchQuery(long Id, char Kind, string[] Words)
{
    /// <summary>As somebody would write it.</summary>
    public string Text => Kind switch
    {
        'T' or 'A' => string.Join(' ', Words),
        'P' => $"\"{string.Join(' ', Words)}\"",
        _ => $"{Words[0]} ({Words[1]} OR {Words[2]}) -{Words[3]}",
    };

    public static MatchQuery Read(string line)
    {
        var fields = line.Split('\t');
        return new MatchQuery(long.Parse(fields[0], CultureInfo.InvariantCulture), fields[1][0], [.. fields[2].Split(' ').Select(word => word.TrimStart('+', '?', '-'))]);
    }
}

/// <summary>Standing queries and articles as the generator of the shared measurements makes them: always the same.</summary>
internal sealed class MatchData(string folder)
{
    private const int Known = 2_000;

    /// <summary>The data in a folder, made there if it is not.</summary>
    public static async Task<MatchData> InAsync(string folder, CancellationToken cancellationToken)
    {
        var data = new MatchData(folder);
        if (!File.Exists(data.Path("articles-1000.txt")))
            await GenerateAsync(folder, cancellationToken, "all", folder);
        if (!File.Exists(data.Path("known.txt")))
            await GenerateAsync(folder, cancellationToken, "corpus", Known.ToString(CultureInfo.InvariantCulture), data.Path("known.txt"));
        return data;
    }

    /// <summary>Streamed, so that nothing of the text stays in memory.</summary>
    public IEnumerable<MatchQuery> Queries(int count) =>
        File.ReadLines(Path(count <= 100_000 ? "queries-100000.txt" : "queries-1000000.txt")).Take(count).Select(MatchQuery.Read);

    /// <summary>1,000 articles of 400 words.</summary>
    public IReadOnlyList<string> Articles => [.. File.ReadLines(Path("articles-1000.txt")).Select(line => line[(line.IndexOf('\t') + 1)..])];

    /// <summary>Other articles, such as a store holds: from them it is known which words are rare.</summary>
    public IEnumerable<ArticleTokens> KnownArticles(string? language) =>
        File.ReadLines(Path("known.txt")).Select(line => ArticleTokens.Of("", line[(line.IndexOf('\t') + 1)..], language: language));

    private string Path(string file) => System.IO.Path.Combine(folder, file);

    private static async Task GenerateAsync(string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var shared = Environment.GetEnvironmentVariable("NEWSBOT_SHARED")
            ?? throw new InvalidOperationException("Name a folder with the generated data, or the folder of match/generate.cs in NEWSBOT_SHARED.");
        // A copy: the folder of the original may not be writable.
        var program = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(folder, "generator")).FullName, "generate.cs");
        File.Copy(System.IO.Path.Combine(shared, "match", "generate.cs"), program, overwrite: true);
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["run", program, "--", .. arguments]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The generator ended with {process.ExitCode}.");
    }
}
