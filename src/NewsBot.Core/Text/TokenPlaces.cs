using System.Globalization;

namespace NewsBot.Core.Text;

/// <summary>A token's place in the text as it was written.</summary>
/// <param name="Start">UTF-16 offset of its first character.</param>
/// <param name="End">Behind its last.</param>
/// <param name="AfterBreak">Whether a line break stands between it and the token before it.</param>
internal readonly record struct TokenPlace(int Start, int End, bool AfterBreak);

/// <summary>
/// Finds the tokens of a text again in what was written. Folding changes lengths (ß, ligatures, marks of their own), so the
/// text is folded piece by piece here, and what a piece becomes is remembered: tokens and their order are the analyser's.
/// </summary>
internal static class TokenPlaces
{
    /// <summary>The places of all tokens in their order; never inside a user-perceived character.</summary>
    public static IReadOnlyList<TokenPlace> Of(string text)
    {
        var folded = new Pieces(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var ascii = AsciiLength(text.AsSpan(at));
            if (ascii > 0)
                folded.AddAscii(text, at, ascii);
            at += ascii;
            if (at == text.Length)
                break;
            var length = StringInfo.GetNextTextElementLength(text, at);
            folded.AddElement(text, at, length);
            at += length;
        }

        return folded.Read();
    }

    // A mark that follows belongs to the last character.
    private static int AsciiLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('\0', '\x7F');
        return end < 0 ? text.Length : Math.Max(0, end - 1);
    }

    private sealed class Pieces(int capacity)
    {
        private readonly List<char> _characters = new(capacity);
        private readonly List<CharacterKind> _kinds = new(capacity);
        private readonly List<int> _starts = new(capacity);
        private readonly List<int> _ends = new(capacity);

        public void AddAscii(string text, int start, int length)
        {
            using var folded = new FoldedText(text.Substring(start, length));
            for (var index = 0; index < folded.Characters.Length; index++)
                Add(folded.Characters[index], folded.Kinds[index], start + index, start + index + 1);
        }

        public void AddElement(string text, int start, int length)
        {
            using var folded = new FoldedText(text.Substring(start, length));
            for (var index = 0; index < folded.Characters.Length; index++)
                Add(folded.Characters[index], folded.Kinds[index], start, start + length);
        }

        public List<TokenPlace> Read()
        {
            var places = new List<TokenPlace>(_characters.Count / 6);
            var reader = new TokenReader(_characters.ToArray(), _kinds.ToArray());
            while (reader.Read())
                places.Add(new TokenPlace(_starts[reader.Start], _ends[reader.End - 1], reader.AfterBreak));
            return places;
        }

        private void Add(char character, CharacterKind kind, int start, int end)
        {
            _characters.Add(character);
            _kinds.Add(kind);
            _starts.Add(start);
            _ends.Add(end);
        }
    }
}
