using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>
/// An article's words in their order as 32-bit codes, for counting how often terms stand in it: PostgreSQL cannot tell that of
/// a <c>tsvector</c> without taking it apart word by word. Two words share a code once in four thousand million.
/// </summary>
internal static class TokenCodes
{
    /// <summary>The code of a gap.</summary>
    private const int Gap = 0;

    /// <summary>Little-endian: how many codes are the title's, then those of the title and of the body.</summary>
    public static byte[] Write(ArticleTokens article)
    {
        var codes = new List<int>(article.Text.Title.Count + article.Text.Body.Count + 16) { 0 };
        Append(codes, article.Text.Title);
        codes[0] = codes.Count - 1;
        Append(codes, article.Text.Body);
        var bytes = new byte[codes.Count * sizeof(int)];
        for (var index = 0; index < codes.Count; index++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(index * sizeof(int)), codes[index]);
        return bytes;
    }

    /// <summary>The codes and the gaps of an article, those of the title first.</summary>
    public static ReadOnlySpan<int> Read(byte[] bytes, out int title)
    {
        var codes = MemoryMarshal.Cast<byte, int>(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            var swapped = new int[codes.Length];
            BinaryPrimitives.ReverseEndianness(codes, swapped);
            codes = swapped;
        }

        title = codes[0];
        return codes[1..];
    }

    /// <summary>How often the words stand side by side there.</summary>
    public static int Count(ReadOnlySpan<int> codes, ReadOnlySpan<int> words)
    {
        var count = 0;
        for (var start = codes.IndexOf(words[0]); start >= 0 && start + words.Length <= codes.Length;)
        {
            if (codes.Slice(start, words.Length).SequenceEqual(words))
                count++;
            var next = codes[(start + 1)..].IndexOf(words[0]);
            start = next < 0 ? -1 : start + 1 + next;
        }

        return count;
    }

    /// <summary>The code of a word: FNV-1a with its bits mixed once more, never that of a gap.</summary>
    public static int Of(string word)
    {
        var hash = 2_166_136_261u;
        foreach (var character in word)
            hash = (hash ^ character) * 16_777_619u;
        hash ^= hash >> 16;
        hash *= 0x85EBCA6Bu;
        hash ^= hash >> 13;
        return hash == Gap ? 1 : (int)hash;
    }

    private static void Append(List<int> codes, IReadOnlyList<Token> tokens)
    {
        var expected = tokens.Count > 0 ? tokens[0].Position : 0;
        foreach (var token in tokens)
        {
            if (token.Position != expected)
                codes.Add(Gap);
            codes.Add(Of(token.Text));
            expected = token.Position + 1;
        }
    }
}
