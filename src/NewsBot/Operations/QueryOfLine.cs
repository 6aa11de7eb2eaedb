using NewsBot.Core.Search;
using NewsBot.Core.Wording;

namespace NewsBot.Operations;

/// <summary>The query that the words of a command line make.</summary>
internal static class QueryOfLine
{
    /// <exception cref="UsageException">It cannot be read: the place, the reason, and a repaired query where there is one.</exception>
    public static Query Read(CommandLine line)
    {
        var text = string.Join(' ', line.Words);
        return QueryParser.Parse(text) switch
        {
            QueryParseResult.Parsed parsed => parsed.Query,
            QueryParseResult.Failed failed => throw new UsageException(
                $"The query \"{Short(text)}\" cannot be read at character {failed.Error.Position + 1}: {Words.For("en").Say(failed.Error.TextKey, [.. failed.Error.Arguments])}"
                + (failed.Repaired is null ? "" : $" Did you mean: {failed.Repaired}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // One that is refused for its length is not said back whole.
    private static string Short(string text) => text.Length <= 200 ? text : Core.Delivery.TelegramHtml.TruncatePlain(text, 200);
}
