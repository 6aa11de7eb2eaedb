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
        "fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid", "cmpid", "cmp", "ncid", "ocid", "smid", "cid",
        "ref", "ref_src", "ref_url", "referrer", "source", "src", "feature", "ftag", "guccounter", "partner", "rss", "feed", "from", "xtor", "wtmc", "wt_mc",
        "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "traffic_source", "traffic_medium", "traffic_campaign", "_ga", "_gl", "spm", "at",
    };

    private static readonly string[] CounterPrefixes = ["utm_", "at_", "mtm_", "pk_", "hsa_", "ns_", "xtor"];

    // These name the page itself on some sites, and so count only in the company of a counting parameter.
    private static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase) { "cid", "source", "src", "from", "feed", "at", "ref", "feature", "partner", "rss", "cmp" };

    /// <summary>The canonical form, "example.org/2026/story?id=7"; null for what is not an address of the web.</summary>
    public static string? Canonical(string? address)
    {
        if (!Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            return null;
        var host = uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        var canonical = new StringBuilder(host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host);
        if (!uri.IsDefaultPort)
            canonical.Append(CultureInfo.InvariantCulture, $":{uri.Port}");
        canonical.Append(uri.AbsolutePath.TrimEnd('/'));
        var parameters = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        var counted = Array.Exists(parameters, parameter => IsCounter(NameOf(parameter)) && !Ambiguous.Contains(NameOf(parameter)));
        var kept = parameters.Where(parameter => !IsCounter(NameOf(parameter)) || (!counted && Ambiguous.Contains(NameOf(parameter)))).ToArray();
        if (kept.Length > 0)
            canonical.Append('?').AppendJoin('&', kept);
        // "#!" is how single-page sites name their pages.
        if (uri.Fragment.StartsWith("#!", StringComparison.Ordinal))
            canonical.Append(uri.Fragment);
        return canonical.ToString();
    }

    /// <summary>Hash of the canonical form, or null for what is not an address of the web: exact copies of an article share it.</summary>
    public static long? Of(string? address) => Canonical(address) is { } canonical ? StableHash.Of(canonical) : null;

    private static string NameOf(string parameter) => parameter.Split('=', 2)[0];

    private static bool IsCounter(string name) =>
        Counters.Contains(name) || Array.Exists(CounterPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
