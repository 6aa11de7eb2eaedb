using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>Buttons that many screens have. Labels are cut to what a client shows.</summary>
internal static class Buttons
{
    private const int LabelLimit = 40;

    /// <summary>A button with a verb of <c>Presses.All</c>.</summary>
    public static Button Press(string label, string verb, string key = "", string argument = "", ButtonStyle style = ButtonStyle.Plain) =>
        new(TelegramHtml.TruncatePlain(label, LabelLimit), new ButtonData(verb, key, argument).Encode(), Style: style);

    /// <summary>Opens a command as a new message: "📚 Topics".</summary>
    public static Button Open(Turn turn, string command) =>
        Press(turn.Words.Say("open." + command), Verbs.Open, command);

    /// <summary>Opens a command in place of the message.</summary>
    public static Button Go(Turn turn, string command) =>
        Press(turn.Words.Say("open." + command), Verbs.Go, command);

    /// <summary>Undo, ten minutes long.</summary>
    public static Button Undo(Turn turn, string key) => Press(turn.Words.Say("button.undo"), Verbs.Undo, key);

    /// <summary>Rows of at most so many.</summary>
    public static IEnumerable<IReadOnlyList<Button>> InRowsOf(int perRow, IEnumerable<Button> buttons) =>
        buttons.Chunk(perRow).Select(row => (IReadOnlyList<Button>)row);

    /// <summary>◀ and ▶ where there is something before and after; the page stands in the key.</summary>
    public static IEnumerable<IReadOnlyList<Button>> Paging(Turn turn, int page, int last, string verb, string argument = "")
    {
        var row = new List<Button>();
        if (page > 0)
            row.Add(Press(turn.Words.Say("button.previous"), verb, $"{page - 1}", argument));
        if (page < last)
            row.Add(Press(turn.Words.Say("button.next"), verb, $"{page + 1}", argument));
        if (row.Count > 0)
            yield return row;
    }

    /// <summary>The page that stands in a key; 0 where none does.</summary>
    public static int PageIn(string text) => int.TryParse(text, out var page) ? Math.Clamp(page, 0, 100_000) : 0;
}
