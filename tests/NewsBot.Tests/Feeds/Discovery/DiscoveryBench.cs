using System.Collections.Concurrent;
using System.Net;
using System.Text;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>The real search for feeds on pages of our own making under the names of real hosts. Nothing leaves the process.</summary>
internal sealed class DiscoveryBench : HttpMessageHandler
{
    private readonly HandsOffClock _clock = new();

    /// <summary>What stands where: the body, or a status (and where it leads).</summary>
    public Dictionary<string, (int Status, string Type, string Body)> Pages { get; } = [];

    public ConcurrentQueue<string> Asked { get; } = new();

    public FirstBodies Bodies { get; } = new(TimeProvider.System);

    public IReadOnlyCollection<TimeSpan> Pauses => _clock.Waits;

    public static string Rss(string title) => $"<rss><channel><title>{title}</title><item><guid>1</guid><title>One</title></item></channel></rss>";

    public DiscoveryBench Page(string address, string body, string type = "text/html", int status = 200)
    {
        Pages[address] = (status, type, body);
        return this;
    }

    public DiscoveryBench Feed(string address, string title) => Page(address, Rss(title), "application/rss+xml");

    public async Task<DiscoveryResult> DiscoverAsync(string address)
    {
        using var fetcher = Fetcher();
        return await Discovery(fetcher).DiscoverAsync(new Uri(address), TestContext.Current.CancellationToken);
    }

    public FeedFetcher Fetcher() => new(this, new HostGates(TimeProvider.System), new UserAgent(null), new FetchLimits(), TimeProvider.System);

    public FeedDiscovery Discovery(FeedFetcher fetcher) => new(fetcher, Bodies, new DiscoveryLimits(), _clock);

    /// <summary>The addresses of several that were found, in their order.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(string address) =>
        [.. Assert.IsType<DiscoveryResult.Found>(await DiscoverAsync(address)).Feeds.Select(feed => feed.Address.AbsoluteUri)];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!.AbsoluteUri;
        Asked.Enqueue(address);
        var (status, type, body) = Pages.GetValueOrDefault(address, (404, "text/html", "<html>No such page</html>"));
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)), RequestMessage = request };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (status is 301 or 302)
            response.Headers.TryAddWithoutValidation("Location", body);
        return Task.FromResult(response);
    }

    /// <summary>Waits are noted and over at once.</summary>
    private sealed class HandsOffClock : TimeProvider
    {
        public ConcurrentQueue<TimeSpan> Waits { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
