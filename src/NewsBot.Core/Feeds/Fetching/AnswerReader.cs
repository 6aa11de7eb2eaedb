using System.Net;
using System.Net.Http.Headers;

namespace NewsBot.Core.Feeds;

/// <summary>Makes a result of an answer that is no redirect.</summary>
internal sealed class AnswerReader(HostGates gates, FetchLimits limits, TimeProvider time) : IDisposable
{
    private readonly BodyReader _bodies = new(limits, time);

    public async Task<FetchResult> ReadAsync(HttpResponseMessage response, FetchTarget target, CancellationToken cancellationToken)
    {
        var code = (int)response.StatusCode;
        if (code is not (429 or 503))
            gates.Answered(target.Address);
        if (code == 304 && target.Request.Validators != Validators.None)
            return new FetchResult.NotModified(Merge(target.Request.Validators, ValidatorsOf(response)), CacheOf(response)) { MovedTo = target.MovedTo };
        if (code is not (200 or 203 or 206 or 226))
            return Failure(response, target);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (await _bodies.ReadAsync(stream, cancellationToken) is not { } packed)
            return new FetchResult.Failed(new FeedError.TooSlow(target.Host));
        var body = BodyUnpacker.Unpack(packed, Raw(response.Content.Headers, "Content-Encoding"), limits);
        var tooLarge = new FeedError.TooLarge(target.Host, limits.Bytes);
        return body.IsBomb
            ? new FetchResult.Failed(tooLarge)
            : new FetchResult.Fresh(body.Bytes, Raw(response.Content.Headers, "Content-Type"), target.Address, target.MovedTo, ValidatorsOf(response), CacheOf(response))
            {
                CutOff = body.IsCutOff ? tooLarge : null,
            };
    }

    public void Dispose() => _bodies.Dispose();

    private FetchResult.Failed Failure(HttpResponseMessage response, FetchTarget target)
    {
        var code = (int)response.StatusCode;
        var until = RetryAfter.Parse(Raw(response.Headers, "Retry-After"), time.GetUtcNow());
        // 429 and 503 are about the server, and so is a 403 that names a time: Reddit's limits, for one, hold for an address.
        if (code is 429 or 503 || (until is not null && code == 403))
        {
            var pause = gates.Pause(target.Address, until);
            return new FetchResult.Failed(
                code == 429 || until is not null ? new FeedError.RateLimited(target.Host, until) : new FeedError.HttpStatus(target.Host, code)) { Pause = pause };
        }

        if (Raw(response.Headers, "cf-mitigated") is { } mitigated && mitigated.Contains("challenge", StringComparison.OrdinalIgnoreCase))
            return new FetchResult.Failed(new FeedError.Challenge(target.Host)) { AvoidHttp2 = IsHttp2(response) };
        return new FetchResult.Failed(code == 410 ? new FeedError.Gone(target.Host) : new FeedError.HttpStatus(target.Host, code))
        {
            AvoidHttp2 = code == 403 && IsHttp2(response),
        };
    }

    private static bool IsHttp2(HttpResponseMessage response) => response.Version >= HttpVersion.Version20;

    private static Validators ValidatorsOf(HttpResponseMessage response) =>
        new(Raw(response.Headers, "ETag"), Raw(response.Content.Headers, "Last-Modified"));

    private static Validators Merge(Validators sent, Validators received) =>
        new(received.ETag ?? sent.ETag, received.LastModified ?? sent.LastModified);

    private static CacheInformation CacheOf(HttpResponseMessage response) => new(
        Raw(response.Headers, "Cache-Control"), Raw(response.Content.Headers, "Expires"), Raw(response.Headers, "Age"), Raw(response.Headers, "Date"));

    // As received: reading a header in the usual way would parse it and write it anew.
    private static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;
}
