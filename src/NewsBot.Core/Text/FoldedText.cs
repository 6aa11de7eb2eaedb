using System.Buffers;
using System.Globalization;
using System.Text;

namespace NewsBot.Core.Text;

/// <summary>What a folded character is to the tokenizer.</summary>
internal enum CharacterKind : byte
{
    Separator,
    Break,
    Letter,
    Digit,

    /// <summary>A letter of a script that writes no spaces between words.</summary>
    Unspaced,
    Apostrophe,
}

/// <summary>
/// A text in the form in which words are compared: NFKC, lower case, accents of Latin and Greek removed, ё as е, digits
/// of all scripts as 0–9, and without the characters a reader does not see. й, ї and ґ are letters of their own.
/// </summary>
internal readonly ref struct FoldedText : IDisposable
{
    private const int TableSize = 0x2100;
    private const char Apostrophe = '\u02BC';

    // U+00B4 would become a blank with an accent, the signs for marks would grow letters at the end of a name.
    private static readonly SearchValues<char> _replacedBefore = SearchValues.Create("´™℠");
    private static readonly char[] _foldTable = BuildTable();

    // Characters that NFKC leaves alone whatever stands around them. Most texts have no others, and normalizing is slow.
    private static readonly bool[] _isStable = [.. Enumerable.Range(0, TableSize).Select(code => IsStable((char)code))];
    private static readonly CharacterKind?[] _kindTable = [.. Enumerable.Range(0, TableSize).Select(code => UnicodeRanges.KindOf(new Rune(code)))];

    private readonly char[] _characters;
    private readonly CharacterKind[] _kinds;
    private readonly int _length;

    public FoldedText(string text)
    {
        text = Normalize(text);

        // No character folds to more than two.
        _characters = ArrayPool<char>.Shared.Rent(text.Length * 2);
        _kinds = ArrayPool<CharacterKind>.Shared.Rent(text.Length * 2);
        var length = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsAscii(character))
            {
                var asciiKind = KindOfAscii(character);
                length = Put(asciiKind == CharacterKind.Apostrophe ? Apostrophe : char.ToLowerInvariant(character), asciiKind, length);
                continue;
            }

            var rune = char.IsSurrogate(character) ? new Rune(character, text[++index]) : new Rune(character);
            if ((rune.Value < TableSize ? _kindTable[rune.Value] : UnicodeRanges.KindOf(rune)) is { } kind)
                length = Append(rune, kind, length);
        }

        _length = length;
    }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    public ReadOnlySpan<CharacterKind> Kinds => _kinds.AsSpan(0, _length);

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_characters);
        ArrayPool<CharacterKind>.Shared.Return(_kinds);
    }

    private int Append(Rune rune, CharacterKind kind, int length)
    {
        if (kind == CharacterKind.Apostrophe)
            return Put(Apostrophe, kind, length);
        if (kind == CharacterKind.Digit)
            return Put((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(rune.ToString(), 0)), kind, length);
        if (!rune.IsBmp)
        {
            var lower = Rune.ToLowerInvariant(rune);
            Span<char> pair = stackalloc char[2];
            for (var unit = 0; unit < lower.EncodeToUtf16(pair); unit++)
                length = Put(pair[unit], kind, length);
            return length;
        }

        var character = (char)rune.Value;
        var folded = character < TableSize ? _foldTable[character] : char.ToLowerInvariant(character);
        return folded switch
        {
            'ß' => Put('s', kind, Put('s', kind, length)),
            'æ' => Put('e', kind, Put('a', kind, length)),
            'œ' => Put('e', kind, Put('o', kind, length)),
            'þ' => Put('h', kind, Put('t', kind, length)),
            _ => Put(folded, kind, length),
        };
    }

    private int Put(char character, CharacterKind kind, int length)
    {
        _characters[length] = character;
        _kinds[length] = kind;
        return length + 1;
    }

    private static CharacterKind KindOfAscii(char character) => character switch
    {
        '\n' => CharacterKind.Break,
        '\'' or '`' => CharacterKind.Apostrophe,
        >= '0' and <= '9' => CharacterKind.Digit,
        _ => char.IsAsciiLetter(character) ? CharacterKind.Letter : CharacterKind.Separator,
    };

    private static string Normalize(string text)
    {
        var index = 0;
        while (index < text.Length && text[index] < TableSize && _isStable[text[index]])
            index++;
        if (index == text.Length)
            return text;

        text = TextCleaner.Clean(text);
        if (text.AsSpan().IndexOfAny(_replacedBefore) >= 0)
            text = text.Replace('´', '\'').Replace('™', ' ').Replace('℠', ' ');
        return text.Normalize(NormalizationForm.FormKC);
    }

    private static bool IsStable(char character) =>
        character.ToString().IsNormalized(NormalizationForm.FormKC)
        && character is not (>= '\u1100' and <= '\u11FF') // letters that make up Hangul syllables
        && char.GetUnicodeCategory(character) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);

    private static char[] BuildTable()
    {
        var table = new char[TableSize];
        for (var code = 0; code < TableSize; code++)
        {
            var lower = char.ToLowerInvariant((char)code);
            table[code] = lower;
            if (code is >= 0x00C0 and < 0x0250 or >= 0x0370 and < 0x0400 or >= 0x1E00 and < 0x2000)
                table[code] = char.ToLowerInvariant(lower.ToString().Normalize(NormalizationForm.FormD)[0]);
        }

        foreach (var (letter, plain) in "đdħhłløoŧtıiƀbǥgɨiςσёеѐеѝи".Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            for (var code = 0; code < TableSize; code++)
            {
                if (table[code] == letter)
                    table[code] = plain;
            }
        }

        return table;
    }
}
