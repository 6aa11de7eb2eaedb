using System.Net;

namespace NewsBot.Core.Conversation.Addresses;

/// <summary>Whether a host name resolves (DNS).</summary>
internal delegate Task<bool> NameLookup(string host, CancellationToken cancellationToken);

/// <summary>Reads what a person wrote as the address of a website or feed, where it is one.</summary>
internal sealed class AddressReader(NameLookup resolves, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The address: anything with <c>://</c>, or one word whose ending is a public suffix and that resolves within two
    /// seconds. Null: it is none, so it is a query.
    /// </summary>
    public async Task<Uri?> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var word = text.Trim();
        if (word.Length is 0 or > 2048 || word.Any(char.IsWhiteSpace))
            return null;
        if (word.Contains("://", StringComparison.Ordinal))
            return Web(word) ?? Other(word);
        if (Web("https://" + word) is not { } address || !LooksLikeHost(word))
            return null;
        return await ResolvesAsync(address.IdnHost, cancellationToken) ? address : null;
    }

    /// <summary>Whether this is one word with the ending of a host name, be there such a host or not.</summary>
    public static bool LooksLikeHost(string text) =>
        text.Trim() is var word && !word.Any(char.IsWhiteSpace) && TopLevelDomains.CouldBeHost(HostOf(word));

    private static string HostOf(string word) => word.Split('/', '?', '#')[0].Split(':')[0];

    private static Uri? Web(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            return null;
        // One spelling for one place: the ASCII form of an international name (RFC 5891).
        return address.Host == address.IdnHost ? address : new UriBuilder(address) { Host = address.IdnHost }.Uri;
    }

    // ftp:// and the like are no address for us, but the person meant one: the fetcher says what is wrong with it.
    private static Uri? Other(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;

    private async Task<bool> ResolvesAsync(string host, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await resolves(host, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The lookup of the machine's own name service.</summary>
    public static async Task<bool> AskNameServiceAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, cancellationToken)).Length > 0;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
