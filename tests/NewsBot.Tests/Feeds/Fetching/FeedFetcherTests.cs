using System.Text;
using Microsoft.AspNetCore.Http;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>What is asked, and where redirects lead.</summary>
public sealed class FeedFetcherTests : FetchBench
{
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
        Time.Advance(TimeSpan.FromSeconds(16));

        Assert.Equal(new FeedError.Timeout("127.0.0.1", TimeSpan.FromSeconds(15)), Assert.IsType<FetchResult.Failed>(await fetch).Error);
    }

    [Fact]
    public async Task Fetch_RedirectsThatNeverEndInTime_AreCutAfterTheTotalTime()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            Time.Advance(TimeSpan.FromSeconds(10));
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

    [Theory]
    [InlineData("http://news.example/feed?x=1", 302, "https://news.example/feed?x=1", "https://news.example/feed?x=1")]
    [InlineData("http://news.example/feed", 302, "https://news.example/other", null)]
    [InlineData("http://news.example/feed", 302, "https://www.news.example/feed", null)]
    [InlineData("http://anna:p%40ss@news.example/feed", 301, "https://news.example/new", "https://anna:p%40ss@news.example/new")]
    [InlineData("http://anna:word@news.example/feed", 301, "https://another.example/new", "https://another.example/new")]
    [InlineData("http://news.example/feed", 301, "https://news.example/new#top", "https://news.example/new")]
    public async Task Fetch_Redirected_MovesToTheSameOverTlsToo_AndKeepsTheNameWithTheServerOnly(string address, int status, string location, string? expected)
    {
        using var handler = new OneRedirect(status, location);
        using var fetcher = new FeedFetcher(handler, Gates, new UserAgent(null), new FetchLimits(), Time);

        var fresh = Assert.IsType<FetchResult.Fresh>(await fetcher.FetchAsync(new FetchRequest(new Uri(address), Validators.None), TestContext.Current.CancellationToken));

        Assert.Equal(expected, fresh.MovedTo?.AbsoluteUri);
        Assert.Equal(expected?.Contains('@', StringComparison.Ordinal) == true, handler.LastHadCredentials);
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

    /// <summary>Sends the first request on, and answers the second.</summary>
    private sealed class OneRedirect(int status, string location) : HttpMessageHandler
    {
        private bool _sentOn;

        public bool LastHadCredentials { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LastHadCredentials = request.Headers.Authorization is not null;
            var answer = _sentOn ? new HttpResponseMessage { Content = new StringContent("<rss/>") } : new HttpResponseMessage((System.Net.HttpStatusCode)status);
            if (!_sentOn)
                answer.Headers.Location = new Uri(location);
            _sentOn = true;
            return Task.FromResult(answer);
        }
    }
}
