using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsBot.HostTests.Support;

/// <summary>Feeds on loopback whose bytes a test sets and changes; answers conditional requests and counts them all.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Feed> _feeds = new(StringComparer.Ordinal);

    private FeedServer(WebApplication app) => _app = app;

    public string BaseUrl => _app.Urls.First();

    public static async Task<FeedServer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new FeedServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Sets what stands at a path; returns its address.</summary>
    public string Put(string path, byte[] bytes, string contentType = "application/xml")
    {
        var feed = _feeds.GetOrAdd(path, _ => new Feed());
        lock (feed)
            (feed.Bytes, feed.ContentType, feed.ETag) = (bytes, contentType, $"\"{Convert.ToHexString(SHA256.HashData(bytes), 0, 8)}\"");
        return BaseUrl + path;
    }

    /// <summary>An RSS feed of these items; an item without address gets one on this server.</summary>
    public string PutRss(string path, string title, params IEnumerable<FeedItem> items) => PutRss(path, title, "en", items);

    /// <summary>The same in another language.</summary>
    public string PutRss(string path, string title, string language, params IEnumerable<FeedItem> items) =>
        Put(path, System.Text.Encoding.UTF8.GetBytes(Rss(title, language, items)), "application/rss+xml; charset=utf-8");

    /// <summary>From now on the path answers with this status and nothing else.</summary>
    public void Fail(string path, int status) => _feeds.GetOrAdd(path, _ => new Feed()).Status = status;

    /// <summary>How often the path was asked for.</summary>
    public int Requests(string path) => _feeds.TryGetValue(path, out var feed) ? feed.Requests : 0;

    /// <summary>How often "not modified" was the answer.</summary>
    public int NotModified(string path) => _feeds.TryGetValue(path, out var feed) ? feed.NotModified : 0;

    /// <summary>Returns when the path has been asked for this often, counted from the beginning.</summary>
    public async Task WaitForRequestsAsync(string path, int count, CancellationToken cancellationToken)
    {
        var feed = _feeds.GetOrAdd(path, _ => new Feed());
        while (feed.Requests < count)
            await feed.Asked.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private string Rss(string title, string language, IEnumerable<FeedItem> items) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0"><channel><title>{WebUtility.HtmlEncode(title)}</title><link>{BaseUrl}/</link><language>{language}</language>
        {string.Join('\n', items.Select(item =>
            $"<item><title>{WebUtility.HtmlEncode(item.Title)}</title><link>{WebUtility.HtmlEncode(item.Url ?? $"{BaseUrl}/{Uri.EscapeDataString(item.Title)}")}</link>"
            + $"<description>{WebUtility.HtmlEncode(item.Summary)}</description><pubDate>{item.Published.ToString("R", CultureInfo.InvariantCulture)}</pubDate></item>"))}
        </channel></rss>
        """;

    private async Task AnswerAsync(HttpContext context)
    {
        if (!_feeds.TryGetValue(context.Request.Path.Value ?? "", out var feed))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        byte[] bytes;
        string contentType, tag;
        lock (feed)
            (bytes, contentType, tag) = (feed.Bytes, feed.ContentType, feed.ETag);
        feed.Count();
        if (feed.Status is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            feed.CountNotModified();
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private sealed class Feed
    {
        private int _requests;
        private int _notModified;

        public byte[] Bytes { get; set; } = [];
        public string ContentType { get; set; } = "application/xml";
        public string ETag { get; set; } = "\"\"";
        public int? Status { get; set; }
        public SemaphoreSlim Asked { get; } = new(0);
        public int Requests => Volatile.Read(ref _requests);
        public int NotModified => Volatile.Read(ref _notModified);

        public void Count()
        {
            Interlocked.Increment(ref _requests);
            Asked.Release();
        }

        public void CountNotModified() => Interlocked.Increment(ref _notModified);
    }
}

/// <summary>An item of a feed that a test makes up.</summary>
internal sealed record FeedItem(string Title, string Summary, DateTimeOffset Published, string? Url = null);
