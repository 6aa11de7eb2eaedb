using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace NewsBot.Tests.Feeds;

/// <summary>A real HTTP server on a free port of loopback that answers as the test says, and remembers what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackServer(WebApplication application) => _application = application;

    /// <summary>The requests in order: path with query, and headers.</summary>
    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers)> Requests { get; } = new();

    public Uri Address => new(_application.Urls.First());

    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null, HttpProtocols protocols = HttpProtocols.Http1, IReadOnlyList<IPEndPoint>? at = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.RequestHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
            options.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.Latin1;
            foreach (var place in at ?? [new IPEndPoint(IPAddress.Loopback, 0)])
                options.Listen(place, listen =>
                {
                    listen.Protocols = protocols;
                    if (certificate is not null)
                        listen.UseHttps(certificate);
                });
        });
        var application = builder.Build();
        var server = new LoopbackServer(application);
        application.Run(context =>
        {
            server.Requests.Enqueue((
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            return answer(context);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public Uri At(string path) => new(Address, path);

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
