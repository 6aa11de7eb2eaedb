using System.Buffers;

namespace NewsBot.Core.Feeds;

/// <summary>An attribute by where it stands in the document.</summary>
internal readonly record struct MarkupAttribute(int NameStart, int NameLength, int ValueStart, int ValueLength);

/// <summary>Start tags: attributes with any quotes or none, twice or without a value; a "&lt;" ends a tag that nothing else ends.</summary>
internal sealed partial class MarkupReader
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n\f/><");
    private static readonly SearchValues<char> AttributeNameEnds = SearchValues.Create(" \t\r\n\f/><=\"'");
    private static readonly SearchValues<char> BareValueEnds = SearchValues.Create(" \t\r\n\f><");

    private readonly List<MarkupAttribute> _attributes = [];
    private readonly NextPlace _doubleQuote = new(text, "\"");
    private readonly NextPlace _singleQuote = new(text, "'");

    /// <summary>True for a start tag that is its own end.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Attributes of the current start tag in their order.</summary>
    public List<MarkupAttribute> Attributes => _attributes;

    /// <summary>The first place where the document breaks the rules, or null.</summary>
    public FeedDefect? Defect { get; private set; }

    /// <summary>Name of the current tag without its prefix, in lower case.</summary>
    public string LocalName() => Name[(Name.IndexOf(':') + 1)..].ToString().ToLowerInvariant();

    /// <summary>Name of an attribute with its prefix, as written.</summary>
    public ReadOnlySpan<char> NameOf(MarkupAttribute attribute) => _text.AsSpan(attribute.NameStart, attribute.NameLength);

    /// <summary>Value of an attribute, references replaced.</summary>
    public string ValueOf(MarkupAttribute attribute) => References.Read(_text.AsSpan(attribute.ValueStart, Math.Min(attribute.ValueLength, ParseLimits.Text)));

    /// <summary>Remembers a broken place, if it is the first.</summary>
    public void Note(int at, string reason)
    {
        if (Defect is not null)
            return;
        var before = _text.AsSpan(0, Math.Min(at, _text.Length));
        Defect = new FeedDefect(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), reason);
    }

    private bool TakeStartTag()
    {
        _nameStart = _position + 1;
        TakeName();
        _attributes.Clear();
        IsEmpty = false;
        var at = _nameStart + _nameLength;
        while (true)
        {
            while (at < _text.Length && char.IsWhiteSpace(_text[at]))
                at++;
            if (at >= _text.Length)
            {
                Note(Start, "the document ends inside a tag");
                _position = _text.Length;
                return false;
            }

            switch (_text[at])
            {
                case '>':
                    _position = at + 1;
                    Kind = MarkupKind.StartTag;
                    return true;
                case '<':
                    Note(at, "a tag has no end");
                    _position = at;
                    Kind = MarkupKind.StartTag;
                    return true;
                case '/':
                    IsEmpty = at + 1 < _text.Length && _text[at + 1] == '>';
                    at++;
                    break;
                default:
                    at = TakeAttribute(at);
                    break;
            }
        }
    }

    private int TakeAttribute(int start)
    {
        // At least one character is taken, so that stray quotes and signs are passed.
        var length = _text.AsSpan(start + 1).IndexOfAny(AttributeNameEnds);
        var nameLength = length < 0 ? _text.Length - start : length + 1;
        var at = start + nameLength;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
            at++;
        if (at >= _text.Length || _text[at] != '=')
        {
            Add(new MarkupAttribute(start, nameLength, start, 0));
            return start + nameLength;
        }

        at++;
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
            at++;
        if (at >= _text.Length)
            return at;
        var (valueStart, valueEnd, next) = _text[at] is '"' or '\'' ? Quoted(at) : Bare(at);
        Add(new MarkupAttribute(start, nameLength, valueStart, valueEnd - valueStart));
        return next;
    }

    private (int Start, int End, int Next) Quoted(int quote)
    {
        var start = quote + 1;
        var end = (_text[quote] == '"' ? _doubleQuote : _singleQuote).From(start);
        if (end >= 0 && !(_text.AsSpan(start, end - start).Contains('<') && OpensAnother(end)))
            return (start, end, end + 1);
        // The quote was never closed: the value goes to the end of the tag.
        Note(quote, "an attribute's quote is not closed");
        var length = _text.AsSpan(start).IndexOfAny('>', '<');
        end = length < 0 ? _text.Length : start + length;
        var valueEnd = end > start && _text[end - 1] == '/' ? end - 1 : end;
        return (start, valueEnd, valueEnd);
    }

    // After a closing quote comes a blank or the end of the tag, after an opening one a value.
    private bool OpensAnother(int quote) => quote + 1 < _text.Length && !char.IsWhiteSpace(_text[quote + 1]) && _text[quote + 1] is not ('/' or '>' or '?');

    private (int Start, int End, int Next) Bare(int start)
    {
        Note(start, "an attribute's value has no quotes");
        var length = _text.AsSpan(start).IndexOfAny(BareValueEnds);
        var end = length < 0 ? _text.Length : start + length;
        if (end < _text.Length && _text[end] == '>' && end > start && _text[end - 1] == '/')
            end--;
        return (start, end, end);
    }

    private void Add(MarkupAttribute attribute)
    {
        if (_attributes.Count < ParseLimits.Attributes)
            _attributes.Add(attribute);
    }
}

/// <summary>
/// Where a mark stands next. What was found is kept until it is passed, so that many openings before one far end, or before
/// none, do not search the same text again and again.
/// </summary>
internal sealed class NextPlace(string text, string mark)
{
    private int _found = -2;

    /// <summary>Length of the mark.</summary>
    public int Length => mark.Length;

    /// <summary>The first place at or after this one, or -1.</summary>
    public int From(int position)
    {
        if (_found == -1 || _found >= position)
            return _found;
        _found = position >= text.Length ? -1 : text.IndexOf(mark, position, StringComparison.Ordinal);
        return _found;
    }
}
