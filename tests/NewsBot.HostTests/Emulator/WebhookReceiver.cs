using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NewsBot.HostTests.Emulator;

/// <summary>A bot's webhook on a free port that answers with the given status codes in turn, the last one for good.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Channel<(string Secret, string Body)> requests = Channel.CreateUnbounded<(string, string)>();
    private int received;

    private WebhookReceiver(WebApplication application) => this.application = application;

    public int Received => Volatile.Read(ref received);

    public string Url => application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

    public static async Task<WebhookReceiver> StartAsync(IReadOnlyList<int> statuses, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver.application.Run(async context =>
        {
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
            var number = Interlocked.Increment(ref receiver.received);
            context.Response.StatusCode = statuses[Math.Min(number, statuses.Count) - 1];
            receiver.requests.Writer.TryWrite((context.Request.Headers["X-Telegram-Bot-Api-Secret-Token"].ToString(), body));
        });
        await receiver.application.StartAsync(cancellationToken);
        return receiver;
    }

    public async Task<(string Secret, string Body)> NextAsync(CancellationToken cancellationToken) =>
        await requests.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(15), cancellationToken);

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
