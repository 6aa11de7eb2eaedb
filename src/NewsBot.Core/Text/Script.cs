using System.Collections.Frozen;

namespace NewsBot.Core.Text;

/// <summary>The scripts we tell apart (ISO 15924 knows more).</summary>
internal enum Script
{
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Myanmar,
    Georgian,
    Ethiopic,
    Khmer,
    Hangul,
    Kana,
    Han,
}

internal static class Scripts
{
    // First and last character of the blocks that news is written in (Unicode, Blocks.txt).
    private static readonly (char First, char Last, Script Script)[] _blocks =
    [
        ('A', 'Z', Script.Latin), ('a', 'z', Script.Latin), ('\u00C0', '\u024F', Script.Latin), ('\u0370', '\u03FF', Script.Greek),
        ('\u0400', '\u052F', Script.Cyrillic), ('\u0531', '\u058F', Script.Armenian), ('\u05D0', '\u05EA', Script.Hebrew),
        ('\u0620', '\u064A', Script.Arabic), ('\u0671', '\u06D3', Script.Arabic), ('\u0900', '\u097F', Script.Devanagari),
        ('\u0980', '\u09FF', Script.Bengali), ('\u0A00', '\u0A7F', Script.Gurmukhi), ('\u0A80', '\u0AFF', Script.Gujarati),
        ('\u0B80', '\u0BFF', Script.Tamil), ('\u0C00', '\u0C7F', Script.Telugu), ('\u0C80', '\u0CFF', Script.Kannada),
        ('\u0D00', '\u0D7F', Script.Malayalam), ('\u0D80', '\u0DFF', Script.Sinhala), ('\u0E00', '\u0E7F', Script.Thai),
        ('\u0E80', '\u0EFF', Script.Lao), ('\u1000', '\u109F', Script.Myanmar), ('\u10A0', '\u10FF', Script.Georgian),
        ('\u1100', '\u11FF', Script.Hangul), ('\u1200', '\u137F', Script.Ethiopic), ('\u1780', '\u17FF', Script.Khmer),
        ('\u1E00', '\u1EFF', Script.Latin), ('\u1F00', '\u1FFF', Script.Greek), ('\u3041', '\u30FF', Script.Kana),
        ('\u3400', '\u4DBF', Script.Han), ('\u4E00', '\u9FFF', Script.Han), ('\uAC00', '\uD7AF', Script.Hangul), ('\uFF66', '\uFF9D', Script.Kana),
    ];

    private static readonly FrozenDictionary<string, Script[]> _ofLanguage = (
        "uk=Cyrillic ru=Cyrillic be=Cyrillic bg=Cyrillic mk=Cyrillic ky=Cyrillic tg=Cyrillic sr=Cyrillic,Latin el=Greek hy=Armenian "
        + "he=Hebrew yi=Hebrew ar=Arabic fa=Arabic ur=Arabic ps=Arabic ckb=Arabic hi=Devanagari mr=Devanagari ne=Devanagari bn=Bengali "
        + "pa=Gurmukhi gu=Gujarati ta=Tamil te=Telugu kn=Kannada ml=Malayalam si=Sinhala th=Thai lo=Lao my=Myanmar ka=Georgian am=Ethiopic "
        + "km=Khmer ko=Hangul,Han ja=Kana,Han zh=Han "
        + string.Join(' ', "en de fr es it pt nl sv da no fi ro tr hu pl cs sk hr sl ca lt lv et id ms vi is sq af ga cy eu gl mt".Split(' ').Select(code => code + "=Latin")))
        .Split(' ').Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1].Split(',').Select(Enum.Parse<Script>).ToArray(), StringComparer.Ordinal);

    /// <summary>The script of a letter; null for what is none of ours.</summary>
    public static Script? Of(char letter)
    {
        foreach (var (first, last, script) in _blocks)
        {
            if (letter <= last)
                return letter >= first && char.IsLetter(letter) ? script : null;
        }

        return null;
    }

    /// <summary>Whether news of the language is written in the script; true when we do not know.</summary>
    public static bool Writes(string language, Script script) => !_ofLanguage.TryGetValue(language, out var scripts) || scripts.Contains(script);
}
