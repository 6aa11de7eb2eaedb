namespace NewsBot.Core.Conversation;

/// <summary>
/// Whether something is meant for the bot. In private chats everything is; in groups commands, taps, mentions and
/// replies to the bot, and what happens to the bot itself.
/// </summary>
internal static class Addressing
{
    /// <summary>False for talk that the bot neither answers nor keeps.</summary>
    public static bool Concerns(Incoming incoming) => incoming.Content switch
    {
        IncomingContent.Press or IncomingContent.Membership or IncomingContent.Migrated => true,
        _ when incoming.Sender.IsBot && !incoming.Sender.IsAnonymousAdministrator => false,
        IncomingContent.Text text => incoming.Chat.Type == "private" || text.AddressesBot || text.Value.StartsWith('/'),
        IncomingContent.Document document => incoming.Chat.Type == "private" || document.AddressesBot || document.Caption.StartsWith('/'),
        IncomingContent.Forward or IncomingContent.Other => incoming.Chat.Type == "private",
        _ => throw new InvalidOperationException($"{incoming.Content.GetType()} is no content."),
    };

    /// <summary>Whether the person waits for an answer.</summary>
    public static bool Asks(Incoming incoming) =>
        incoming.Content is not (IncomingContent.Membership or IncomingContent.Migrated);
}
