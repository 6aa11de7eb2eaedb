using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// Whether the sample articles of the seeds may show: in the emulator (the host says so), and only until one feed has
/// answered.
/// </summary>
internal sealed class SampleArticles
{
    /// <summary>Set by the host before anything is answered.</summary>
    public bool InEmulator { get; set; }

    public async Task<bool> AreShownAsync(Session session, CancellationToken cancellationToken) =>
        InEmulator && !await FeedStore.AnyAnsweredAsync(session, cancellationToken);
}
