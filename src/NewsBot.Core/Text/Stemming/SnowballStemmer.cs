using System.Buffers;
using System.Globalization;
using System.Text;
using Lucene.Net.Tartarus.Snowball;

namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// A stemmer of the Snowball project (https://snowballstem.org). Its rules are written for words with their accents; ours
/// have none, so what stands before and after it gives back the accents an ending needs and settles what it leaves apart.
/// </summary>
internal sealed class SnowballStemmer(string key, SearchValues<char> letters, Func<SnowballProgram> create) : Stemmer(key)
{
    private const int ShortestStem = 2;

    private SnowballProgram? _spare;

    /// <summary>Endings that are replaced before Snowball sees the word: mostly those it knows with an accent only.</summary>
    public Endings? Before { get; init; }

    /// <summary>Endings of a stem that are one with others.</summary>
    public Endings? After { get; init; }

    /// <summary>Whether a stem is stemmed again, since it may be the plain form of the word.</summary>
    public bool Twice { get; init; }

    /// <inheritdoc/>
    public override bool Reads(string word) => !word.AsSpan().ContainsAnyExcept(letters);

    private protected override string Reduce(string word)
    {
        // A program has state, so each is used by one thread at a time; the last one given back is kept.
        var program = Interlocked.Exchange(ref _spare, null) ?? create();
        var stem = Round(program, word);
        if (Twice && stem.Length > ShortestStem)
            stem = Round(program, stem);
        Volatile.Write(ref _spare, program);
        return After?.Apply(stem) ?? stem;
    }

    private string Round(SnowballProgram program, string word)
    {
        var whole = Before?.Apply(word) ?? word;
        program.SetCurrent(whole);
        program.Stem();
        var stem = Fold(program.CurrentBuffer.AsSpan(0, program.CurrentBufferLength));
        return stem.Length < ShortestStem ? word : stem;
    }

    private static string Fold(ReadOnlySpan<char> stem)
    {
        if (Ascii.IsValid(stem) || stem.IndexOfAnyInRange('\u0400', '\u04FF') >= 0)
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
