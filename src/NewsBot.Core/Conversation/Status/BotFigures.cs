using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>How the bot is, in figures: for /status and for the metrics of the process.</summary>
/// <param name="Readers">The chats.</param>
/// <param name="Ledger">What waits and how it goes.</param>
/// <param name="Feeds">The sources.</param>
/// <param name="Asked">Updates that are stored and not answered yet.</param>
internal sealed record BotFigures(ReaderFigures Readers, LedgerFigures Ledger, FeedFigures Feeds, long Asked)
{
    /// <summary>Of the program: "0.1.0".</summary>
    public static string Version { get; } = typeof(BotFigures).Assembly.GetName().Version!.ToString(3);

    /// <param name="session">The unit of work.</param>
    /// <param name="botId">The bot.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="zone">By whose clock a day begins (IANA name); null: UTC.</param>
    /// <param name="options">The rate and the lists that the estimate goes by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<BotFigures> ReadAsync(Session session, long botId, long now, string? zone, DeliveryOptions options, CancellationToken cancellationToken)
    {
        var clock = LocalClock.Of(zone);
        return new BotFigures(
            await ReaderFigures.ReadAsync(session, botId, clock.MomentOf(clock.Read(now).Date, 0), cancellationToken),
            await LedgerFigures.ReadAsync(session, botId, now, options, cancellationToken),
            await FeedFigures.ReadAsync(session, cancellationToken),
            await session.ScalarAsync<long>("SELECT COUNT(*) FROM inbox WHERE bot_id = @botId AND state = 'new'", new { botId }, cancellationToken));
    }
}

/// <summary>How large the store is. It takes longer to find out than the other figures.</summary>
internal sealed record StoreFigures(long Articles, long Bytes)
{
    public static async Task<StoreFigures> ReadAsync(Session session, CancellationToken cancellationToken) => new(
        await session.ScalarAsync<long>("SELECT COUNT(*) FROM article", null, cancellationToken),
        await session.ScalarAsync<long>("SELECT {{store_bytes}}", null, cancellationToken));
}
