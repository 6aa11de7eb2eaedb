namespace NewsBot.Core.Intake;

/// <summary>Shapes the texts of an article: short summaries that end where a sentence or a word ends, whole bodies told from teasers.</summary>
internal static class ArticleText
{
    /// <summary>UTF-16 units of a stored title.</summary>
    public const int LongestTitle = 400;

    /// <summary>UTF-16 units of a stored summary.</summary>
    public const int LongestSummary = 600;

    /// <summary>UTF-16 units of a stored body.</summary>
    public const int LongestBody = 200_000;

    /// <summary>A content shorter than this is taken for a teaser, however it ends.</summary>
    private const int ShortestWholeBody = 1000;

    // A sentence that ends before this share of the room would leave too little to read.
    private const double ShortestShare = 0.5;

    private static readonly string[] Teasers =
    [
        "read more", "continue reading", "read the full article", "read full article", "read on", "full story", "more…", "[more]", "more »", "more...",
        "читати далі", "читати більше", "читайте далі", "докладніше", "детальніше",
        "weiterlesen", "mehr lesen", "lire la suite", "leer más", "seguir leyendo", "continua a leggere", "leggi tutto", "czytaj dalej", "читать далее", "подробнее",
    ];

    /// <summary>
    /// The text itself when it fits; else as many whole sentences as fit, or whole words and an ellipsis. Blocks are joined by a blank.
    /// </summary>
    public static string Shorten(string text, int longest)
    {
        var line = text.Replace('\n', ' ').Trim();
        if (line.Length <= longest)
            return line;
        var sentence = LastSentenceEnd(line, longest);
        if (sentence >= longest * ShortestShare)
            return line[..sentence].TrimEnd();
        var end = line.LastIndexOf(' ', longest - 1);
        if (end < longest * ShortestShare)
            end = longest - 1;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return line[..end].TrimEnd(' ', ',', ';', ':', '-', '–', '—', '(') + "…";
    }

    /// <summary>The first block that holds more than a few words: a date line or a name of the author is no summary.</summary>
    public static string FirstParagraph(string body)
    {
        var blocks = body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return blocks.FirstOrDefault(block => block.Length >= 60) ?? blocks.FirstOrDefault() ?? "";
    }

    /// <summary>
    /// Whether a content is the whole article: longer than the summary and not the same, long enough, and not ending
    /// like an invitation to read on elsewhere.
    /// </summary>
    public static bool IsWholeArticle(string content, string summary) =>
        content.Length >= ShortestWholeBody && content.Length > summary.Length && !EndsLikeTeaser(content);

    /// <summary>Cuts at a length without parting a surrogate pair.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    private static bool EndsLikeTeaser(string content)
    {
        var end = content.AsSpan().TrimEnd().TrimEnd("]»>→).! ".AsSpan());
        if (content.AsSpan().TrimEnd().EndsWith("...") || end.EndsWith("…") || end.EndsWith("..."))
            return true;
        foreach (var teaser in Teasers)
        {
            if (end.EndsWith(teaser.AsSpan().TrimEnd("]».… ".AsSpan()), StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static int LastSentenceEnd(string line, int longest)
    {
        for (var index = Math.Min(longest, line.Length) - 1; index > 0; index--)
        {
            if (line[index] is '。' or '！' or '？')
                return index + 1;
            var ends = line[index] is '.' or '!' or '?' or '…' && (index + 1 == line.Length || line[index + 1] == ' ');
            // "U.S. troops", "p. 12", "Dr. Smith": a capital or a very short word before the point ends no sentence.
            if (ends && !IsAbbreviation(line, index))
                return index + 1;
        }

        return 0;
    }

    private static bool IsAbbreviation(string line, int point)
    {
        if (line[point] != '.')
            return false;
        var start = point;
        while (start > 0 && line[start - 1] != ' ')
            start--;
        var word = line.AsSpan(start, point - start);
        return word.Length <= 2 || word.Contains('.') || word is "Mrs" or "Gov" or "Gen" or "Sen" or "Rep" or "вул" or "тис" or "млн" or "млрд";
    }
}
