namespace NewsBot.Core.Feeds;

/// <summary>What a piece of markup is.</summary>
internal enum MarkupKind
{
    /// <summary>Text with character references.</summary>
    Text,

    /// <summary>The content of a CDATA section.</summary>
    CharacterData,

    /// <summary>A start tag, perhaps an empty one.</summary>
    StartTag,

    /// <summary>An end tag.</summary>
    EndTag,
}

/// <summary>
/// Takes a document apart into tags and text, once and forwards, well formed or not; it throws for no text. Where markup is
/// broken it takes the nearest sensible end and notes the first such place. It knows nothing of files or the network:
/// comments, instructions and the document type are passed over, the entities that the type declares are kept.
/// </summary>
internal sealed partial class MarkupReader(string text)
{
    private readonly string _text = text;
    private readonly NextPlace _commentEnd = new(text, "-->");
    private readonly NextPlace _dataEnd = new(text, "]]>");
    private readonly NextPlace _instructionEnd = new(text, "?>");
    private int _position;
    private bool _typed;
    private int _nameStart;
    private int _nameLength;
    private int _contentStart;
    private int _contentLength;

    /// <summary>What stands at the current place.</summary>
    public MarkupKind Kind { get; private set; }

    /// <summary>Where the current piece begins.</summary>
    public int Start { get; private set; }

    /// <summary>Name of the current tag with its prefix, as written.</summary>
    public ReadOnlySpan<char> Name => _text.AsSpan(_nameStart, _nameLength);

    /// <summary>Text as written, with its references.</summary>
    public ReadOnlySpan<char> Content => _text.AsSpan(_contentStart, _contentLength);

    /// <summary>Replaces references, by the entities of the document as well.</summary>
    public CharacterReferences References { get; } = new();

    /// <summary>Goes to the next piece; false at the end.</summary>
    public bool Read()
    {
        while (_position < _text.Length)
        {
            Start = _position;
            if (!OpensMarkup(_position))
            {
                TakeText();
                return true;
            }

            var taken = _text[_position + 1] switch
            {
                '!' => TakeDeclaration(),
                '?' => Skip(_instructionEnd, 2),
                '/' => TakeEndTag(),
                _ => TakeStartTag(),
            };
            if (taken)
                return true;
        }

        return false;
    }

    private bool OpensMarkup(int at)
    {
        if (_text[at] != '<' || at + 2 >= _text.Length)
            return false;
        var next = _text[at + 1];
        return next switch
        {
            '/' => IsNameStart(_text[at + 2]),
            '!' => _text[at + 2] is '-' or '[' || char.IsAsciiLetter(_text[at + 2]),
            '?' => char.IsAsciiLetter(_text[at + 2]),
            _ => IsNameStart(next),
        };
    }

    private static bool IsNameStart(char character) => char.IsAsciiLetter(character) || character is '_' || (character > '\u00BF' && char.IsLetter(character));

    private void TakeText()
    {
        var end = _position;
        do
        {
            var next = _text.AsSpan(end + 1).IndexOf('<');
            end = next < 0 ? _text.Length : end + 1 + next;
        }
        while (end < _text.Length && !OpensMarkup(end));
        TakeContent(MarkupKind.Text, _position, end);
        _position = end;
    }

    private void TakeContent(MarkupKind kind, int start, int end)
    {
        Kind = kind;
        _contentStart = start;
        _contentLength = end - start;
    }

    private bool TakeDeclaration()
    {
        var rest = _text.AsSpan(_position);
        if (rest.StartsWith("<![CDATA[", StringComparison.OrdinalIgnoreCase))
            return TakeCharacterData();
        if (rest.StartsWith("<!--"))
            return Skip(_commentEnd, 4);
        if (!_typed && rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            _position = DocumentType.Read(_text, _position, References);
        else
            SkipToTagEnd(_position + 1);
        // A document has one type, before its root.
        _typed = true;
        return false;
    }

    private bool TakeCharacterData()
    {
        var start = _position + "<![CDATA[".Length;
        var end = _dataEnd.From(start);
        if (UnclosedEnd(start, end) is { } closing)
        {
            Note(_position, "a CDATA section has no end");
            TakeContent(MarkupKind.CharacterData, start, closing);
            _position = closing;
            return true;
        }

        TakeContent(MarkupKind.CharacterData, start, end);
        _position = end + 3;
        return true;
    }

    // A section without an end goes to the end tag of its element. It has none as well where the end that follows belongs
    // to a later section, opened after that end tag.
    private int? UnclosedEnd(int start, int end)
    {
        var content = _text.AsSpan(start, (end < 0 ? _text.Length : end) - start);
        var later = content.IndexOf("<![CDATA[");
        if (end >= 0 && later < 0)
            return null;
        var closing = _nameLength == 0 ? -1 : content[..(later < 0 ? content.Length : later)].IndexOf($"</{Name}", StringComparison.OrdinalIgnoreCase);
        return closing >= 0 ? start + closing : end < 0 ? _text.Length : null;
    }

    private bool TakeEndTag()
    {
        _nameStart = _position + 2;
        TakeName();
        SkipToTagEnd(_nameStart + _nameLength);
        Kind = MarkupKind.EndTag;
        return true;
    }

    private void TakeName()
    {
        var length = _text.AsSpan(_nameStart).IndexOfAny(NameEnds);
        _nameLength = length < 0 ? _text.Length - _nameStart : length;
    }

    private void SkipToTagEnd(int from)
    {
        var length = _text.AsSpan(from).IndexOfAny('>', '<');
        if (length < 0)
            Note(Start, "the document ends inside a tag");
        _position = length < 0 ? _text.Length : from + length;
        if (_position < _text.Length && _text[_position] == '>')
            _position++;
    }

    private bool Skip(NextPlace place, int opening)
    {
        var end = place.From(_position + opening);
        if (end < 0)
        {
            // Unclosed: what follows, from the next sign on, may still be read.
            Note(_position, "a comment or an instruction has no end");
            SkipToTagEnd(_position + opening);
            return false;
        }

        _position = end + place.Length;
        return false;
    }
}
