namespace NewsBot.Core.Wording;

/// <summary>Which plural form a number takes in a language (Unicode CLDR, plural rules for whole numbers).</summary>
internal static class Plural
{
    /// <summary>one, few, many or other.</summary>
    public static string Form(string language, long count)
    {
        var number = Math.Abs(count);
        return language switch
        {
            "uk" when number % 10 == 1 && number % 100 != 11 => "one",
            "uk" when number % 10 is >= 2 and <= 4 && number % 100 is not (>= 12 and <= 14) => "few",
            "uk" => "many",
            _ => number == 1 ? "one" : "other",
        };
    }

    /// <summary>Every form a text with a number must have in this language.</summary>
    public static IReadOnlyList<string> FormsOf(string language) =>
        language == "uk" ? ["one", "few", "many"] : ["one", "other"];
}
