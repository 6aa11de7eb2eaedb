using NewsBot.Core.Storage;
using NewsBot.Operations;

namespace NewsBot.Web;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: 200, or 503 with the reasons when the store, Telegram
/// or the ledger is not well.
/// </summary>
internal sealed class Health(Database database, Core.Delivery.Sender sender, BotStatus status, StoreWatch watch, TimeProvider time)
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
            // Waited for apart from the token, which a store that hangs does not see.
            if (await AskAsync(cancellationToken).WaitAsync(_patience, time, cancellationToken) is { } late && late > _latest)
                reasons.Add($"Ledger: the oldest message that is due has waited {late.TotalMinutes:0} minutes.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (!watch.IsAway)
                reasons.Add("Store: it does not answer.");
        }
        if (watch.Problem is { } problem)
            reasons.Insert(0, $"Store: {problem}");
        reasons.AddRange(status.Problems.Select(problem => $"Telegram: {problem}"));
        return reasons;
    }

    // Of the store in every case: a node that stands by is well as long as it can take over.
    private async Task<TimeSpan?> AskAsync(CancellationToken cancellationToken)
    {
        await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM leader", null, cancellationToken), cancellationToken);
        var state = await sender.StateAsync(cancellationToken);
        return state.OldestDueAt is { } oldest ? time.GetUtcNow() - UnixTime.ToTime(oldest) : null;
    }

    private static Task WriteAsync(HttpContext context, IReadOnlyList<string> reasons)
    {
        context.Response.StatusCode = reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reasons.Count == 0 ? "ok\n" : string.Join('\n', reasons) + "\n", context.RequestAborted);
    }
}
