using System.Globalization;
using System.Text;

namespace NewsBot.Core.Text;

/// <summary>Which characters beyond ASCII make words, after the word-break rules of Unicode (UAX #29).</summary>
internal static class UnicodeRanges
{
    /// <summary>The kind of a character beyond ASCII; null for one that is to be removed without a trace.</summary>
    public static CharacterKind? KindOf(Rune rune)
    {
        var code = rune.Value;
        // The apostrophes people type, the prime among them.
        if (code is 0x2018 or 0x2019 or 0x201B or 0x2032 or 0x02B9 or 0x02BB or 0x02BC)
            return CharacterKind.Apostrophe;
        if (IsInvisible(code))
            return null;

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                return IsUnspaced(code) ? CharacterKind.Unspaced : CharacterKind.Letter;
            case UnicodeCategory.DecimalDigitNumber:
                return CharacterKind.Digit;
            case UnicodeCategory.Format:
                return null;
            default:
                return CharacterKind.Separator;
        }
    }

    /// <summary>
    /// Han, Kana, Bopomofo, Hangul, Thai, Lao, Khmer and Myanmar. Korean does write spaces, but a word carries its
    /// particles, so 우크라이나 is to be found in 우크라이나가.
    /// </summary>
    public static bool IsUnspaced(int code) => code switch
    {
        < 0x0E00 => false,
        <= 0x0EFF => true, // Thai, Lao
        >= 0x1000 and <= 0x109F => true, // Myanmar
        >= 0x1100 and <= 0x11FF => true, // Hangul letters
        >= 0x1780 and <= 0x17FF => true, // Khmer
        >= 0x3005 and <= 0x318F => true, // Kana, Bopomofo, Hangul letters, marks of repetition
        >= 0x31A0 and <= 0x31FF => true,
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF => true, // Han
        >= 0xAC00 and <= 0xD7FF => true, // Hangul
        >= 0x1AFF0 and <= 0x1B16F or >= 0x20000 and <= 0x3FFFF => true, // Kana and Han beyond the first plane
        _ => false,
    };

    public static bool IsCyrillic(char character) => character is >= '\u0400' and <= '\u052F';

    /// <summary>Stress marks and leftover accents, Hebrew and Arabic vowel signs, stretching, variation selectors.</summary>
    private static bool IsInvisible(int code) => code switch
    {
        < 0x0300 => code == 0x00AD,
        <= 0x036F => true,
        >= 0x0483 and <= 0x0489 => true,
        >= 0x0591 and <= 0x05BD or 0x05BF or 0x05C1 or 0x05C2 or 0x05C4 or 0x05C5 or 0x05C7 => true,
        >= 0x0610 and <= 0x061A or 0x0640 or >= 0x064B and <= 0x065F or 0x0670 => true,
        >= 0x06D6 and <= 0x06DC or >= 0x06DF and <= 0x06E4 or 0x06E7 or 0x06E8 or >= 0x06EA and <= 0x06ED => true,
        >= 0x1AB0 and <= 0x1AFF or >= 0x1DC0 and <= 0x1DFF or >= 0x20D0 and <= 0x20FF => true,
        >= 0xFE00 and <= 0xFE0F or >= 0xFE20 and <= 0xFE2F or >= 0xE0100 and <= 0xE01EF => true,
        _ => false,
    };
}
