using System.Globalization;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Ways from an article that did not come itself to the message in which its story did.</summary>
internal static class FoldedInto
{
    // Bot API: the id of a supergroup or channel is -100 and the number that links carry.
    private const long BeforeSupergroups = 1_000_000_000_000;

    /// <summary>All reports of the story; in a supergroup a link to the message too.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Button>>> ButtonsAsync(Session session, Turn turn, DeliveryRecord delivery, CancellationToken cancellationToken)
    {
        if (delivery.MessageId is not { } messageId || await MessageStories.ReadAsync(session, turn, messageId, cancellationToken) is not { } message)
            return [];
        var row = new List<Button>();
        if (message.Stories.FirstOrDefault(story => story.Delivery.StoryId == delivery.StoryId) is { Reports.Count: > 1 } story)
            row.Add(Buttons.Press(turn.Words.Say("story.all-reports", ("count", story.Reports.Count)), Verbs.Reports, ButtonKey.Of(messageId)));
        if (turn.Chat.TelegramChatId < -BeforeSupergroups && (await turn.Desk.Messages.GetAsync(session, messageId, cancellationToken))?.TelegramMessageId is { } shown)
            row.Add(Button.Link(
                turn.Words.Say("why-not.open-message"), string.Create(CultureInfo.InvariantCulture, $"https://t.me/c/{-turn.Chat.TelegramChatId - BeforeSupergroups}/{shown}")));
        return row.Count == 0 ? [] : [row];
    }
}
