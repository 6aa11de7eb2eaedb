using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>Bodies that are packed, too large, or come in trickles.</summary>
public sealed class FetchedBodyTests : FetchBench
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task Fetch_CompressedBody_IsUnpacked(string encoding)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(Compress(encoding, Encoding.UTF8.GetBytes("<rss>ж</rss>")));
        });

        var fresh = Assert.IsType<FetchResult.Fresh>(await FetchAsync(server.At("/")));

        Assert.Equal("<rss>ж</rss>", Encoding.UTF8.GetString(fresh.Bytes.Span));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Fetch_Bomb_IsCutAtTheLimitAfterDecompression(string encoding)
    {
        var bomb = Compress(encoding, new byte[20_000_000]);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(bomb);
        });

        var result = await FetchAsync(server.At("/"), limits: new FetchLimits { RatioFrom = 100_000 });

        Assert.True(bomb.Length < 100_000);
        Assert.IsType<FeedError.TooLarge>(Assert.IsType<FetchResult.Failed>(result).Error);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Fetch_PackedBodyLargerThanPermitted_KeepsItsBeginning(string encoding)
    {
        var packed = Compress(encoding, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(number => $"<item>{number}</item>"))));
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.Body.WriteAsync(packed);
        });

        var fresh = Assert.IsType<FetchResult.Fresh>(await FetchAsync(server.At("/"), limits: new FetchLimits { Bytes = 100_000 }));

        Assert.Equal(100_000, fresh.Bytes.Length);
        Assert.StartsWith("<item>0</item><item>1</item>", Encoding.UTF8.GetString(fresh.Bytes.Span), StringComparison.Ordinal);
        Assert.Equal(new FeedError.TooLarge("127.0.0.1", 100_000), fresh.CutOff);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Fetch_BodyThatIsNotPackedAsItSays_IsTakenAsItIs(string encoding)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.WriteAsync("<rss/>");
        });

        Assert.Equal("<rss/>", Encoding.UTF8.GetString(Assert.IsType<FetchResult.Fresh>(await FetchAsync(server.At("/"))).Bytes.Span));
    }

    [Fact]
    public async Task Fetch_BareDeflate_IsUnpacked()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Encoding.UTF8.GetBytes("<rss>ж</rss>"));
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "deflate";
            await context.Response.Body.WriteAsync(packed.ToArray());
        });

        Assert.Equal("<rss>ж</rss>", Encoding.UTF8.GetString(Assert.IsType<FetchResult.Fresh>(await FetchAsync(server.At("/"))).Bytes.Span));
    }

    [Fact]
    public async Task Fetch_BodyOfUnknownLength_IsReadToTheLimitAndNoFurther()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            for (var chunk = 0; chunk < 100 && !context.RequestAborted.IsCancellationRequested; chunk++)
                await context.Response.Body.WriteAsync(new byte[64 * 1024]);
        });

        var result = await FetchAsync(server.At("/"), limits: new FetchLimits { Bytes = 500_000 });

        var fresh = Assert.IsType<FetchResult.Fresh>(result);
        Assert.Equal((500_000, new FeedError.TooLarge("127.0.0.1", 500_000)), (fresh.Bytes.Length, fresh.CutOff));
    }

    [Fact]
    public async Task Fetch_BodyThatTrickles_IsCutForItsRate()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("<rss>");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var fetch = FetchAsync(server.At("/"), limits: new FetchLimits { Headers = TimeSpan.FromDays(20), Total = TimeSpan.FromDays(20) });
        // The clock that the rate is measured by starts with the body, which is not seen from here.
        while (!fetch.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(new FeedError.TooSlow("127.0.0.1"), Assert.IsType<FetchResult.Failed>(await fetch).Error);
    }

    [Fact]
    public async Task Fetch_BodyThatKeepsItsRate_IsReadHoweverLongItTakes()
    {
        using var turn = new SemaphoreSlim(0);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            for (var piece = 0; piece < 5; piece++)
            {
                await context.Response.Body.WriteAsync(new byte[30_000]);
                await context.Response.Body.FlushAsync();
                await turn.WaitAsync(context.RequestAborted);
            }
        });
        using var stream = new CountingHandler(Handler);
        using var fetcher = new FeedFetcher(stream, Gates, new UserAgent(null), new FetchLimits { Headers = TimeSpan.FromHours(1), Total = TimeSpan.FromHours(1) }, Time);

        var fetch = fetcher.FetchAsync(new FetchRequest(server.At("/"), Validators.None), TestContext.Current.CancellationToken);
        for (var piece = 1; piece <= 5; piece++)
        {
            await stream.ReachedAsync(piece * 30_000);
            Time.Advance(TimeSpan.FromSeconds(20));
            turn.Release();
        }

        Assert.Equal(150_000, Assert.IsType<FetchResult.Fresh>(await fetch).Bytes.Length);
    }
}
