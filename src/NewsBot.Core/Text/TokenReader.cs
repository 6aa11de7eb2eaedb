namespace NewsBot.Core.Text;

/// <summary>
/// Reads the tokens of a folded text one after another, without allocating. Letters and digits make tokens and part
/// wherever they meet (covid-19 = covid19 = covid 19); <c>at&amp;t</c>, <c>c++</c>, <c>c#</c>, <c>.net</c>, <c>3.14</c>, <c>u.s.</c> (as
/// <c>us</c>) and <c>обʼєкт</c> are one token each. Other apostrophes part, so that Trump is found in Trump’s and Ukraine in l’Ukraine.
/// Scripts without spaces give one token a character: it and the next one, or it alone at the end of its run.
/// </summary>
internal ref struct TokenReader(ReadOnlySpan<char> characters, ReadOnlySpan<CharacterKind> kinds)
{
    /// <summary>Longer tokens are cut here, in texts and queries alike (PostgreSQL takes lexemes of at most 2,046 bytes).</summary>
    public const int MaximumTokenLength = 64;

    private readonly ReadOnlySpan<char> _characters = characters;
    private readonly ReadOnlySpan<CharacterKind> _kinds = kinds;
    private readonly char[] _acronym = new char[MaximumTokenLength];
    private int _next;

    /// <summary>The token last read.</summary>
    public ReadOnlySpan<char> Token { get; private set; }

    /// <summary>Where the token last read begins in the folded text.</summary>
    public int Start { get; private set; }

    /// <summary>Behind its last character there.</summary>
    public int End { get; private set; }

    /// <summary>Whether a line break stands between the token last read and the one before it.</summary>
    public bool AfterBreak { get; private set; }

    /// <summary>Moves to the next token; false at the end.</summary>
    public bool Read()
    {
        AfterBreak = false;
        while (_next < _characters.Length)
        {
            switch (_kinds[_next])
            {
                case CharacterKind.Letter:
                    ReadWord(_next);
                    return true;
                case CharacterKind.Digit:
                    ReadNumber();
                    return true;
                case CharacterKind.Unspaced:
                    ReadUnspaced();
                    return true;
                case CharacterKind.Separator when IsLeadingDot(_next):
                    ReadWord(_next + 1);
                    return true;
                case CharacterKind.Break:
                    AfterBreak = true;
                    break;
                case CharacterKind.Separator or CharacterKind.Apostrophe:
                    break;
            }

            _next++;
        }

        return false;
    }

    private void ReadWord(int letters)
    {
        var start = _next;
        if (start == letters && TryReadAcronym())
            return;

        var end = letters;
        while (true)
        {
            while (Is(end, CharacterKind.Letter))
                end++;
            if (!JoinsLetters(end))
                break;
            end++;
        }

        if (At(end) == '+' && At(end + 1) == '+' && At(end + 2) != '+' && !Is(end + 2, CharacterKind.Letter))
            end += 2;
        else if (At(end) == '#' && end - letters == 1 && At(end + 1) != '#' && !Is(end + 1, CharacterKind.Letter))
            end++;
        Take(start, end);
    }

    /// <summary>Single letters with dots between them: U.S., e.g., т.е.</summary>
    private bool TryReadAcronym()
    {
        var length = 0;
        var index = _next;
        while (Is(index, CharacterKind.Letter) && !char.IsSurrogate(_characters[index]) && !Is(index + 1, CharacterKind.Letter)
            && length < MaximumTokenLength)
        {
            _acronym[length++] = _characters[index++];
            if (At(index) != '.')
                break;
            index++;
        }

        if (length < 2)
            return false;
        Token = _acronym.AsSpan(0, length);
        (Start, End) = (_next, index);
        _next = index;
        return true;
    }

    private void ReadNumber()
    {
        var end = _next;
        while (Is(end, CharacterKind.Digit) || (At(end) is '.' or ',' && Is(end + 1, CharacterKind.Digit)))
            end++;
        Take(_next, end);
    }

    private void ReadUnspaced()
    {
        var second = _next + LengthAt(_next);
        var end = Is(second, CharacterKind.Unspaced) ? second + LengthAt(second) : second;
        Token = _characters[_next..end];
        (Start, End) = (_next, end);
        _next = second;
    }

    private void Take(int start, int end)
    {
        var length = Math.Min(end - start, MaximumTokenLength);
        if (length < end - start)
        {
            // What is left must read as the same token again.
            while (length > 1 && (char.IsHighSurrogate(_characters[start + length - 1]) || _characters[start + length - 1] is '&' or '+' or '.' or ',' or '\u02BC'))
                length--;
        }

        Token = _characters.Slice(start, length);
        (Start, End) = (start, end);
        _next = end;
    }

    /// <summary>An ampersand between letters, an apostrophe between Cyrillic letters.</summary>
    private readonly bool JoinsLetters(int index) =>
        Is(index + 1, CharacterKind.Letter)
        && (At(index) == '&'
            || (Is(index, CharacterKind.Apostrophe)
                && UnicodeRanges.IsCyrillic(_characters[index - 1]) && UnicodeRanges.IsCyrillic(_characters[index + 1])));

    /// <summary>The dot of .net: letters after it, and neither a word nor another dot before it.</summary>
    private readonly bool IsLeadingDot(int index) =>
        _characters[index] == '.'
        && Is(index + 1, CharacterKind.Letter)
        && (index == 0 || (_characters[index - 1] != '.' && _kinds[index - 1] is CharacterKind.Separator or CharacterKind.Break));

    private readonly bool Is(int index, CharacterKind kind) => (uint)index < (uint)_kinds.Length && _kinds[index] == kind;

    private readonly char At(int index) => (uint)index < (uint)_characters.Length ? _characters[index] : '\0';

    private readonly int LengthAt(int index) => char.IsHighSurrogate(_characters[index]) ? 2 : 1;
}
