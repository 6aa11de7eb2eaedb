using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>Tells the owners, once an event, of feeds that gave most of their items new names: why less than usual may have come from there.</summary>
internal sealed class RenamedFeedNotices(Database database, OperatorNotices notices, TimeProvider time)
{
    /// <summary>Tells what nobody was told of yet; safe beside another node that does the same.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var renaming in await database.ReadAsync(session => FeedRenamings.UntoldAsync(session, cancellationToken), cancellationToken))
        {
            await database.WriteAsync(async session =>
            {
                // What single chats read is not told to others; the log has it.
                if (await FeedRenamings.TellAsync(session, renaming, time.NowMilliseconds(), cancellationToken) && renaming.InCatalogue == 1)
                {
                    var changed = renaming.Recognised + renaming.Withheld;
                    await notices.TellAsync(
                        session, "notice.feed-renamed", [("feed", renaming.Title), ("count", changed)], cancellationToken);
                }
            }, cancellationToken);
        }
    }
}
