using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>A command that is not there: one line, and the nearest one that is.</summary>
internal static class UnknownCommand
{
    public static Answer Answer(Turn turn, CommandText command)
    {
        var nearest = Nearest([.. Commands.For(turn)], command.Name);
        return Conversation.Answer.Say(new Screen(
            turn.Words.Html(nearest is null ? "error.unknown-command" : "error.unknown-command-nearest", ("command", "/" + command.Name), ("nearest", "/" + nearest)),
            Keyboard.Of([Buttons.Open(turn, nearest ?? "help")])));
    }

    /// <summary>The one of the commands that is at most two slips of the finger away, or begins like what was typed; null: none.</summary>
    public static string? Nearest(IReadOnlyList<Command> commands, string name)
    {
        var best = commands.Select(command => (command.Name, Distance: Distance(name, command.Name))).MinBy(entry => entry.Distance);
        if (best.Distance <= (name.Length > 4 ? 2 : 1))
            return best.Name;
        return name.Length >= 3 ? commands.FirstOrDefault(command => command.Name.StartsWith(name, StringComparison.Ordinal))?.Name : null;
    }

    // Damerau–Levenshtein with adjacent swaps: how many slips part two words.
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[left.Length, right.Length];
    }
}
