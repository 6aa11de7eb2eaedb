using System.IO.Compression;

namespace NewsBot.Core.Feeds;

/// <summary>A body after decompression.</summary>
/// <param name="Bytes">What came out.</param>
/// <param name="IsCutOff">There was more than permitted.</param>
/// <param name="IsBomb">It grew out of all proportion and was not unpacked further.</param>
internal sealed record UnpackedBody(ReadOnlyMemory<byte> Bytes, bool IsCutOff, bool IsBomb);

/// <summary>Undoes Content-Encoding (RFC 9110, 8.4) within the limits on size and proportion.</summary>
internal static class BodyUnpacker
{
    /// <summary>What we can undo, as Accept-Encoding says it.</summary>
    public const string Accepted = "gzip, deflate, br";

    /// <summary>The body unpacked. Throws <see cref="InvalidDataException"/> where it is broken.</summary>
    /// <param name="body">As received.</param>
    /// <param name="encoding">Content-Encoding as received, or null.</param>
    /// <param name="limits">Bounds on size and proportion.</param>
    public static UnpackedBody Unpack(PackedBody body, string? encoding, FetchLimits limits)
    {
        var result = new UnpackedBody(body.Bytes, body.IsCutOff, false);
        // Listed in the order in which they were applied.
        foreach (var coding in (encoding ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (result.IsBomb || result.Bytes.IsEmpty || Open(coding.ToLowerInvariant(), result.Bytes) is not { } stream)
                continue;
            using (stream)
                result = Read(stream, result, body.Bytes.Length, limits);
        }

        return result;
    }

    private static Stream? Open(string coding, ReadOnlyMemory<byte> packed)
    {
        var source = new MemoryStream(packed.ToArray(), writable: false);
        var start = packed.Span;
        return coding switch
        {
            // Some servers announce what they do not do.
            "gzip" or "x-gzip" => start.Length > 1 && start[0] == 0x1F && start[1] == 0x8B ? new GZipStream(source, CompressionMode.Decompress) : null,
            // Named deflate, it should be zlib (RFC 1950), but some send the bare stream (RFC 1951).
            "deflate" => IsZlib(start) ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress),
            "br" => start[0] == '<' ? null : new BrotliStream(source, CompressionMode.Decompress),
            _ => null,
        };
    }

    private static bool IsZlib(ReadOnlySpan<byte> start) => start.Length > 1 && (start[0] & 0x0F) == 8 && ((start[0] << 8) | start[1]) % 31 == 0;

    private static UnpackedBody Read(Stream stream, UnpackedBody packed, long received, FetchLimits limits)
    {
        using var unpacked = new MemoryStream();
        var piece = new byte[16 * 1024];
        try
        {
            int length;
            while ((length = stream.Read(piece)) > 0)
            {
                var room = limits.Bytes - unpacked.Length;
                unpacked.Write(piece, 0, (int)Math.Min(length, room));
                if (unpacked.Length > limits.RatioFrom && unpacked.Length / limits.Ratio > received)
                    return new UnpackedBody(default, false, IsBomb: true);
                if (length > room)
                    return Result(isCutOff: true);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException && packed.IsCutOff)
        {
            // Cut off by us in the middle: what came out so far is the beginning.
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException("The body is not packed as it says.", exception);
        }

        return Result(packed.IsCutOff);

        UnpackedBody Result(bool isCutOff) => new(unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length), isCutOff, false);
    }
}
