using System.Net;

namespace NewsBot.Core.Feeds;

/// <summary>The address asked now, and how we came to it.</summary>
internal sealed class FetchTarget
{
    private readonly Uri _first;
    private int _redirects;
    private bool _permanent = true;

    public FetchTarget(FetchRequest request)
    {
        Request = request;
        Address = _first = request.Address;
        if (!request.Address.IsAbsoluteUri || !IsWeb(request.Address))
        {
            Problem = new FeedError.BadAddress(request.Address.OriginalString);
            return;
        }

        Credentials = request.Address.UserInfo.Length > 0 ? Uri.UnescapeDataString(request.Address.UserInfo) : null;
        Address = _first = WithoutCredentials(request.Address);
    }

    public FetchRequest Request { get; }

    public FeedError? Problem { get; }

    public Uri Address { get; private set; }

    /// <summary>Name and password, "name:password"; dropped for good when a redirect leads to another host or off https.</summary>
    public string? Credentials { get; private set; }

    public string Host => FeedAddress.HostOf(Address);

    /// <summary>Whether the certificate is to be believed whatever it says: only that of the host that was asked for.</summary>
    public bool AcceptsAnyCertificate => Request.AcceptAnyCertificate && Host == FeedAddress.HostOf(_first);

    /// <summary>The address to keep from now on, or null: see <see cref="FetchResult.Fresh"/>.</summary>
    public Uri? MovedTo => _redirects > 0 && Address != _first && (_permanent || IsSameOverTls(_first, Address))
        ? Credentials is null ? Address : new UriBuilder(Address) { UserName = Request.Address.UserInfo.Split(':')[0], Password = Password(Request.Address) }.Uri
        : null;

    /// <summary>Goes where the server sends us; what is wrong with that, or null.</summary>
    public FeedError? Follow(Uri location, HttpStatusCode status, int limit)
    {
        if (++_redirects > limit)
            return new FeedError.TooManyRedirects(Host, limit);
        var next = location.IsAbsoluteUri ? location : Uri.TryCreate(Address, location, out var joined) ? joined : null;
        if (next is null || !IsWeb(next))
            return new FeedError.BadAddress(location.OriginalString);
        // A fragment names a place in the document, not the document (RFC 9110, 10.2.2).
        next = next.Fragment.Length == 0 ? next : new UriBuilder(next) { Fragment = "" }.Uri;
        _permanent &= (int)status is 301 or 308 || IsSameOverTls(Address, next);
        var sameServer = FeedAddress.HostOf(next) == Host && (next.Port == Address.Port || (Address.Scheme == "http" && next.Scheme == "https"));
        if (!sameServer || (Address.Scheme == "https" && next.Scheme == "http"))
            Credentials = null;
        Address = WithoutCredentials(next);
        return null;
    }

    private static bool IsSameOverTls(Uri before, Uri after) =>
        before.Scheme == "http" && after.Scheme == "https" && before.PathAndQuery == after.PathAndQuery
        && before.IsDefaultPort && after.IsDefaultPort && FeedAddress.HostOf(before) == FeedAddress.HostOf(after);

    private static bool IsWeb(Uri address) => address.Scheme is "http" or "https" && address.Host.Length > 0;

    private static string Password(Uri address) => address.UserInfo.Split(':', 2) is [_, var password] ? password : "";

    private static Uri WithoutCredentials(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
}
