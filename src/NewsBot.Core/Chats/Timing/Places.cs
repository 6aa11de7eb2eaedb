namespace NewsBot.Core.Chats;

/// <summary>A place by which somebody finds the time zone.</summary>
/// <param name="Zone">IANA name.</param>
/// <param name="Country">Two letters (ISO 3166-1).</param>
/// <param name="Languages">What Telegram's clients there are likely to speak, the likeliest first: "uk", "pt-br".</param>
/// <param name="English">Its name.</param>
/// <param name="Ukrainian">Its name in Ukrainian.</param>
internal sealed record Place(string Zone, string Country, IReadOnlyList<string> Languages, string English, string Ukrainian)
{
    private const int FirstFlagLetter = 0x1F1E6;

    /// <summary>The same without what follows the hyphen.</summary>
    public IReadOnlyList<string> PrimaryLanguages { get; } = [.. Languages.Select(language => language.Split('-')[0])];

    /// <summary>Its name in a language of the interface.</summary>
    public string NameIn(string language) => language == "uk" ? Ukrainian : English;

    /// <summary>The flag of its country: its letters as regional indicators (Unicode, chapter 22.10).</summary>
    public string Flag => string.Concat(Country.Select(letter => char.ConvertFromUtf32(FirstFlagLetter + letter - 'A')));
}

/// <summary>
/// Places for every clock that people live by (<c>places.txt</c>), of which those are offered that this machine has tables for.
/// Telegram tells no time zone, so the languages of a chat say which are likely.
/// </summary>
internal static class Places
{
    private static readonly IReadOnlyList<Place> All = Load();

    /// <summary>Null for a zone that is not among them; it may exist all the same.</summary>
    public static Place? Find(string? zone) => All.FirstOrDefault(place => place.Zone == zone);

    /// <summary>
    /// The likeliest first: by the first of the languages that is spoken there, by how likely it is there, else as in the list.
    /// Empty on a machine without tables.
    /// </summary>
    /// <param name="languages">Telegram's codes, the most telling first.</param>
    public static IReadOnlyList<Place> Ranked(IReadOnlyList<string> languages) =>
        [.. All.Where(place => LocalClock.Knows(place.Zone)).OrderBy(place => Rank(place, languages))];

    /// <summary>
    /// The languages that tell where a chat may be: what it chose to be spoken to in, then what Telegram says of the person, then
    /// what it reads (in the beginning Telegram's language and English), then that of its interface.
    /// </summary>
    /// <param name="chat">Of any type; a group is where the one is who added the bot.</param>
    /// <param name="languageCode">Of the person who asks, as Telegram has it; null: nobody asks.</param>
    public static IReadOnlyList<string> LanguagesOf(Chat chat, string? languageCode)
    {
        string?[] chosen = [chat.LanguageChosen == 1 ? chat.Language : null];
        return [.. chosen.Append(languageCode).Concat(chat.Languages).Append(chat.Language)
            .Where(language => !string.IsNullOrEmpty(language)).Select(language => language!.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The zone of a chat that told none: the likeliest place of its languages, so Kyiv for Ukrainian, Berlin for German and, as
    /// the middle of those who use the English interface, London for English. Null on a machine without tables.
    /// </summary>
    public static string? GuessFor(Chat chat, string? languageCode = null)
    {
        var languages = LanguagesOf(chat, languageCode);
        var likeliest = All.MinBy(place => Rank(place, languages))!.Zone;
        return LocalClock.Knows(likeliest) ? likeliest : Ranked(languages) is [var first, ..] ? first.Zone : null;
    }

    // Of "pt-br" also what speaks "pt", but after all that speaks "pt-br".
    private static int Rank(Place place, IReadOnlyList<string> languages)
    {
        const int perLanguage = 1_000;
        for (var index = 0; index < languages.Count; index++)
        {
            if (PositionIn(place.Languages, languages[index]) is >= 0 and var spoken)
                return (index * perLanguage) + spoken;
            if (PositionIn(place.PrimaryLanguages, Primary(languages[index])) is >= 0 and var alike)
                return (index * perLanguage) + (perLanguage / 2) + alike;
        }
        return int.MaxValue;
    }

    private static ReadOnlySpan<char> Primary(string language) =>
        language.IndexOf('-', StringComparison.Ordinal) is >= 0 and var end ? language.AsSpan(0, end) : language;

    private static int PositionIn(IReadOnlyList<string> languages, ReadOnlySpan<char> language)
    {
        for (var index = 0; index < languages.Count; index++)
        {
            if (language.SequenceEqual(languages[index]))
                return index;
        }
        return -1;
    }

    private static IReadOnlyList<Place> Load()
    {
        using var stream = typeof(Places).Assembly.GetManifestResourceStream("NewsBot.Core.Chats.Timing.places.txt")
            ?? throw new InvalidOperationException("The list of places is not embedded.");
        using var text = new StreamReader(stream);
        return [.. text.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|'))
            .Select(parts => new Place(parts[0], parts[1], parts[2].Split(','), parts[3], parts[4]))];
    }
}
