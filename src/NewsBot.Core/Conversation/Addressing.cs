namespace NewsBot.Core.Conversation;

/// <summary>
/// Whether something is meant for the bot. In private chats everything is; in groups its commands, taps, mentions and
/// replies to it, and what happens to the bot itself.
/// </summary>
internal static class Addressing
{
    /// <summary>False for talk that the bot neither answers nor keeps: between people, and with other bots.</summary>
    public static bool Concerns(Incoming incoming, string username) => incoming.Content switch
    {
        IncomingContent.Press or IncomingContent.Membership or IncomingContent.Migrated or IncomingContent.TopicOpened => true,
        _ when incoming.Sender.IsBot && !incoming.Sender.IsAnonymousAdministrator => false,
        IncomingContent.Text text => incoming.Chat.Type == "private" || InGroup(text.Value, text.AddressesBot, username),
        IncomingContent.Document document => incoming.Chat.Type == "private" || InGroup(document.Caption, document.AddressesBot, username),
        IncomingContent.Forward or IncomingContent.Other => incoming.Chat.Type == "private",
        _ => throw new InvalidOperationException($"{incoming.Content.GetType()} is no content."),
    };

    /// <summary>Whether a person waits for an answer; what happens to the bot itself is no question.</summary>
    public static bool Asks(Incoming incoming, string username) =>
        incoming.Content is not (IncomingContent.Membership or IncomingContent.Migrated or IncomingContent.TopicOpened) && Concerns(incoming, username);

    // A command that names nobody may well be another bot's: only those that the bot has are its own.
    private static bool InGroup(string text, bool addressesBot, string username) => CommandText.Parse(text) is { } command
        ? command.IsFor(username) && (command.To is not null || Commands.Find(command.Name) is not null)
        : addressesBot;
}
