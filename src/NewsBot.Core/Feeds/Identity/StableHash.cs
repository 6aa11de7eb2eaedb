using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NewsBot.Core.Feeds;

/// <summary>A 64-bit hash that is the same in every process and version, for keys in the store. 64 bits, as 32 collide within one feed's life.</summary>
internal static class StableHash
{
    /// <summary>The first 64 bits of SHA-256 over the UTF-8 text.</summary>
    public static long Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The first 64 bits of SHA-256.</summary>
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
