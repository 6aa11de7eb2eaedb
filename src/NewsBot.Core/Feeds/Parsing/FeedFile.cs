using System.Runtime.InteropServices;

namespace NewsBot.Core.Feeds;

/// <summary>Parses files. Their bytes stand outside the collected heap and are given back as soon as they are text.</summary>
internal static class FeedFile
{
    /// <summary>What a file says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contentType">As for <see cref="FeedParser.Parse"/>.</param>
    /// <param name="documentAddress">Where the document came from.</param>
    /// <param name="contentLanguage">The HTTP header of that name.</param>
    public static ParseResult Parse(string path, string? contentType = null, Uri? documentAddress = null, string? contentLanguage = null) =>
        FeedParser.ParseText(Text(path, contentType), documentAddress, contentLanguage);

    private static unsafe string Text(string path, string? contentType)
    {
        using var file = File.OpenHandle(path);
        var length = checked((int)RandomAccess.GetLength(file));
        var memory = NativeMemory.Alloc((nuint)length);
        try
        {
            var bytes = new Span<byte>(memory, length);
            for (var read = 0; read < length;)
            {
                var more = RandomAccess.Read(file, bytes[read..], read);
                if (more == 0)
                {
                    bytes = bytes[..read];
                    break;
                }

                read += more;
            }

            return FeedEncoding.Decode(bytes, contentType);
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }
}
