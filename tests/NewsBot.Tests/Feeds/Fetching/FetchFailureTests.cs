using Microsoft.AspNetCore.Http;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>What servers refuse, and how they are left alone then.</summary>
public sealed class FetchFailureTests : FetchBench
{
    [Fact]
    public async Task Fetch_HostWithALongQueue_IsGivenUpAfterAMinuteWithoutAsking()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        using var another = await Gates.EnterAsync(server.At("/"), TestContext.Current.CancellationToken);
        var fetch = FetchAsync(server.At("/feed"));
        Assert.False(fetch.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(new FeedError.Timeout("127.0.0.1", TimeSpan.FromSeconds(60)), Assert.IsType<FetchResult.Failed>(await fetch).Error);
        Assert.Empty(server.Requests);
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
            Assert.Equal(retryAfter is null ? null : Time.GetUtcNow().AddSeconds(120), limited.Until);
    }

    [Fact]
    public async Task Fetch_AfterRetryAfter_LeavesTheWholeHostAloneUntilThen()
    {
        await using var server = await LoopbackServer.StartAsync(context => Status(context, 429, "Wed, 18 Mar 2026 12:10:00 GMT"));

        await FetchAsync(server.At("/one"));
        var other = await FetchAsync(server.At("/two"));
        Time.Advance(TimeSpan.FromMinutes(11));
        await FetchAsync(server.At("/three"));

        Assert.Equal(new FeedError.RateLimited("127.0.0.1", Time.GetUtcNow().AddMinutes(-1)), Assert.IsType<FetchResult.Failed>(other).Error);
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
            waits.Add(pause.Until - Time.GetUtcNow());
            Time.SetUtcNow(pause.Until);
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
            using var handler = new GuardedHttpHandler(allowPrivateNetworks: true, null, (_, _, _) => ++made <= refusals
                ? throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.ConnectionRefused)
                : throw new InvalidDataException("No test reaches an address."));
            using var fetcher = new FeedFetcher(handler, Gates, new UserAgent(null), new FetchLimits(), Time);

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
}
