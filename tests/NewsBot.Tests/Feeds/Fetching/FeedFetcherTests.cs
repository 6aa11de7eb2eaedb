using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedFetcherTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-03-18T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
    private readonly GuardedHttpHandler _handler = new(allowPrivateNetworks: true);
    private readonly HostGates _gates;

    public FeedFetcherTests() => _gates = new HostGates(_time);

    public void Dispose() => _handler.Dispose();

    [Fact]
    public async Task Fetch_WithValidators_SendsThemBackByteForByte()
    {
        const string oddTag = "W/\"a b\", \"ü\" not-quoted";
        const string oddDate = "Wed, 18 mar 2026  10:00 GMT+0";
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ETag = oddTag;
            context.Response.Headers.LastModified = oddDate;
            if (context.Request.Headers.IfNoneMatch.Count > 0)
                context.Response.StatusCode = 304;
            else
                await context.Response.WriteAsync("<rss/>");
        });

        var fresh = Assert.IsType<FetchResult.Fresh>(await FetchAsync(server.At("/feed")));
        var second = await FetchAsync(server.At("/feed"), validators: fresh.Validators);

        Assert.Equal(new Validators(oddTag, oddDate), fresh.Validators);
        Assert.Equal(fresh.Validators, Assert.IsType<FetchResult.NotModified>(second).Validators);
        Assert.Equal(oddTag, server.Requests.Last().Headers["If-None-Match"]);
        Assert.Equal(oddDate, server.Requests.Last().Headers["If-Modified-Since"]);
    }

    [Fact]
    public async Task Fetch_HostWithALongQueue_IsGivenUpAfterAMinuteWithoutAsking()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        using var another = await _gates.EnterAsync(server.At("/"), TestContext.Current.CancellationToken);
        var fetch = FetchAsync(server.At("/feed"));
        Assert.False(fetch.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(new FeedError.Timeout("127.0.0.1", TimeSpan.FromSeconds(60)), Assert.IsType<FetchResult.Failed>(await fetch).Error);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Fetch_NotModifiedWithNewTag_TakesTheNewTag()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 304;
            context.Response.Headers.ETag = "\"new\"";
            return Task.CompletedTask;
        });

        var result = Assert.IsType<FetchResult.NotModified>(await FetchAsync(server.At("/"), validators: new Validators("\"old\"", "yesterday")));

        Assert.Equal(new Validators("\"new\"", "yesterday"), result.Validators);
    }

    [Fact]
    public async Task Fetch_Always_SaysWhoAsksAndAcceptsWhatItCanUnpack()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("<rss/>"));

        await FetchAsync(server.At("/"), subscribers: 12);

        var headers = server.Requests.Single().Headers;
        Assert.Matches(@"^NewsBot/\d+\.\d+\.\d+ \(\+https://example\.org; 12 subscribers\)$", headers["User-Agent"]);
        Assert.Equal("gzip, deflate, br", headers["Accept-Encoding"]);
        Assert.False(headers.ContainsKey("Cookie"));
        Assert.False(headers.ContainsKey("If-None-Match"));
    }

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

        var result = await FetchAsync(server.At("/"), limits: new FetchLimits { Bytes = 1_000_000 });

        Assert.True(bomb.Length < 100_000);
        Assert.IsType<FeedError.TooLarge>(Assert.IsType<FetchResult.Failed>(result).Error);
    }

    [Fact]
    public async Task Fetch_BodyOfUnknownLength_IsCutAtTheLimit()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            for (var chunk = 0; chunk < 100 && !context.RequestAborted.IsCancellationRequested; chunk++)
                await context.Response.Body.WriteAsync(new byte[64 * 1024]);
        });

        var result = await FetchAsync(server.At("/"), limits: new FetchLimits { Bytes = 500_000 });

        Assert.Equal(new FeedError.TooLarge("127.0.0.1", 500_000), Assert.IsType<FetchResult.Failed>(result).Error);
    }

    [Fact]
    public async Task Fetch_ServerThatTrickles_IsCutAfterTheTotalTime()
    {
        var started = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("<rss>");
            await context.Response.Body.FlushAsync();
            started.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var fetch = FetchAsync(server.At("/"));
        await started.Task;
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(new FeedError.Timeout("127.0.0.1", TimeSpan.FromSeconds(30)), Assert.IsType<FetchResult.Failed>(await fetch).Error);
    }

    [Fact]
    public async Task Fetch_CancelledByTheCaller_Throws()
    {
        var asked = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var stop = new CancellationTokenSource();
        using var fetcher = Fetcher(new FetchLimits());

        var fetch = fetcher.FetchAsync(new FetchRequest(server.At("/"), Validators.None), stop.Token);
        await asked.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetch);
    }

    [Theory]
    [InlineData(301, 308, true)]
    [InlineData(301, 302, false)]
    [InlineData(307, 301, false)]
    [InlineData(303, 303, false)]
    public async Task Fetch_Redirected_FollowsAndTellsWhetherItMovedForGood(int first, int second, bool moved)
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Request.Path.Value switch
        {
            "/a" => Redirect(context, first, "b?x=1"),
            "/b" => Redirect(context, second, "/c"),
            _ => context.Response.WriteAsync("<rss/>"),
        });

        var fresh = Assert.IsType<FetchResult.Fresh>(await FetchAsync(server.At("/a")));

        Assert.Equal(server.At("/c"), fresh.FinalAddress);
        Assert.Equal(moved ? server.At("/c") : null, fresh.MovedTo);
        Assert.Equal(["/a", "/b?x=1", "/c"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Fetch_EndlessRedirects_EndAfterTenHops()
    {
        await using var server = await LoopbackServer.StartAsync(context => Redirect(context, 302, "/again"));

        var result = await FetchAsync(server.At("/"));

        Assert.Equal(new FeedError.TooManyRedirects("127.0.0.1", 10), Assert.IsType<FetchResult.Failed>(result).Error);
        Assert.Equal(11, server.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/feed")]
    [InlineData("gopher://127.0.0.1:70/")]
    public async Task Fetch_RedirectToAnotherScheme_IsRefused(string location)
    {
        await using var server = await LoopbackServer.StartAsync(context => Redirect(context, 302, location));

        Assert.IsType<FeedError.BadAddress>(Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/"))).Error);
    }

    [Fact]
    public async Task Fetch_WithCredentials_SendsThemToThatServerOnly()
    {
        await using var other = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("<rss/>"));
        await using var server = await LoopbackServer.StartAsync(context => context.Request.Path == "/first"
            ? Redirect(context, 302, "/second")
            : Redirect(context, 302, other.At("/third").AbsoluteUri));
        var address = new UriBuilder(server.At("/first")) { UserName = "anna", Password = "p%40ss" }.Uri;

        var fresh = Assert.IsType<FetchResult.Fresh>(await FetchAsync(address));

        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("anna:p@ss"));
        Assert.All(server.Requests, request => Assert.Equal(expected, request.Headers["Authorization"]));
        Assert.Equal(2, server.Requests.Count);
        Assert.False(other.Requests.Single().Headers.ContainsKey("Authorization"));
        Assert.Equal("", fresh.FinalAddress.UserInfo);
    }

    [Theory]
    [InlineData(410, null, typeof(FeedError.Gone))]
    [InlineData(404, null, typeof(FeedError.HttpStatus))]
    [InlineData(500, "120", typeof(FeedError.HttpStatus))]
    [InlineData(503, null, typeof(FeedError.HttpStatus))]
    [InlineData(503, "120", typeof(FeedError.RateLimited))]
    [InlineData(403, "120", typeof(FeedError.RateLimited))]
    [InlineData(429, null, typeof(FeedError.RateLimited))]
    [InlineData(204, null, typeof(FeedError.HttpStatus))]
    public async Task Fetch_Status_BecomesItsError(int status, string? retryAfter, Type expected)
    {
        await using var server = await LoopbackServer.StartAsync(context => Status(context, status, retryAfter));

        var error = Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/"))).Error;

        Assert.IsType(expected, error);
        if (error is FeedError.RateLimited limited)
            Assert.Equal(retryAfter is null ? null : _time.GetUtcNow().AddSeconds(120), limited.Until);
    }

    [Fact]
    public async Task Fetch_AfterRetryAfter_LeavesTheWholeHostAloneUntilThen()
    {
        await using var server = await LoopbackServer.StartAsync(context => Status(context, 429, "Wed, 18 Mar 2026 12:10:00 GMT"));

        await FetchAsync(server.At("/one"));
        var other = await FetchAsync(server.At("/two"));
        _time.Advance(TimeSpan.FromMinutes(11));
        await FetchAsync(server.At("/three"));

        Assert.Equal(new FeedError.RateLimited("127.0.0.1", _time.GetUtcNow().AddMinutes(-1)), Assert.IsType<FetchResult.Failed>(other).Error);
        Assert.Equal(["/one", "/three"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task Fetch_TwoFeedsOfOneHost_AreAskedOneAfterTheOther()
    {
        var (open, most) = (0, 0);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref open));
            await Task.Yield();
            await context.Response.WriteAsync("<rss/>");
            Interlocked.Decrement(ref open);
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => FetchAsync(server.At($"/{number}"))));

        Assert.Equal((8, 1), (server.Requests.Count, most));
    }

    [Fact]
    public async Task Fetch_NobodyListens_IsUnreachable()
    {
        Uri address;
        await using (var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask))
            address = server.Address;

        var error = Assert.IsType<FetchResult.Failed>(await FetchAsync(address)).Error;

        Assert.Equal(new FeedError.Unreachable("127.0.0.1", UnreachableReason.Refused), error);
        Assert.Equal("feed.error.refused", error.TextKey);
    }

    [Fact]
    public async Task Fetch_NameThatDoesNotExist_IsUnreachable() => Assert.Equal(
        new FeedError.Unreachable("no-such-name.invalid", UnreachableReason.NameNotFound),
        Assert.IsType<FetchResult.Failed>(await FetchAsync(new Uri("http://no-such-name.invalid/feed"))).Error);

    [Fact]
    public async Task Fetch_ConnectionThatBreaks_IsUnreachable()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("<rss>");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        Assert.Equal(
            new FeedError.Unreachable("127.0.0.1", UnreachableReason.Interrupted),
            Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/"))).Error);
    }

    [Fact]
    public async Task Fetch_CertificateNobodyVouchesFor_IsATlsFailure()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("newsbot-test-").FullName, "own.pfx");
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
            await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12), TestContext.Current.CancellationToken);
        }

        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("<rss/>"), path);

        Assert.Equal(
            new FeedError.TlsFailure("127.0.0.1", TlsProblem.Untrusted),
            Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/"))).Error);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private async Task<FetchResult> FetchAsync(Uri address, Validators? validators = null, int? subscribers = null, FetchLimits? limits = null)
    {
        using var fetcher = Fetcher(limits ?? new FetchLimits());
        return await fetcher.FetchAsync(new FetchRequest(address, validators ?? Validators.None, subscribers), TestContext.Current.CancellationToken);
    }

    private FeedFetcher Fetcher(FetchLimits limits) => new(_handler, _gates, new UserAgent("https://example.org"), limits, _time);

    private static Task Redirect(HttpContext context, int status, string location)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    private static Task Status(HttpContext context, int status, string? retryAfter)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    }

    private static byte[] Compress(string encoding, byte[] bytes)
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
