using NewsBot.Core.Storage;
using NewsBot.Operations;
using NewsBot.Telegram;

namespace NewsBot.Web;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: 200, or 503 with the reasons when the store, Telegram
/// or the ledger is not well.
/// </summary>
internal sealed class Health(Database database, BotConnection bot, BotStatus status, TimeProvider time)
{
    // At Telegram's rate one alert to 20,000 readers takes this long.
    private static readonly TimeSpan _latest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", (RequestDelegate)(context => WriteAsync(context, [])));
        endpoints.MapGet("/health/ready", (RequestDelegate)(async context =>
            await WriteAsync(context, await context.RequestServices.GetRequiredService<Health>().ReasonsAsync(context.RequestAborted))));
    }

    /// <summary>Why the bot is not well, one line each; empty when it is.</summary>
    public async Task<IReadOnlyList<string>> ReasonsAsync(CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        try
        {
            if (await LatenessAsync(cancellationToken).WaitAsync(_patience, time, cancellationToken) is { } late && late > _latest)
                reasons.Add($"Ledger: the oldest message that is due has waited {late.TotalMinutes:0} minutes.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            reasons.Add("Store: it does not answer.");
        }
        reasons.AddRange(status.Problems.Select(problem => $"Telegram: {problem}"));
        return reasons;
    }

    private Task<TimeSpan?> LatenessAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            // Rows of chats that cannot be written to, and those of another bot, wait for them and are not late.
            var now = time.NowMilliseconds();
            var oldest = await session.ScalarAsync<long?>(
                """
                SELECT MIN(m.not_before) FROM message m
                JOIN destination d ON d.destination_id = m.destination_id
                JOIN chat c ON c.chat_key = d.chat_key
                WHERE m.bot_id = @botId AND m.state = 'queued' AND m.not_before <= @now AND c.state = 'active'
                """, new { botId = bot.BotId, now }, cancellationToken);
            return oldest is { } moment ? TimeSpan.FromMilliseconds(now - moment) : (TimeSpan?)null;
        }, cancellationToken);

    private static Task WriteAsync(HttpContext context, IReadOnlyList<string> reasons)
    {
        context.Response.StatusCode = reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reasons.Count == 0 ? "ok\n" : string.Join('\n', reasons) + "\n", context.RequestAborted);
    }
}
