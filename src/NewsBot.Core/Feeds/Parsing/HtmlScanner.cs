using System.Buffers;

namespace NewsBot.Core.Feeds;

/// <summary>What a piece of HTML is.</summary>
internal enum HtmlPiece
{
    /// <summary>Text, still with its character references.</summary>
    Text,

    /// <summary>A start tag.</summary>
    StartTag,

    /// <summary>An end tag.</summary>
    EndTag,

    /// <summary>A comment, a declaration, or the content of script and style: nothing to read.</summary>
    Other,
}

/// <summary>
/// Walks over HTML as feeds carry it, once and forwards, without building a tree. Text is never lost: a "&lt;" that opens no
/// tag is text.
/// </summary>
internal ref struct HtmlScanner(ReadOnlySpan<char> html)
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/>");

    private readonly ReadOnlySpan<char> _html = html;
    private int _position;
    private bool _quotesAreBroken;

    /// <summary>What stands at the current place.</summary>
    public HtmlPiece Piece { get; private set; }

    /// <summary>Where the current piece begins.</summary>
    public int Start { get; private set; }

    /// <summary>Name of the current tag, as written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Text of the piece, or what stands between a tag's name and its end.</summary>
    public ReadOnlySpan<char> Content { get; private set; }

    /// <summary>Where <see cref="Content"/> begins.</summary>
    public int ContentStart { get; private set; }

    /// <summary>Goes to the next piece; false at the end.</summary>
    public bool Next()
    {
        if (_position >= _html.Length)
            return false;
        Start = _position;
        Name = default;
        var rest = _html[_position..];
        if (rest is ['<', '!' or '?', ..])
        {
            Take(HtmlPiece.Other, EndOfDeclaration(rest));
        }
        else if (rest is ['<', var first, ..] && char.IsAsciiLetter(first))
        {
            TakeTag(rest, HtmlPiece.StartTag, nameStart: 1);
        }
        else if (rest is ['<', '/', var letter, ..] && char.IsAsciiLetter(letter))
        {
            TakeTag(rest, HtmlPiece.EndTag, nameStart: 2);
        }
        else
        {
            var next = rest[1..].IndexOf('<');
            Take(HtmlPiece.Text, next < 0 ? rest.Length : next + 1);
        }

        return true;
    }

    private static int EndOfDeclaration(ReadOnlySpan<char> rest)
    {
        var end = rest.StartsWith("<!--") ? "-->" : rest.StartsWith("<![CDATA[") ? "]]>" : ">";
        var at = rest.IndexOf(end);
        return at < 0 ? rest.Length : at + end.Length;
    }

    private void Take(HtmlPiece piece, int length)
    {
        Piece = piece;
        Content = _html.Slice(_position, length);
        ContentStart = _position;
        _position += length;
    }

    private void TakeTag(ReadOnlySpan<char> rest, HtmlPiece piece, int nameStart)
    {
        var nameLength = rest[nameStart..].IndexOfAny(NameEnds);
        var end = nameLength < 0 ? -1 : EndOfTag(rest, nameStart + nameLength);
        if (end < 0)
        {
            Take(HtmlPiece.Text, rest.Length);
            return;
        }

        Piece = piece;
        Name = rest.Slice(nameStart, nameLength);
        ContentStart = _position + nameStart + nameLength;
        Content = _html[ContentStart..(_position + end)];
        _position += end + 1;
        if (piece == HtmlPiece.StartTag && (Name.Equals("script", StringComparison.OrdinalIgnoreCase) || Name.Equals("style", StringComparison.OrdinalIgnoreCase)))
            SkipRawText();
    }

    // A ">" inside a quoted value does not end the tag.
    private int EndOfTag(ReadOnlySpan<char> rest, int from)
    {
        var quote = '\0';
        var previous = ' ';
        for (var index = from; index < rest.Length && !_quotesAreBroken; index++)
        {
            var character = rest[index];
            if (quote != '\0')
            {
                if (character == quote)
                    quote = '\0';
            }
            else if (character == '>')
            {
                return index;
            }
            else if (character is '"' or '\'' && previous == '=')
            {
                quote = character;
            }

            if (!char.IsWhiteSpace(character))
                previous = character;
        }

        // An unclosed quote swallows everything: here and in later tags the first ">" is taken instead, as each would be
        // searched for to the end of the text.
        _quotesAreBroken = true;
        var plain = rest[from..].IndexOf('>');
        return plain < 0 ? -1 : from + plain;
    }

    private void SkipRawText()
    {
        var end = _html[_position..].IndexOf($"</{Name}", StringComparison.OrdinalIgnoreCase);
        _position = end < 0 ? _html.Length : _position + end;
    }
}

/// <summary>Walks over the attributes of one tag.</summary>
internal ref struct HtmlAttributes(ReadOnlySpan<char> content)
{
    private readonly ReadOnlySpan<char> _content = content;
    private int _position;

    /// <summary>Name of the current attribute, as written.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Value without quotes, still with its character references.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Where the value begins in the content of the tag.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Goes to the next attribute; false at the end.</summary>
    public bool Next()
    {
        while (_position < _content.Length && (char.IsWhiteSpace(_content[_position]) || _content[_position] == '/'))
            _position++;
        if (_position >= _content.Length)
            return false;
        var start = _position++;
        while (_position < _content.Length && !char.IsWhiteSpace(_content[_position]) && _content[_position] is not ('=' or '/'))
            _position++;
        Name = _content[start.._position];
        Value = default;
        ValueStart = _position;
        SkipSpace();
        if (_position >= _content.Length || _content[_position] != '=')
            return true;
        _position++;
        SkipSpace();
        TakeValue();
        return true;
    }

    private void TakeValue()
    {
        ValueStart = _position;
        if (_position >= _content.Length)
            return;
        if (_content[_position] is '"' or '\'')
        {
            var close = _content[(_position + 1)..].IndexOf(_content[_position]);
            ValueStart = _position + 1;
            Value = close < 0 ? _content[ValueStart..] : _content.Slice(ValueStart, close);
            _position = ValueStart + Value.Length + 1;
            return;
        }

        while (_position < _content.Length && !char.IsWhiteSpace(_content[_position]))
            _position++;
        Value = _content[ValueStart.._position];
    }

    private void SkipSpace()
    {
        while (_position < _content.Length && char.IsWhiteSpace(_content[_position]))
            _position++;
    }
}
