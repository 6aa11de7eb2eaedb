using NewsBot.Core.Delivery;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>A query that cannot be read: the place marked, the reason, and a repaired one to tap.</summary>
internal static class QueryErrorScreen
{
    private const int MostShown = 300;

    /// <summary>
    /// <paramref name="command"/>: what the repaired query is given to: "search", "subscribe", "mute".
    /// </summary>
    public static async Task<Answer> AnswerAsync(Session session, Turn turn, string command, string text, QueryParseResult.Failed failed, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var error = failed.Error;
        var lines = new List<string> { words.Html("query.cannot-read") };
        if (text.Length > 0)
            lines.Add(Marked(text, error));
        lines.Add(words.Html(error.TextKey, [.. error.Arguments]));

        var rows = new List<IReadOnlyList<Button>>();
        if (failed.Repaired is { } repaired)
            rows.Add([await OpenCommand.ButtonAsync(session, turn, words.Say("query.try", ("query", repaired)), $"/{command} {repaired}", cancellationToken)]);
        rows.Add([Buttons.Open(turn, "help")]);
        return Answer.Show(new Screen(string.Join('\n', lines), new Keyboard(rows)));
    }

    private static string Marked(string text, QueryError error)
    {
        var start = Math.Clamp(error.Position, 0, text.Length);
        var end = Math.Clamp(start + error.Length, start, text.Length);
        // Of a very long query only the neighbourhood of the place.
        var from = Math.Max(0, start - MostShown / 2);
        var to = Math.Min(text.Length, Math.Max(end, start + MostShown / 2));
        end = Math.Min(end, from + MostShown);
        to = Math.Min(to, Math.Max(end, from + MostShown));
        var wrong = end > start ? Slice(text, start, end - start) : "▮";
        return $"{(from > 0 ? "…" : "")}{TelegramHtml.Escape(Slice(text, from, start - from))}<b><u>{TelegramHtml.Escape(wrong)}</u></b>{TelegramHtml.Escape(Slice(text, end, to - end))}{(to < text.Length ? "…" : "")}";
    }

    // A cut between the halves of a character would leave a lone one.
    private static string Slice(string text, int start, int length)
    {
        var from = Math.Clamp(start, 0, text.Length);
        return Text.TextCleaner.Clean(text.Substring(from, Math.Clamp(length, 0, text.Length - from)));
    }
}
