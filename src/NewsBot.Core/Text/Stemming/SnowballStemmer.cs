using System.Buffers;
using System.Globalization;
using System.Text;
using Lucene.Net.Tartarus.Snowball;

namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// A stemmer of the Snowball project (https://snowballstem.org). Its rules are written for words with their accents,
/// ours have none: <paramref name="unfold"/> gives back those that an ending needs, and the stem is folded again.
/// </summary>
internal sealed class SnowballStemmer(string key, SearchValues<char> letters, Func<SnowballProgram> create, Func<string, string>? unfold = null)
    : Stemmer(key)
{
    private SnowballProgram? _spare;

    /// <inheritdoc/>
    public override bool Reads(string word) => !word.AsSpan().ContainsAnyExcept(letters);

    private protected override string Reduce(string word)
    {
        // A program has state, so each is used by one thread at a time; the last one given back is kept.
        var program = Interlocked.Exchange(ref _spare, null) ?? create();
        program.SetCurrent(unfold == null ? word : unfold(word));
        program.Stem();
        var stem = Fold(program.CurrentBuffer.AsSpan(0, program.CurrentBufferLength));
        Volatile.Write(ref _spare, program);
        return stem.Length == 0 || stem == word ? word : stem;
    }

    private static string Fold(ReadOnlySpan<char> stem)
    {
        if (Ascii.IsValid(stem) || stem.IndexOfAnyExceptInRange('\u0400', '\u04FF') < 0)
            return stem.ToString();

        var folded = new StringBuilder(stem.Length);
        foreach (var character in stem.ToString().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                folded.Append(character == 'ı' ? 'i' : character);
        }

        return folded.ToString();
    }
}
