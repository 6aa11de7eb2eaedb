namespace NewsBot.Core.Conversation;

/// <summary>The languages a chat reads, as the store holds them: comma-separated; empty: every language.</summary>
internal static class ReadingLanguages
{
    /// <summary>Telegram's language code and English.</summary>
    public static string FirstGuess(string? languageCode)
    {
        var own = (languageCode ?? "").Split('-', '_')[0].ToLowerInvariant();
        return own.Length is 2 or 3 && own != "en" && own.All(char.IsAsciiLetterLower) ? $"{own},en" : "en";
    }

    /// <summary>With the language added, or taken away where it was there. Taking the last away means every language.</summary>
    public static string Toggle(string languages, string language)
    {
        var list = languages.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!list.Remove(language))
            list.Add(language);
        return string.Join(',', list);
    }
}
