using System.Globalization;
using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// The canonical form of an article's address: what two feeds, or one feed on two days, write differently for one page. Scheme,
/// "www.", default port, fragment, closing slash and parameters that only count visitors are not part of it.
/// </summary>
internal static class UrlKey
{
    private static readonly HashSet<string> Counters = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid", "cmp", "cmpid", "ncid", "ocid", "smid", "ftag",
        "ref", "ref_src", "ref_url", "referrer", "guccounter", "xtor", "wtmc", "wt_mc", "wt_zmc", "traffic_source", "traffic_medium", "traffic_campaign",
        "_ga", "_gl", "spm",
    };

    // Names under which sites give the same page to telephones.
    private static readonly string[] OtherHosts = ["m.", "mobile.", "amp."];

    private static readonly string[] OtherForms = ["amp", "amp=1", "amp=true", "outputtype=amp", "mobile=1", "m=1"];

    private static readonly string[] CounterPrefixes = ["utm_", "at_", "mtm_", "pk_", "hsa_", "ns_"];

    /// <summary>The canonical form, "example.org/2026/story?id=7"; null for what is not an address of the web.</summary>
    public static string? Canonical(string? address)
    {
        if (!Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return null;
        var host = FeedAddress.HostOf(uri).TrimEnd('.');
        var canonical = new StringBuilder(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
        if (!uri.IsDefaultPort)
            canonical.Append(CultureInfo.InvariantCulture, $":{uri.Port}");
        canonical.Append(uri.AbsolutePath.TrimEnd('/'));
        var kept = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(parameter => !IsCounter(parameter)).ToArray();
        if (kept.Length > 0)
            canonical.Append('?').AppendJoin('&', kept);
        // "#!" is how single-page sites name their pages.
        if (uri.Fragment.StartsWith("#!", StringComparison.Ordinal))
            canonical.Append(uri.Fragment);
        return canonical.ToString();
    }

    /// <summary>
    /// A canonical form without what leads to the same page for telephones: "m.", "mobile." or "amp." before the host, "amp" at
    /// the beginning or end of the path, "amp=1" and its kind. Two pages may share it, so it knows items and shows none.
    /// </summary>
    public static string Loose(string canonical)
    {
        foreach (var other in OtherHosts)
        {
            // What is left has to be a name still: not "dev" of amp.dev.
            if (canonical.StartsWith(other, StringComparison.Ordinal) && canonical[other.Length..].Split('/', '?', ':')[0].Contains('.'))
                canonical = canonical[other.Length..];
        }

        var question = canonical.IndexOf('?');
        var kept = question < 0 ? [] : canonical[(question + 1)..].Split('&').Where(one => !OtherForms.Contains(one, StringComparer.OrdinalIgnoreCase)).ToArray();
        var path = question < 0 ? canonical : canonical[..question];
        var slash = path.IndexOf('/');
        // "/amp" alone is a page of its own.
        if (slash >= 0 && path.AsSpan(slash).StartsWith("/amp/"))
            path = path[..slash] + path[(slash + 4)..];
        if (path.LastIndexOf('/') is var last && last > slash && path.AsSpan(last).SequenceEqual("/amp"))
            path = path[..last];
        else if (path.EndsWith(".amp", StringComparison.Ordinal) && slash >= 0)
            path = path[..^4];
        return kept.Length == 0 ? path : $"{path}?{string.Join('&', kept)}";
    }

    /// <summary>
    /// A guid that is an address, without scheme, "www." and closing slash; null for any other. Its parameters and fragment
    /// stay: in a guid they tell items apart.
    /// </summary>
    public static string? Permalink(string? guid)
    {
        if (!Uri.TryCreate(guid?.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return null;
        var host = FeedAddress.HostOf(uri).TrimEnd('.');
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        return $"{host}{(uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}"))}{uri.AbsolutePath.TrimEnd('/')}{uri.Query}{uri.Fragment}";
    }

    /// <summary>Hash of the canonical form, or null for what is not an address of the web: exact copies of an article share it.</summary>
    public static long? Of(string? address) => Canonical(address) is { } canonical ? StableHash.Of(canonical) : null;

    private static bool IsCounter(string parameter)
    {
        var parts = parameter.Split('=', 2);
        // "?source=rss" and its kind say where the reader came from; with other values such names may choose the page.
        return Counters.Contains(parts[0])
            || Array.Exists(CounterPrefixes, prefix => parts[0].StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || (parts.Length == 2 && parts[1].ToLowerInvariant() is "rss" or "feed" or "atom" or "rss_feed");
    }
}
