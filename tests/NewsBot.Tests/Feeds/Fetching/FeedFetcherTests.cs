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
    private static readonly DateTimeOffset _start = new(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(_start);
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
    public async Task Fetch_ServerThatSendsNoHeaders_IsCutAfterTheirTime()
    {
        var asked = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var fetch = FetchAsync(server.At("/"));
        await asked.Task;
        _time.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal(new FeedError.Timeout("127.0.0.1", TimeSpan.FromSeconds(15)), Assert.IsType<FetchResult.Failed>(await fetch).Error);
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
            _time.Advance(TimeSpan.FromSeconds(1));
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
        using var stream = new CountingHandler(_handler);
        using var fetcher = new FeedFetcher(stream, _gates, new UserAgent(null), new FetchLimits { Headers = TimeSpan.FromHours(1), Total = TimeSpan.FromHours(1) }, _time);

        var fetch = fetcher.FetchAsync(new FetchRequest(server.At("/"), Validators.None), TestContext.Current.CancellationToken);
        for (var piece = 1; piece <= 5; piece++)
        {
            await stream.ReachedAsync(piece * 30_000);
            _time.Advance(TimeSpan.FromSeconds(20));
            turn.Release();
        }

        Assert.Equal(150_000, Assert.IsType<FetchResult.Fresh>(await fetch).Bytes.Length);
    }

    [Fact]
    public async Task Fetch_RedirectsThatNeverEndInTime_AreCutAfterTheTotalTime()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return Redirect(context, 302, "/again");
        });

        Assert.Equal(new FeedError.Timeout("127.0.0.1", TimeSpan.FromSeconds(45)), Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/"))).Error);
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
    [InlineData(304, null, typeof(FeedError.HttpStatus))]
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

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Fetch_TurnedAwayWithoutATime_LeavesTheHostAloneForLongerEachTime(int status)
    {
        var answers = true;
        await using var server = await LoopbackServer.StartAsync(context => Status(context, answers ? 200 : status, null));
        answers = false;

        var waits = new List<TimeSpan>();
        for (var time = 0; time < 12; time++)
        {
            var pause = Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/one"))).Pause!;
            Assert.False(Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/two"))).Asked);
            waits.Add(pause.Until - _time.GetUtcNow());
            _time.SetUtcNow(pause.Until);
        }

        Assert.Equal(12, server.Requests.Count);
        Assert.InRange(waits[0], TimeSpan.FromSeconds(13), TimeSpan.FromSeconds(17));
        Assert.InRange(waits[4], TimeSpan.FromMinutes(3.5), TimeSpan.FromMinutes(4.5));
        Assert.InRange(waits[11], TimeSpan.FromMinutes(53), TimeSpan.FromMinutes(67));
        answers = true;
        await FetchAsync(server.At("/one"));
        answers = false;
        Assert.Equal(1, Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/one"))).Pause!.Refusals);
    }

    [Fact]
    public async Task Fetch_ChallengeForBrowsers_IsSaid()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers["cf-mitigated"] = "challenge";
            return Status(context, 403, null);
        });

        Assert.Equal(new FeedError.Challenge("127.0.0.1"), Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/"))).Error);
    }

    [Fact]
    public async Task Fetch_ConnectRefusedOnce_IsTriedOnceMoreAndNotAgain()
    {
        foreach (var (refusals, attempts) in new[] { (1, 2), (2, 2) })
        {
            var made = 0;
            using var handler = new GuardedHttpHandler(allowPrivateNetworks: true, (_, _, _) => ++made <= refusals
                ? throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused)
                : throw new InvalidDataException("No test reaches an address."));
            using var fetcher = new FeedFetcher(handler, _gates, new UserAgent(null), new FetchLimits(), _time);

            await fetcher.FetchAsync(new FetchRequest(new Uri("http://192.0.2.1/"), Validators.None), TestContext.Current.CancellationToken);

            Assert.Equal(attempts, made);
        }
    }

    [Fact]
    public async Task Fetch_AnswerThatBreaks_IsNotAskedForAgain()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.IsType<FeedError.Unreachable>(Assert.IsType<FetchResult.Failed>(await FetchAsync(server.At("/"))).Error);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Fetch_ServerSetsACookie_IsNotToldItAgain()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.SetCookie = "id=1";
            return context.Response.WriteAsync("<rss/>");
        });

        await FetchAsync(server.At("/"));
        await FetchAsync(server.At("/"));

        Assert.All(server.Requests, request => Assert.False(request.Headers.ContainsKey("Cookie")));
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

    private async Task<FetchResult> FetchAsync(Uri address, Validators? validators = null, int? subscribers = null, FetchLimits? limits = null)
    {
        using var fetcher = Fetcher(limits ?? new FetchLimits());
        return await fetcher.FetchAsync(new FetchRequest(address, validators ?? Validators.None, subscribers), TestContext.Current.CancellationToken);
    }

    private FeedFetcher Fetcher(FetchLimits limits) => new(_handler, _gates, new UserAgent("https://example.org"), limits, _time);

    /// <summary>Tells how many bytes of bodies the fetcher has read.</summary>
    private sealed class CountingHandler(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private readonly List<(long Bytes, TaskCompletionSource Reached)> _waiting = [];
        private long _bytes;

        public Task ReachedAsync(long bytes)
        {
            lock (_lock)
            {
                if (_bytes >= bytes)
                    return Task.CompletedTask;
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((bytes, reached));
                return reached.Task;
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var invoker = new HttpMessageInvoker(inner, disposeHandler: false);
            var response = await invoker.SendAsync(request, cancellationToken);
            var content = new StreamContent(new CountedStream(await response.Content.ReadAsStreamAsync(cancellationToken), Count));
            response.Content = content;
            return response;
        }

        // Counted when the next piece is asked for: then the one before has been taken note of.
        private void Count(int bytes)
        {
            lock (_lock)
            {
                _bytes += bytes;
                foreach (var (_, reached) in _waiting.Where(waiting => waiting.Bytes <= _bytes))
                    reached.TrySetResult();
            }
        }

        private sealed class CountedStream(Stream inner, Action<int> count) : Stream
        {
            private int _last;

            public override bool CanRead => true;
            public override bool CanSeek => false;
            public override bool CanWrite => false;
            public override long Length => throw new NotSupportedException();
            public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                count(_last);
                return _last = await inner.ReadAsync(buffer, cancellationToken);
            }

            public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
            public override void Flush() => throw new NotSupportedException();
            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();
            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }

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
