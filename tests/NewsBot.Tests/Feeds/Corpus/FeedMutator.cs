using System.Text;

namespace NewsBot.Tests.Feeds;

/// <summary>Makes broken and hostile documents out of good ones. The same seed makes the same documents.</summary>
internal sealed class FeedMutator(IReadOnlyList<byte[]> documents, int seed)
{
    // A document may grow to this, which the fetcher would cut off at fifteen times as much.
    private const int Largest = 1_000_000;

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "<", ">", "&", "\"", "'", "/>", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "?>", "&#", "&#x110000;", "&#xD800;", "&amp", "&lol9;", "<item>", "</item>",
            "<entry>", "</entry>", "</channel>", "</rss>", "<title>", "</title>", "<link>", "<a b='", "<a b=\"<", "<x:y>", " xmlns=\"", " xmlns:dc=''", " xml:base='http://[::1'", "\0", "\u0001",
            "\uFEFF", "\uFFFF", "<!DOCTYPE rss [<!ENTITY a \"&a;&a;\">]>", "<!DOCTYPE x [", "<!ENTITY b SYSTEM 'file:///etc/passwd'>", "<b>", "<p><![CDATA[", "{", "}", "[", "\\ud800", "99999999999999999999",
            "<div srcset='a 1x, b'>", "<img src=//", "http://", "mode='base64'", "Mon, 31 Feb 2099 25:61:61 +9999", "<script>", "<content type='xhtml'>", "&nbsp;&quot", "<media:content url=''/>",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xFE, 0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x1B, 0x24, 0x42],
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next document.</summary>
    public byte[] Next()
    {
        var document = documents[_random.Next(documents.Count)].AsSpan(0).ToArray().ToList();
        for (var change = _random.Next(1, 8); change > 0; change--)
            Change(document);
        return [.. document];
    }

    private void Change(List<byte> document)
    {
        var at = _random.Next(document.Count + 1);
        var length = Math.Min(_random.Next(1, 200), document.Count - at);
        switch (_random.Next(9))
        {
            case 0 when length > 0:
                document[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when length > 0:
                document.RemoveRange(at, length);
                break;
            case 2 when length > 0 && document.Count + length < Largest:
                document.InsertRange(_random.Next(document.Count), document.GetRange(at, length));
                break;
            case 3:
                document.RemoveRange(at, document.Count - at);
                break;
            case 4:
                var other = documents[_random.Next(documents.Count)];
                document.InsertRange(at, other.Skip(_random.Next(other.Length)).Take(_random.Next(1, 2_000)).ToArray());
                break;
            case 5 when _random.Next(20) == 0:
                Repeat(document, at, Pieces[_random.Next(Pieces.Length)]);
                break;
            case 6 when length > 0 && _random.Next(20) == 0:
                Repeat(document, at, [.. document.GetRange(at, length)]);
                break;
            default:
                document.InsertRange(at, Pieces[_random.Next(Pieces.Length)]);
                break;
        }
    }

    // Thousands of the same: what costs the square of its number shows here.
    private void Repeat(List<byte> document, int at, byte[] piece)
    {
        var count = Math.Min(_random.Next(1, 100_000), (Largest - document.Count) / piece.Length);
        var many = new List<byte>(Math.Max(0, count) * piece.Length);
        for (var index = 0; index < count; index++)
            many.AddRange(piece);
        document.InsertRange(at, many);
    }
}
