using NewsBot.Core.Articles;

namespace NewsBot.Core.Delivery;

/// <summary>How many minutes an article takes to read.</summary>
internal static class ReadingPace
{
    /// <summary>Silent reading of prose by adults: 238 words a minute in English (Brysbaert 2019), rounded down.</summary>
    public const int WordsPerMinute = 230;

    private static readonly string[] WithoutSpaces = ["zh", "ja", "ko", "th", "lo", "km", "my"];

    /// <summary>
    /// As the source states it; computed only where the stored text is the whole article and its words are parted by
    /// blanks; else null: a guess from an excerpt would be wrong.
    /// </summary>
    public static long? MinutesOf(Article article)
    {
        if (article.ReadingMinutes is > 0)
            return article.ReadingMinutes;
        if (article.BodyComplete == 0 || article.Kind == "video" || WithoutSpaces.Contains(article.Language))
            return null;
        var words = article.Body.AsSpan().Trim().Length == 0 ? 0 : CountWords(article.Body);
        return words == 0 ? null : Math.Max(1, (long)Math.Round(words / (double)WordsPerMinute, MidpointRounding.AwayFromZero));
    }

    private static int CountWords(string text)
    {
        var words = 0;
        var inside = false;
        foreach (var character in text)
        {
            var letter = char.IsLetterOrDigit(character);
            if (letter && !inside)
                words++;
            inside = letter || (inside && !char.IsWhiteSpace(character));
        }
        return words;
    }
}
