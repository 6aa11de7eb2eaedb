namespace NewsBot.Core.Feeds;

/// <summary>Language tags as feeds state them (BCP 47, ISO 639, and what is mistaken for them) to the form of the store.</summary>
internal static class LanguageTag
{
    private static readonly Dictionary<string, string> Corrections = new(StringComparer.Ordinal)
    {
        ["ua"] = "uk", ["ukr"] = "uk", ["eng"] = "en", ["ger"] = "de", ["deu"] = "de", ["fre"] = "fr", ["fra"] = "fr", ["rus"] = "ru", ["spa"] = "es",
        ["pol"] = "pl", ["ita"] = "it", ["por"] = "pt", ["jpn"] = "ja", ["jp"] = "ja", ["zho"] = "zh", ["chi"] = "zh", ["cn"] = "zh", ["cz"] = "cs", ["gr"] = "el",
        ["dk"] = "da", ["iw"] = "he", ["kor"] = "ko", ["tur"] = "tr", ["nld"] = "nl", ["dut"] = "nl", ["ara"] = "ar", ["in"] = "id", ["nb"] = "no", ["nn"] = "no",
        ["english"] = "en", ["ukrainian"] = "uk", ["українська"] = "uk", ["russian"] = "ru", ["german"] = "de", ["deutsch"] = "de", ["french"] = "fr", ["spanish"] = "es",
    };

    /// <summary>The primary language, lower case ("uk", "en"); null where none can be made out.</summary>
    public static string? Normalise(string? stated)
    {
        if (string.IsNullOrWhiteSpace(stated))
            return null;
        var primary = stated.Trim().ToLowerInvariant().Split(['-', '_', ',', ';', ' '], 2)[0];
        if (Corrections.TryGetValue(primary, out var corrected))
            return corrected;
        return primary.Length is 2 or 3 && primary.All(char.IsAsciiLetterLower) && primary is not ("und" or "mul" or "zxx" or "xx") ? primary : null;
    }
}
