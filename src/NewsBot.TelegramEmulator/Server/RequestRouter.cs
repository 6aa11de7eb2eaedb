using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using NewsBot.TelegramEmulator.Methods;
using NewsBot.TelegramEmulator.PageApi;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>
/// The emulator's whole request pipeline, straight on Kestrel without a host or a container: it shares a process with
/// the bot and must stay small there.
/// </summary>
internal sealed class RequestRouter(
    BotApi api, PageEndpoints page, PageFiles files, IReadOnlyDictionary<string, BotAccount> accounts, ILogger log, CancellationToken stopping)
    : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        // Long polls and event streams end when the emulator stops, not only when the client goes.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.RequestAborted = either.Token;
        var path = context.Request.Path.Value ?? "/";
        try
        {
            if (LoopbackOnly.Objection(context.Request) is { } objection)
                await BotApiResponse.WriteAsync(context, 403, System.Text.Encoding.UTF8.GetBytes(objection), "text/plain; charset=utf-8");
            else
                await RouteAsync(context, path);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e)
        {
            log.RequestFailed(path.StartsWith("/bot", StringComparison.Ordinal) ? "the Bot API" : path, e);
            if (!context.Response.HasStarted)
                await BotApiResponse.RefuseAsync(context, new Refusal(500, "Internal Server Error"));
        }
    }

    private Task RouteAsync(HttpContext context, string path)
    {
        if (path.StartsWith("/bot", StringComparison.Ordinal))
            return api.HandleAsync(context, path["/bot".Length..]);
        if (path.StartsWith("/file/bot", StringComparison.Ordinal))
            return DownloadAsync(context, path["/file/bot".Length..]);
        if (path.StartsWith("/emulator/", StringComparison.Ordinal))
            return page.HandleAsync(context, path["/emulator/".Length..]);
        if (path == "/")
            return files.SendIndexAsync(context);
        if (path.StartsWith("/page/", StringComparison.Ordinal))
            return PageFiles.SendAsync(context, path["/page/".Length..]);
        return BotApiResponse.RefuseAsync(context, new Refusal(404, "Not Found"));
    }

    // /file/bot{token}/{file_path}, as getFile names it.
    private Task DownloadAsync(HttpContext context, string path) =>
        path.Split('/') is [var token, .. var parts] && accounts.TryGetValue(token, out var account)
            && account.World.Change(() => FilePath.Open(account.World, parts)) is { } file
            ? BotApiResponse.WriteAsync(context, 200, file.Content, "application/octet-stream")
            : BotApiResponse.RefuseAsync(context, new Refusal(404, "Not Found"));
}
