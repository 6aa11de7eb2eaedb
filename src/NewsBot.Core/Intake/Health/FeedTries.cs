using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Intake;

/// <summary>Tells those who asked for a try what came of it, in the transaction of the outcome.</summary>
internal sealed class FeedTries(ChatStore chats, MessageStore messages)
{
    /// <summary>Whoever was answered.</summary>
    public async Task<IReadOnlyList<FeedReader>> AnswerAsync(Session session, Feed before, Feed after, FeedError? error, CancellationToken cancellationToken)
    {
        var asked = await session.QueryAsync<TryRow>(
            "DELETE FROM feed_try WHERE feed_id = @FeedId RETURNING owner_key, chat_key, destination_id", after, cancellationToken);
        foreach (var row in asked)
        {
            if (await chats.GetAsync(session, row.ChatKey, cancellationToken) is not { State: "active" } chat)
                continue;
            var words = Words.For(chat.Language);
            var called = (await ChatFeedNames.FindFeedAsync(session, row.OwnerKey, after.FeedId, cancellationToken))?.Title ?? after.Title;
            var name = ("name", (object)TelegramHtml.TruncatePlain(FeedLine.Of(called), 100));
            var html = error is not null
                ? string.Join('\n', new[]
                {
                    words.Html("health.try-failed", name), FeedNoticeComposer.Reason(words, after),
                    after.NextCheckAt is { } next ? words.Html("health.next", ("moment", MomentMarkup.Of(words, chat, next, "Dt"))) : null,
                }.Where(line => line is not null))
                : words.Html(after.LastNewAt != before.LastNewAt ? "health.try-brought" : "health.try-well", name);
            var buttons = error is null ? null : new Keyboard(FeedButtons.Rows(words, after.FeedId, row.OwnerKey));
            await messages.EnqueueReplyAsync(session, chat, row.DestinationId, new ChatRequest.SendText(html, buttons, Silent: chat.Sound == 0), null, cancellationToken);
        }

        return asked;
    }

    private sealed class TryRow : FeedReader
    {
        public long DestinationId { get; set; }
    }
}
