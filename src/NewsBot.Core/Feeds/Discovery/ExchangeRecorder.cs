using System.Diagnostics;

namespace NewsBot.Core.Feeds;

/// <summary>One request and what came back.</summary>
/// <param name="Address">What was asked.</param>
/// <param name="Status">Of the answer; null where none came.</param>
/// <param name="ContentType">Header of that name.</param>
/// <param name="Location">Where a redirect leads.</param>
/// <param name="Version">Of HTTP.</param>
/// <param name="Took">Until the headers were there.</param>
/// <param name="Failure">Why no answer came.</param>
internal sealed record Exchange(Uri Address, int? Status, string? ContentType, Uri? Location, Version? Version, TimeSpan Took, FeedError? Failure);

/// <summary>Remembers what is asked through it: for an owner who wants to see each step.</summary>
internal sealed class ExchangeRecorder(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private readonly List<Exchange> _exchanges = [];

    /// <summary>In the order of the requests.</summary>
    public IReadOnlyList<Exchange> Exchanges => _exchanges;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var address = request.RequestUri ?? throw new UnreachableException();
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            _exchanges.Add(new Exchange(
                address, (int)response.StatusCode, response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null,
                response.Headers.Location, response.Version, time.GetElapsedTime(began), null));
            return response;
        }
        catch (Exception exception)
        {
            _exchanges.Add(new Exchange(address, null, null, null, null, time.GetElapsedTime(began), ConnectionFailure.Of(exception, FeedAddress.HostOf(address))));
            throw;
        }
    }
}
