using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>How a host of the benchmark behaves.</summary>
internal enum HostKind
{
    Healthy,
    Slow,
    Hanging,
    Refusing,
    Limited,
}

/// <summary>
/// Many hosts in one process: each an address of its own in 127.0.0.0/8, one port. It counts how many requests a host has
/// at once.
/// </summary>
internal sealed class PollServer : IAsyncDisposable
{
    public const string Tag = "\"v1\"";

    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(5);

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<IPAddress, Load> _loads = new();

    private readonly Dictionary<IPAddress, HostKind> _kinds;

    private PollServer(WebApplication application, Dictionary<IPAddress, HostKind> kinds) => (_application, _kinds) = (application, kinds);

    public int Port { get; private set; }

    public long Requests;

    /// <summary>The most requests that any one host had at once. Of those that hang a request is over only when we notice that the bot hung up.</summary>
    public int MostAtOnce(bool hanging) => _loads.Where(load => (_kinds[load.Key] == HostKind.Hanging) == hanging).Select(load => load.Value.Most).DefaultIfEmpty().Max();

    public static async Task<PollServer> StartAsync(IEnumerable<(IPAddress Address, HostKind Kind)> hosts, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = BotProcess.FreePort();
        var kinds = hosts.Where(host => host.Kind != HostKind.Refusing).ToDictionary(host => host.Address, host => host.Kind);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            foreach (var address in kinds.Keys)
                options.Listen(address, port);
        });
        var application = builder.Build();
        var server = new PollServer(application, kinds) { Port = port };
        application.Run(context => server.AnswerAsync(context, kinds[context.Connection.LocalIpAddress!]));
        await application.StartAsync(cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, HostKind kind)
    {
        Interlocked.Increment(ref Requests);
        var load = _loads.GetOrAdd(context.Connection.LocalIpAddress!, _ => new Load());
        load.Enter();
        try
        {
            switch (kind)
            {
                case HostKind.Slow:
                    await Task.Delay(Slowness, context.RequestAborted);
                    break;
                case HostKind.Hanging:
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                    break;
                case HostKind.Limited:
                    context.Response.StatusCode = 429;
                    context.Response.Headers.RetryAfter = "3600";
                    return;
            }

            await AnswerAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The bot hung up.
        }
        finally
        {
            load.Leave();
        }
    }

    // Which answer a feed gives stands in its address: /304/17, /200/17, /500/17.
    private static async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/');
        var status = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (status == 304 && context.Request.Headers.IfNoneMatch != Tag)
            status = 200;
        context.Response.StatusCode = status;
        if (status == 304)
            context.Response.Headers.ETag = Tag;
        if (status != 200)
            return;
        context.Response.Headers.ETag = Tag;
        context.Response.ContentType = "application/rss+xml; charset=utf-8";
        await context.Response.Body.WriteAsync(Document(parts[2]));
    }

    private static byte[] Document(string feed)
    {
        var text = new StringBuilder($"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed {feed}</title><link>https://{feed}.example/</link><language>en</language>");
        for (var item = 0; item < 10; item++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<item><guid isPermaLink=\"false\">{feed}-{item}</guid><title>Story {item} of feed {feed} about {SyntheticNews.Word(item + feed.Length)}</title>")
                .Append(CultureInfo.InvariantCulture, $"<link>https://{feed}.example/{item}</link><pubDate>{TimeProvider.System.GetUtcNow().AddHours(-item):R}</pubDate><description>");
            for (var word = 0; word < 60; word++)
                text.Append(SyntheticNews.Word((word * 17) + item)).Append(' ');
            text.Append("</description></item>");
        }

        return Encoding.UTF8.GetBytes(text.Append("</channel></rss>").ToString());
    }

    private sealed class Load
    {
        private readonly Lock _lock = new();
        private int _now;

        public int Most { get; private set; }

        public void Enter()
        {
            lock (_lock)
                Most = Math.Max(Most, ++_now);
        }

        public void Leave()
        {
            lock (_lock)
                _now--;
        }
    }
}
