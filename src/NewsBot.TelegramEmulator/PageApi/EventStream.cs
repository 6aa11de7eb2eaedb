using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>Server-sent events to one page: the state first, then what happens, in all chats or in one. A comment every while keeps the line open.</summary>
internal static class EventStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(HttpContext context, BotAccount account, long? onlyChat)
    {
        var (world, cancellationToken) = (account.World, context.RequestAborted);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        // Listening begins with the state taken under the gate, so that nothing falls between the two.
        var (events, state) = world.Change(() => (world.Events.Listen(onlyChat), PageView.State(account, onlyChat)));
        try
        {
            var connected = account.IsConnected;
            await WriteAsync(context, new PageEvent("state", state.ToJsonString(EmulatorJson.Wire)), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            while (true)
            {
                if (!await ReadyAsync(events, world.Time, cancellationToken))
                    return;
                var any = false;
                for (; events.TryRead(out var happened); any = true)
                    await WriteAsync(context, happened, cancellationToken);
                if (connected != account.IsConnected)
                {
                    connected = !connected;
                    await WriteAsync(context, new PageEvent("bot", PageView.Bot(world, connected).ToJsonString(EmulatorJson.Wire)), cancellationToken);
                }
                if (!any)
                    await context.Response.Body.WriteAsync(": \n\n"u8.ToArray(), cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The page has gone or the emulator stops.
        }
        finally
        {
            world.Events.Leave(events);
        }
    }

    // False when the page was let go for falling behind.
    private static async Task<bool> ReadyAsync(ChannelReader<PageEvent> events, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await events.WaitToReadAsync(cancellationToken).AsTask().WaitAsync(Heartbeat, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private static async Task WriteAsync(HttpContext context, PageEvent happened, CancellationToken cancellationToken) =>
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: {happened.Type}\ndata: {happened.Data}\n\n"), cancellationToken);
}
