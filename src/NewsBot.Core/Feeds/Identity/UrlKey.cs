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
