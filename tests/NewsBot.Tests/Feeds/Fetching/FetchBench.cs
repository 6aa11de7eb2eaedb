using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>A fetcher with a clock that tests move, and the answers they need.</summary>
public abstract class FetchBench : IDisposable
{
    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero));
    private protected GuardedHttpHandler Handler { get; } = new(allowPrivateNetworks: true);
    private protected HostGates Gates { get; }

    private protected FetchBench() => Gates = new HostGates(Time);

    public void Dispose()
    {
        Handler.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<FetchResult> FetchAsync(Uri address, Validators? validators = null, int? subscribers = null, FetchLimits? limits = null)
    {
        using var fetcher = Fetcher(limits ?? new FetchLimits());
        return await fetcher.FetchAsync(new FetchRequest(address, validators ?? Validators.None, subscribers), TestContext.Current.CancellationToken);
    }

    private protected FeedFetcher Fetcher(FetchLimits limits) => new(Handler, Gates, new UserAgent("https://example.org"), limits, Time);

    private protected static Task Redirect(HttpContext context, int status, string location)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private protected static Task Status(HttpContext context, int status, string? retryAfter)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    }

    private protected static byte[] Compress(string encoding, byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true),
            _ => new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true),
        })
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
