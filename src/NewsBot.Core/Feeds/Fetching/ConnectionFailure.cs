using System.Net.Sockets;
using System.Security.Authentication;

namespace NewsBot.Core.Feeds;

/// <summary>What an exception of the network means for people.</summary>
internal static class ConnectionFailure
{
    /// <summary>The error, or null for an exception that is a bug and not the network's.</summary>
    public static FeedError? Of(Exception exception, string host)
    {
        if (exception is not (HttpRequestException or IOException or InvalidDataException or SocketException))
            return null;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PrivateAddressException refused:
                    return new FeedError.PrivateAddress(refused.Host);
                case ForbiddenPortException refused:
                    return new FeedError.ForbiddenPort(refused.Host, refused.Port);
                case AuthenticationException authentication:
                    return new FeedError.TlsFailure(host, Problem(authentication.Message));
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery }:
                    return new FeedError.Unreachable(host, UnreachableReason.NameNotFound);
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.TimedOut }:
                    return new FeedError.Unreachable(host, UnreachableReason.Refused);
            }
        }

        return new FeedError.Unreachable(host, UnreachableReason.Interrupted);
    }

    /// <summary>True where the two sides did not understand each other's HTTP/2.</summary>
    public static bool IsOfProtocol(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpProtocolException or HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError })
                return true;
        }

        return false;
    }

    // The runtime tells the reason only as names of SslPolicyErrors and X509ChainStatusFlags in its message.
    private static TlsProblem Problem(string message) => message switch
    {
        _ when message.Contains("RemoteCertificateNameMismatch", StringComparison.Ordinal) => TlsProblem.WrongName,
        _ when message.Contains("NotTimeValid", StringComparison.Ordinal) => TlsProblem.Expired,
        _ when message.Contains("RemoteCertificate", StringComparison.Ordinal) || message.Contains("certificate chain", StringComparison.Ordinal) => TlsProblem.Untrusted,
        _ => TlsProblem.Handshake,
    };
}
