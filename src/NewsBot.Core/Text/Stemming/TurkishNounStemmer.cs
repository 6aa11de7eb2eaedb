using System.Buffers;
using System.Text.RegularExpressions;

namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// Turkish nouns without the endings that news puts to them: plural, cases, the possessive of the third person. Snowball's
/// rules also take those of the first and second person, which news hardly has, and so başkan (president) would be found
/// wherever başka (other) stands; its vowel harmony does not outlive folding either. Endings are taken until none is left,
/// from plain and inflected forms alike; what is too short to lose one keeps it.
/// </summary>
internal sealed partial class TurkishNounStemmer() : Stemmer("tr")
{
    private static readonly SearchValues<char> _letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");

    /// <inheritdoc/>
    public override bool Reads(string word) => !word.AsSpan().ContainsAnyExcept(_letters);

    private protected override string Reduce(string word)
    {
        // Türkiye, Suriye: the dative of nothing.
        while (!word.EndsWith("iye", StringComparison.Ordinal))
        {
            var ending = Ending().Match(word);
            if (!ending.Success)
                break;
            word = word[..ending.Index];
        }

        return word;
    }

    // The n of these is theirs, in other words it belongs to the ending behind it (bakan-ın, ülke-nin). An s behind a vowel may
    // be either (savaş-ı, parti-si), and goes from both.
    [GeneratedRegex("""
        (?: (?<=(?:bakan|baskan|insan|vatan|dogan|uzman|zaman|orman|liman|gocmen|plan|alan)) (?: [iu]n? | [ae] | l[ae] )
          | (?<=.{4}) (?: [dt][ae]ki | [dt][iu]r | n?[dt][ae]n? | l[ae]r[iu]? )
          | (?<=.{4}) (?<=[^aeiou]) (?: [iu]n | l[ae] | [ae] )
          | (?<=.{3}) (?<=[aeiou]) (?: (?<!baka|baska|insa|vata|doga|uzma|zama|orma|lima|gocme|pla|ala)n[iu]n | [ys][iu] | y[ae] | yl[ae] )
          | (?<=.{4}) (?<=s[iu]|l[ae]ri) n[iuae]
          | (?<=.{3}) (?<=[^aeiou]) [iu]
          | (?<=.{3}) (?<=[aeiou]) s )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}
