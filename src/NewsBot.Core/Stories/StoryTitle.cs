using System.Text.RegularExpressions;
using NewsBot.Core.Text;

namespace NewsBot.Core.Stories;

/// <summary>A title as two outlets share it: without the name that an aggregator puts behind it.</summary>
/// <param name="Text">Without that name.</param>
/// <param name="Key">Of its words; 0 where they are too few to be the same by anything but copying.</param>
/// <param name="IsTemplated">It names a form, not a story: a briefing, a digest, a horoscope. Its text tells several stories, or none.</param>
internal sealed partial record StoryTitle(string Text, ulong Key, bool IsTemplated)
{
    /// <summary>Words beyond those that any sentence has; "Weather forecast" is many texts' title.</summary>
    private const int FewestWords = 4;

    private const int MostWordsOfName = 4;

    public static StoryTitle Of(string title, string language)
    {
        var text = WithoutName(title);
        var words = Analyzer.Words(text);
        var stopWords = StopWords.Of(language);
        var significant = words.Count(word => !stopWords.Contains(word));
        return new StoryTitle(text, significant < FewestWords ? 0 : TermHash.Long(string.Join(' ', words)), Forms().IsMatch(text));
    }

    // "Ferry ablaze off Skerrow - Harbour Post"; not "Brent falls 2% - what next", nor "Rovers - United 3:2".
    private static string WithoutName(string title)
    {
        var at = Math.Max(title.LastIndexOf(" - ", StringComparison.Ordinal), title.LastIndexOf(" | ", StringComparison.Ordinal));
        if (at < 0)
            return title;
        var name = title.AsSpan(at + 3).Trim();
        return name.Length > 0 && !char.IsLower(name[0]) && name.IndexOfAnyInRange('0', '9') < 0 && name.Count(' ') < MostWordsOfName
            && Analyzer.Words(title[..at]).Count >= FewestWords
            ? title[..at].TrimEnd()
            : title;
    }

    [GeneratedRegex(
        """
        ^(?:briefing|digest|podcast|quiz|live)\s*: | \b(?:
          (?:morning|midday|evening|daily|weekly|weekend|news)\s+(?:briefing|digest|round-?up|wrap|brief|headlines)|news\s?letter|horoscopes?|in\s+pictures|the\s+week\s+in|five\s+things\s+to|what\s+you\s+missed
          |дайджест|головне\s+за|підсумки\s+(?:дня|тижня|доби)|гороскоп|новини\s+за|огляд\s+преси|що\s+сталося\s+за|сводка|главное\s+за|итоги\s+(?:дня|недели)|обзор\s+прессы
          |nachrichtenüberblick|morgenlage|abendlage|horoskop|presseschau|liveticker|das\s+wichtigste|der\s+tag\s+im\s+überblick|überblick\s+am|nachrichten\s+am|kurz\s+und\s+knapp|wochenrückblick
          |claves\s+del\s+(?:día|dia)|resumen\s+del?|titulares\s+del?|horóscopo|boletín|lo\s+más\s+leído|noticias\s+del\s+día|repaso\s+del?
          |infos?\s+du\s+(?:matin|soir|jour)|l['’]essentiel\s+de|revue\s+de\s+presse|horoscope|le\s+récap|à\s+retenir|ce\s+qu['’]il\s+faut\s+retenir\s+de\s+(?:la\s+)?(?:journée|semaine)|le\s+journal\s+de
        )\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Forms();
}
