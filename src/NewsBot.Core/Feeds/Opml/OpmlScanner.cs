using NewsBot.Core.Text;

namespace NewsBot.Core.Feeds;

/// <summary>
/// Walks over the tags of an OPML file, once and forwards. OPML says everything in attributes, so that is all that is read;
/// this way bare ampersands, HTML's entities, unquoted values, unescaped quotation marks and tags that are never closed cost
/// nothing but themselves, and document types are skipped unread.
/// </summary>
internal sealed class OpmlScanner(string text)
{
    private const int LongestTag = 64 * 1024;
    private const int MostAttributes = 100;

    private int _position;
    private int _line = 1;
    private int _counted;

    /// <summary>The next tag; null at the end.</summary>
    public OpmlTag? Next()
    {
        while (_position < text.Length && text.IndexOf('<', _position) is >= 0 and var start)
        {
            _position = start;
            var rest = text.AsSpan(start);
            if (rest.StartsWith("<!--"))
                Skip("-->");
            else if (rest.StartsWith("<![CDATA["))
                Skip("]]>");
            else if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
                SkipDocumentType();
            else if (rest.Length > 1 && rest[1] is '!' or '?')
                Skip(">");
            else if (rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || (rest[1] == '/' && rest.Length > 2 && char.IsAsciiLetter(rest[2]))))
                return Tag(start);
            else
                _position++;
        }

        _position = text.Length;
        return null;
    }

    /// <summary>The line of the current place.</summary>
    public int Line
    {
        get
        {
            _line += text.AsSpan(_counted, _position - _counted).Count('\n');
            _counted = _position;
            return _line;
        }
    }

    private void Skip(string end)
    {
        var at = text.IndexOf(end, _position, StringComparison.Ordinal);
        _position = at < 0 ? text.Length : at + end.Length;
    }

    // XML 1.0, 2.8: declarations may stand in brackets inside of it.
    private void SkipDocumentType()
    {
        var close = text.IndexOf('>', _position);
        var open = text.IndexOf('[', _position);
        if (open >= 0 && open < close && text.IndexOf(']', open) is > 0 and var end && text.IndexOf('>', end) is > 0 and var after)
            _position = after + 1;
        else
            Skip(">");
    }

    private OpmlTag Tag(int start)
    {
        var line = Line;
        var isEnd = text[start + 1] == '/';
        _position = start + (isEnd ? 2 : 1);
        var nameStart = _position;
        while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && text[_position] is not ('/' or '>' or '<'))
            _position++;
        var name = Local(text.AsSpan(nameStart, _position - nameStart)).ToString().ToLowerInvariant();
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (isEmpty, defect) = ReadAttributes(attributes, start);
        return new OpmlTag(name, isEnd, isEmpty, line, attributes, defect);
    }

    private (bool IsEmpty, string? Defect) ReadAttributes(Dictionary<string, string> attributes, int start)
    {
        while (true)
        {
            SkipSpace();
            if (_position >= text.Length)
                return (true, "the file breaks off in it");
            switch (text[_position])
            {
                case '>':
                    _position++;
                    return (false, null);
                case '/' when _position + 1 < text.Length && text[_position + 1] == '>':
                    _position += 2;
                    return (true, null);
                case '<':
                    return (true, "its tag is never closed");
                case '/' or '"' or '\'' or '=':
                    _position++;
                    continue;
            }

            var nameStart = _position;
            while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && text[_position] is not ('=' or '>' or '<' or '/' or '"' or '\''))
                _position++;
            var name = Local(text.AsSpan(nameStart, _position - nameStart)).ToString();
            SkipSpace();
            var value = "";
            if (_position < text.Length && text[_position] == '=')
            {
                _position++;
                SkipSpace();
                if (ReadValue(start) is not { } read)
                    return (true, "a quotation mark in it is never closed");
                value = read;
            }

            if (name.Length > 0 && attributes.Count < MostAttributes)
                attributes.TryAdd(name, TextCleaner.Clean(FeedText.DecodeReferences(value)));
        }
    }

    // Null: the quotation is never closed; the place is then behind the tag's first line, at the next tag.
    private string? ReadValue(int tagStart)
    {
        if (_position >= text.Length)
            return "";
        var from = _position + 1;
        if (text[_position] is not ('"' or '\''))
        {
            from = _position;
            while (_position < text.Length && !char.IsWhiteSpace(text[_position]) && text[_position] is not ('>' or '<') && !EndsHere(_position))
                _position++;
            return text[from.._position];
        }

        var limit = EndOfSearch(tagStart);
        var quote = text[_position];
        var first = -1;
        for (var at = from; at < limit && text.IndexOf(quote, at, limit - at) is >= 0 and var close; at = close + 1)
        {
            first = first < 0 ? close : first;
            // One that neither an attribute nor the end of the tag follows was meant as part of the text.
            if (Closes(close + 1))
                return Take(from, close);
        }

        if (first >= 0)
            return Take(from, first);
        _position = limit;
        return null;
    }

    private string Take(int from, int close)
    {
        _position = close + 1;
        return text[from..close];
    }

    private bool EndsHere(int at) => text[at] == '/' && at + 1 < text.Length && text[at + 1] == '>';

    private bool Closes(int at)
    {
        var from = at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        if (at >= text.Length || text[at] == '>' || EndsHere(at))
            return true;
        if (at == from || !(char.IsAsciiLetter(text[at]) || text[at] == '_'))
            return false;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-' or ':' or '.'))
            at++;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length && text[at] == '=';
    }

    // A value may hold "<", though XML forbids it, but not a whole outline.
    private int EndOfSearch(int tagStart)
    {
        var end = Math.Min(text.Length, tagStart + LongestTag);
        foreach (var tag in new[] { "<outline", "</outline", "</body" })
        {
            if (text.IndexOf(tag, _position, end - _position, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                end = at;
        }

        return end;
    }

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
    }

    private static ReadOnlySpan<char> Local(ReadOnlySpan<char> name) => name[(name.LastIndexOf(':') + 1)..];
}
