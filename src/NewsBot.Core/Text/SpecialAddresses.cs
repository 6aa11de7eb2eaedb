using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace NewsBot.Core.Text;

/// <summary>
/// The addresses that are not of the public internet (IANA IPv4 and IPv6 Special-Purpose Address Registries, RFC 6890).
/// An IPv4 address wrapped in an IPv6 one counts as what it is.
/// </summary>
internal static class SpecialAddresses
{
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001:db8::/32", "2001::/23", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // 2000::/3: all that has been given out as global unicast (RFC 4291, 2.4).
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly string[] PrivateEndings = [".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet"];

    /// <summary>
    /// True when an address of the web names a private network by its mere spelling: a special address in any form, or a name
    /// that only a private network has (RFC 6761, 6762, 8375). No name is resolved.
    /// </summary>
    public static bool AreNamedBy(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return false;
        var host = uri.Host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        return IPAddress.TryParse(host, out var literal)
            ? Contains(literal)
            : !host.Contains('.', StringComparison.Ordinal) || Array.Exists(PrivateEndings, ending => host.EndsWith(ending, StringComparison.Ordinal));
    }

    /// <summary>True for loopback, private, link-local, documentation, multicast and other addresses of special use.</summary>
    public static bool Contains(IPAddress address)
    {
        if (Embedded(address) is { } inner)
            return Contains(inner);
        // A scope id would keep fe80::1%2 from matching its network.
        var plain = address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalUnicast.Contains(plain))
            return true;
        return Array.Exists(Networks, network => network.Contains(plain));
    }

    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (BinaryPrimitives.ReadUInt16BigEndian(bytes) == 0x2002)
            return new IPAddress(bytes[2..6]);
        var translated = bytes[..12].SequenceEqual(Translation);
        var mapped = address.IsIPv4MappedToIPv6;
        var compatible = bytes[..12].IndexOfAnyExcept((byte)0) < 0 && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.IPv6Loopback);
        return translated || mapped || compatible ? new IPAddress(bytes[12..]) : null;
    }

    // 64:ff9b::/96, RFC 6052.
    private static ReadOnlySpan<byte> Translation => [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0];
}
