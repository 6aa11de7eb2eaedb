using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>/help: what there is, from <see cref="Commands.For"/>, and how to search.</summary>
internal static class HelpCommand
{
    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var lines = Commands.For(turn).Select(command => $"{TelegramHtml.Escape(Signature(words, command))} — {words.Html(command.HelpKey)}");
        return Task.FromResult(Decide.To(Answer.Show(new Screen(
            string.Join('\n', [words.Html(turn.Chat.IsPrivate ? "help.title" : "help.title-group"), "", .. lines, "", words.Html("help.query")]),
            Keyboard.Of([Buttons.Open(turn, "topics"), Buttons.Open(turn, "latest")], [Buttons.Open(turn, "settings")])))));
    }

    /// <summary>"/search QUERY" in the language of the words.</summary>
    public static string Signature(Wording.Words words, Command command)
    {
        var usage = words.Knows(command.HelpKey + "-usage") ? " " + words.Say(command.HelpKey + "-usage") : "";
        return $"/{command.Name}{usage}";
    }
}
