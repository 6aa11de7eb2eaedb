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
}
