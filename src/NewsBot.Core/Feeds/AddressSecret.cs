namespace NewsBot.Core.Feeds;

/// <summary>Recognises addresses that open something to whoever knows them.</summary>
internal static class AddressSecret
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "token", "access_token", "auth", "auth_token", "authkey", "key", "apikey", "api_key", "api-key", "secret", "password", "passwd", "pass", "pwd", "sig",
        "signature", "private_token", "feed_token", "rss_token", "session", "sid", "jwt", "credential", "hash", "user_token", "u_token", "code",
    };

    /// <summary>True if a name and password, or a parameter that is called like a secret, stand in the address.</summary>
    public static bool IsIn(Uri address) =>
        address.UserInfo.Length > 0
        || address.Query.TrimStart('?').Split('&').Any(parameter => parameter.Split('=', 2) is [var name, { Length: > 0 }] && Names.Contains(name));

    /// <summary>The address as it may stand in a log or a message: without name, password and the values of secret parameters.</summary>
    public static string Hide(Uri address)
    {
        if (!IsIn(address))
            return address.AbsoluteUri;
        var query = string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2) is [var name, _] && Names.Contains(name) ? $"{name}=…" : parameter));
        return new UriBuilder(address) { UserName = "", Password = "", Query = "" }.Uri.AbsoluteUri + (query.Length > 0 ? "?" + query : "");
    }
}
