using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Asks for one document over HTTP: conditionally, with redirects followed by hand, and with a limit on everything. Whatever
/// a server does ends as a value; only cancellation by the caller throws.
/// </summary>
/// <param name="handler">How connections are made; it decides who may be reached.</param>
/// <param name="gates">Turns and pauses per host, shared by all fetchers of the process.</param>
/// <param name="agent">Who we are.</param>
/// <param name="limits">Bounds on size, time and redirects.</param>
/// <param name="time">The clock of the time limit and of Retry-After.</param>
internal sealed class FeedFetcher(HttpMessageHandler handler, HostGates gates, UserAgent agent, FetchLimits limits, TimeProvider time) : IDisposable
{
    private const string Accept = "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.7, */*;q=0.5";

    private readonly HttpMessageInvoker _http = new(handler, disposeHandler: false);

    /// <summary>The document, or why there is none.</summary>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var target = new Target(request);
        if (target.Problem is { } problem)
            return new FetchResult.Failed(problem);
        // Waiting for one's turn at a host is not this request's slowness: the clock starts after it. But a host that
        // hangs must not hold whoever asks for as long as its queue is.
        if (await EnterAsync(target, cancellationToken) is not { } pass)
            return new FetchResult.Failed(new FeedError.Timeout(target.Host, limits.Turn));
        using var clock = new CancellationTokenSource(limits.Total, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            while (true)
            {
                if (gates.PausedUntil(target.Address) is { } until)
                    return new FetchResult.Failed(new FeedError.RateLimited(target.Host, until));
                using var message = Message(target);
                using var response = await _http.SendAsync(message, either.Token);
                if (Location(response) is not { } location)
                    return await ReadAsync(response, target, either.Token);
                if (target.Follow(location, response.StatusCode, limits.Redirects) is { } refused)
                    return new FetchResult.Failed(refused);
                pass.Dispose();
                pass = await gates.EnterAsync(target.Address, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchResult.Failed(new FeedError.Timeout(target.Host, limits.Total));
        }
        catch (Exception exception) when (ConnectionFailure.Of(exception, target.Host) is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new FetchResult.Failed(ConnectionFailure.Of(exception, target.Host)!);
        }
        finally
        {
            pass.Dispose();
        }
    }

    /// <summary>Ends what it opened; the handler stays with its owner.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<IDisposable?> EnterAsync(Target target, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limits.Turn, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await gates.EnterAsync(target.Address, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private HttpRequestMessage Message(Target target)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, target.Address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        Add("User-Agent", agent.For(target.Request.Subscribers));
        Add("Accept", Accept);
        Add("If-None-Match", target.Request.Validators.ETag);
        Add("If-Modified-Since", target.Request.Validators.LastModified);
        Add("Authorization", target.Credentials is { } credentials ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)) : null);
        return message;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static Uri? Location(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 ? response.Headers.Location : null;

    private async Task<FetchResult> ReadAsync(HttpResponseMessage response, Target target, CancellationToken cancellationToken)
    {
        var code = (int)response.StatusCode;
        if (code == 304)
            return new FetchResult.NotModified(Merge(target.Request.Validators, ValidatorsOf(response)), CacheOf(response));
        if (code is not (200 or 203 or 206 or 226))
            return new FetchResult.Failed(StatusError(response, target));
        if (response.Content.Headers.ContentLength > limits.Bytes)
            return new FetchResult.Failed(new FeedError.TooLarge(target.Host, limits.Bytes));
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = await ReadLimitedAsync(body, cancellationToken);
        if (bytes is null)
            return new FetchResult.Failed(new FeedError.TooLarge(target.Host, limits.Bytes));
        return new FetchResult.Fresh(
            bytes, Raw(response.Content.Headers, "Content-Type"), target.Address, target.MovedTo, ValidatorsOf(response), CacheOf(response));
    }

    private async Task<byte[]?> ReadLimitedAsync(Stream body, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int length;
        while ((length = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read.Length + length > limits.Bytes)
                return null;
            read.Write(buffer, 0, length);
        }

        return read.ToArray();
    }

    private FeedError StatusError(HttpResponseMessage response, Target target)
    {
        var code = (int)response.StatusCode;
        var until = RetryAfter.Parse(Raw(response.Headers, "Retry-After"), time.GetUtcNow());
        if (code == 429 || (until is not null && code is 503 or 403))
        {
            if (until is { } moment)
                gates.Pause(target.Address, moment);
            return new FeedError.RateLimited(target.Host, until);
        }

        return code == 410 ? new FeedError.Gone(target.Host) : new FeedError.HttpStatus(target.Host, code);
    }

    private static Validators ValidatorsOf(HttpResponseMessage response) =>
        new(Raw(response.Headers, "ETag"), Raw(response.Content.Headers, "Last-Modified"));

    private static Validators Merge(Validators sent, Validators received) =>
        new(received.ETag ?? sent.ETag, received.LastModified ?? sent.LastModified);

    private static CacheInformation CacheOf(HttpResponseMessage response) => new(
        Raw(response.Headers, "Cache-Control"), Raw(response.Content.Headers, "Expires"), Raw(response.Headers, "Age"), Raw(response.Headers, "Date"));

    // As received: reading a header in the usual way would parse it and write it anew.
    private static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The address asked now, and how we came to it.</summary>
    private sealed class Target
    {
        private int _redirects;
        private bool _permanent = true;

        public Target(FetchRequest request)
        {
            Request = request;
            Address = request.Address;
            if (!request.Address.IsAbsoluteUri || !IsWeb(request.Address))
            {
                Problem = new FeedError.BadAddress(request.Address.OriginalString);
                return;
            }

            Credentials = request.Address.UserInfo.Length > 0 ? Uri.UnescapeDataString(request.Address.UserInfo) : null;
            Address = WithoutCredentials(request.Address);
        }

        public FetchRequest Request { get; }

        public FeedError? Problem { get; }

        public Uri Address { get; private set; }

        /// <summary>Name and password, "name:password"; dropped for good when a redirect leads to another host or off https.</summary>
        public string? Credentials { get; private set; }

        public string Host => FeedAddress.HostOf(Address);

        public Uri? MovedTo => _redirects > 0 && _permanent ? Address : null;

        public FeedError? Follow(Uri location, HttpStatusCode status, int limit)
        {
            if (++_redirects > limit)
                return new FeedError.TooManyRedirects(Host, limit);
            var next = location.IsAbsoluteUri ? location : Uri.TryCreate(Address, location, out var joined) ? joined : null;
            if (next is null || !IsWeb(next))
                return new FeedError.BadAddress(location.OriginalString);
            _permanent &= (int)status is 301 or 308;
            var sameServer = FeedAddress.HostOf(next) == Host && (next.Port == Address.Port || (Address.Scheme == "http" && next.Scheme == "https"));
            if (!sameServer || (Address.Scheme == "https" && next.Scheme == "http"))
                Credentials = null;
            Address = WithoutCredentials(next);
            return null;
        }

        private static bool IsWeb(Uri address) => address.Scheme is "http" or "https" && address.Host.Length > 0;

        private static Uri WithoutCredentials(Uri address) =>
            address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
    }
}
