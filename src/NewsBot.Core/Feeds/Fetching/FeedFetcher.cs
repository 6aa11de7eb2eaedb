using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
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
/// <param name="time">The clock of the time limits and of Retry-After.</param>
internal sealed class FeedFetcher(HttpMessageHandler handler, HostGates gates, UserAgent agent, FetchLimits limits, TimeProvider time) : IDisposable
{
    private const string Accept = "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.7, */*;q=0.5";

    private readonly HttpMessageInvoker _http = new(handler, disposeHandler: false);
    private readonly AnswerReader _answers = new(gates, limits, time);

    /// <summary>The document, or why there is none.</summary>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var target = new FetchTarget(request);
        if (target.Problem is { } problem)
            return new FetchResult.Failed(problem);
        // Waiting for one's turn at a host is not this request's slowness: the clock starts after it. But a host that
        // hangs must not hold whoever asks for as long as its queue is.
        if (await EnterAsync(target, cancellationToken) is not { } pass)
            return new FetchResult.Failed(new FeedError.Timeout(target.Host, limits.Turn)) { Asked = false };
        using var clock = new CancellationTokenSource(limits.Total, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        try
        {
            for (var asked = false; ; asked = true)
            {
                if (gates.PausedUntil(target.Address) is { } until)
                    return new FetchResult.Failed(new FeedError.RateLimited(target.Host, until)) { Asked = asked };
                using var response = await SendAsync(target, either.Token);
                if (Location(response) is not { } location)
                    return await _answers.ReadAsync(response, target, either.Token);
                if (target.Follow(location, response.StatusCode, limits.Redirects) is { } refused)
                    return new FetchResult.Failed(refused);
                pass.Dispose();
                pass = await gates.EnterAsync(target.Address, either.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new FetchResult.Failed(new FeedError.Timeout(target.Host, After(exception, clock.IsCancellationRequested)));
        }
        catch (Exception exception) when (ConnectionFailure.Of(exception, target.Host) is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new FetchResult.Failed(ConnectionFailure.Of(exception, target.Host)!)
            {
                AvoidHttp2 = !request.AvoidHttp2 && ConnectionFailure.IsOfProtocol(exception),
            };
        }
        finally
        {
            pass.Dispose();
        }
    }

    /// <summary>Ends what it opened; the handler stays with its owner.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _answers.Dispose();
    }

    private TimeSpan After(OperationCanceledException exception, bool total) =>
        total ? limits.Total : exception.InnerException is TimeoutException ? GuardedHttpHandler.ConnectTimeout : limits.Headers;

    private async Task<IDisposable?> EnterAsync(FetchTarget target, CancellationToken cancellationToken)
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

    // A connect that is refused is tried once more: before the first byte that costs the server nothing, and a machine that
    // restarts its web server is back in a moment. Nothing else is asked twice in one poll; the schedule backs off.
    private async Task<HttpResponseMessage> SendAsync(FetchTarget target, CancellationToken cancellationToken)
    {
        using var headers = new CancellationTokenSource(limits.Headers, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(headers.Token, cancellationToken);
        try
        {
            return await SendOnceAsync(target, either.Token);
        }
        catch (HttpRequestException exception) when (
            exception.HttpRequestError == HttpRequestError.ConnectionError && exception.InnerException is SocketException && !either.IsCancellationRequested)
        {
            return await SendOnceAsync(target, either.Token);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(FetchTarget target, CancellationToken cancellationToken)
    {
        using var message = Message(target);
        return await _http.SendAsync(message, cancellationToken);
    }

    private HttpRequestMessage Message(FetchTarget target)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, target.Address)
        {
            Version = target.Request.AvoidHttp2 ? HttpVersion.Version11 : HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        Add("User-Agent", target.Request.UserAgent ?? agent.For(target.Request.Subscribers));
        Add("Accept", Accept);
        Add("Accept-Encoding", BodyUnpacker.Accepted);
        Add("If-None-Match", target.Request.Validators.ETag);
        Add("If-Modified-Since", target.Request.Validators.LastModified);
        message.Options.Set(GuardedHttpHandler.AcceptAnyCertificate, target.AcceptsAnyCertificate);
        if (target.Credentials is { } credentials)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return message;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static Uri? Location(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 ? response.Headers.Location : null;
}
