using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>Tells the owners what only they can mend: in their private chats; in the log while no owner talks to the bot.</summary>
internal sealed class OperatorNotices(ChatStore chats, AccessStore access, MessageStore messages, CurrentBot bot, ILogger<OperatorNotices> logger)
{
    /// <summary>
    /// Tells the owners, or the log while none of them talks to the bot.
    /// <paramref name="key"/>: A text key; its arguments follow. Markup in the text is kept, arguments are escaped.
    /// </summary>
    public async Task TellAsync(Session session, string key, IReadOnlyList<(string Name, object Value)> arguments, CancellationToken cancellationToken)
    {
        if (!await TellOwnersAsync(session, key, arguments, cancellationToken))
            Log.OperatorNotice(logger, TelegramHtml.ToPlain(Words.For("en").Html(key, arguments)));
    }

    /// <summary>The same for what stands in the log already. False when no owner talks to the bot.</summary>
    public async Task<bool> TellOwnersAsync(Session session, string key, IReadOnlyList<(string Name, object Value)> arguments, CancellationToken cancellationToken)
    {
        var told = false;
        foreach (var owner in await access.OwnersAsync(session, bot.Id, cancellationToken))
        {
            // In a private chat the chat's id is the user's.
            if (await chats.FindAsync(session, bot.Id, owner, cancellationToken) is not { State: not ("suspended" or ChatErasure.Leaving) } chat)
                continue;
            var destination = await chats.DestinationAsync(session, chat.ChatKey, 0, cancellationToken);
            var html = Words.For(chat.Language).Html(key, arguments);
            await messages.EnqueueReplyAsync(session, chat, destination.DestinationId, new ChatRequest.SendText(html, null, Silent: false), null, cancellationToken);
            told = true;
        }
        return told;
    }
}
