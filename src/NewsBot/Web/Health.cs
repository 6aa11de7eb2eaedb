using NewsBot.Core.Storage;
using NewsBot.Operations;

namespace NewsBot.Web;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: 200, or 503 with the reasons when the store, Telegram
/// or the ledger is not well.
/// </summary>
internal sealed class Health(Database database, Core.Delivery.Sender sender, BotStatus status, StoreWatch watch, TimeProvider time)
{
    /// <summary>So long something may be due without anything being sent. What is much takes longer, and is sent all the while.</summary>
    private static readonly TimeSpan _latest = TimeSpan.FromMinutes(5);
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
        using var limit = new CancellationTokenSource(_patience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            // Waited for apart from the token, which a store that hangs does not see.
            if (Stuck(await AskAsync(patience.Token).WaitAsync(_patience, time, cancellationToken)) is { } stuck)
                reasons.Add(stuck);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
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
    private async Task<Core.Delivery.SenderState> AskAsync(CancellationToken cancellationToken)
    {
        await database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM leader", null, cancellationToken), cancellationToken);
        return await sender.StateAsync(cancellationToken);
    }

    // Something could go and nothing does, though nobody asked to wait and no other reason is told.
    private string? Stuck(Core.Delivery.SenderState state)
    {
        var now = time.GetUtcNow();
        if (state.PausedUntil is not null || state.ClosedBecause.Count > 0 || state.OldestDueAt is not { } oldest || now - UnixTime.ToTime(oldest) is var late && late <= _latest)
            return null;
        return state.LastSuccessAt is { } success && now - UnixTime.ToTime(success) <= _latest
            ? null
            : $"Ledger: the oldest message that is due has waited {late.TotalMinutes:0} minutes, and nothing was sent for {_latest.TotalMinutes:0} minutes or since the start.";
    }

    private static Task WriteAsync(HttpContext context, IReadOnlyList<string> reasons)
    {
        context.Response.StatusCode = reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reasons.Count == 0 ? "ok\n" : string.Join('\n', reasons) + "\n", context.RequestAborted);
    }
}
