using System.Text.RegularExpressions;
using NewsBot.Core.Feeds;

namespace NewsBot.Core.Intake.Documents;

/// <summary>What single lines of a page document are recognised by, in English and Ukrainian.</summary>
internal static partial class PageForm
{
    private const int LongestSection = 40;
    private const int LongestTitle = 250;

    private static readonly HashSet<string> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        "News Feed", "Newsfeed", "News", "Latest", "Latest News", "Breaking", "Breaking News", "Top Stories", "Brief", "Briefs", "News Brief", "News in Brief", "Live",
        "Video", "Videos", "Watch", "Podcast", "Photo", "Photos", "Gallery", "Opinion", "Op-ed", "Editorial", "Analysis", "Explainer", "Exclusive", "Interview",
        "Investigation", "Investigations", "Feature", "Features", "World", "Politics", "Business", "Economy", "Technology", "Science", "Health", "Culture", "Sport", "Sports",
        "Ukraine", "Europe", "Війна", "War", "Стрічка новин", "Новини", "Останні новини", "Головне", "Коротко", "Відео", "Подкаст", "Фото", "Галерея", "Думка", "Думки",
        "Аналітика", "Інтерв'ю", "Інтерв’ю", "Розслідування", "Пояснення", "Світ", "Політика", "Бізнес", "Економіка", "Технології", "Наука", "Здоров'я", "Здоров’я",
        "Культура", "Спорт", "Україна", "Європа",
    };

    private static readonly HashSet<string> Videos = new(StringComparer.OrdinalIgnoreCase) { "Video", "Videos", "Watch", "Відео" };

    private static readonly HashSet<string> Furniture = new(StringComparer.OrdinalIgnoreCase)
    {
        "Show More", "Show Less", "Load More", "Read More", "See More", "View More", "View All", "See All", "More", "Share", "Advertisement", "Subscribe", "Sign up",
        "Показати більше", "Показати ще", "Більше", "Ще", "Читати далі", "Читати більше", "Завантажити ще", "Усі новини", "Всі новини", "Поділитися", "Реклама", "Підписатися",
    };

    /// <summary>Buttons and the like: never content.</summary>
    public static bool IsFurniture(string line) => Furniture.Contains(line.TrimEnd('.', '…', '›', '»', '→', ' '));

    /// <summary>A line that names a section on pages of this form.</summary>
    public static bool IsKnownSection(string line) => Sections.Contains(line.TrimEnd(':'));

    /// <summary>A section line whose pieces are videos.</summary>
    public static bool IsVideo(string? section) => section is not null && Videos.Contains(section.TrimEnd(':'));

    /// <summary>Short enough for a section line, and no sentence.</summary>
    public static bool MayBeSection(string line) => line.Length <= LongestSection && WordsIn(line) <= 5 && !EndsSentence(line) && ReadingTime.FromLine(line) is null;

    /// <summary>Number of words.</summary>
    public static int WordsIn(string line) => line.Split(' ').Length;

    /// <summary>A line that may be a title: not too long, and not closed like a sentence of a body.</summary>
    public static bool MayBeTitle(string line) => line.Length <= LongestTitle && !line.TrimEnd('"', '”', '»', '’', '\'', ')').EndsWith('.') && ReadingTime.FromLine(line) is null;

    /// <summary>A title right above a sentence: shorter than it, not closed, and not the first line of a wrapped paragraph.</summary>
    public static bool IsTitleOver(string line, string next) =>
        line.Length <= 100 && next.Length > line.Length && !EndsSentence(line) && EndsSentence(next) && char.IsUpper(next.TrimStart('"', '“', '«', '‘').FirstOrDefault());

    /// <summary>A line that closes a sentence.</summary>
    public static bool EndsSentence(string line) => line.TrimEnd('"', '”', '»', '’', '\'', ')', ']') is [.., '.' or '!' or '?' or '…' or ':' or ';'];

    /// <summary>The same title, apart from quotation marks, case and white space.</summary>
    public static bool IsSameTitle(string one, string other) => string.Equals(Letters(one), Letters(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>The name in "by Jane Doe", or null.</summary>
    public static string? Byline(string line) => line.Length <= 80 && BylineForm().Match(line) is { Success: true } match ? match.Groups[1].Value.Trim() : null;

    /// <summary>The moment in a line that is nothing but a date with its year, or null.</summary>
    public static DateTimeOffset? Dateline(string line) =>
        line.Length <= 50 && YearForm().IsMatch(line) && DatelineForm().IsMatch(line) ? FeedDate.Parse(DatelineForm().Match(line).Groups[1].Value) : null;

    /// <summary>A caption that ends with its credit in parentheses, taken apart; null where there is no credit.</summary>
    /// <param name="line">The line.</param>
    /// <param name="mustNameAgency">Take only what names an agency, a photograph or several owners for a credit.</param>
    public static PagePicture? Caption(string line, bool mustNameAgency)
    {
        if (CreditForm().Match(line) is not { Success: true } match)
            return null;
        var credit = match.Groups["credit"].Value.Trim();
        return mustNameAgency && !AgencyForm().IsMatch(credit)
            ? null
            : new PagePicture(match.Groups["caption"].Value.Trim() is { Length: > 0 } caption ? caption : null, credit);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"^(?:by|автор(?:ка)?:?|текст:)\s+(\p{Lu}.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex BylineForm();

    [GeneratedRegex(@"\b(?:19|20)[0-9]{2}\b")]
    private static partial Regex YearForm();

    [GeneratedRegex(@"^(?:published|updated|posted)?:?\s*((?:[A-Za-z]{3,9}\.?,?\s+)?(?:[A-Za-z]{3,9}\.?\s+[0-9]{1,2},?\s+[0-9]{4}|[0-9]{1,2}\s+[A-Za-z]{3,9}\.?,?\s+[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b.{0,25})$", RegexOptions.IgnoreCase)]
    private static partial Regex DatelineForm();

    [GeneratedRegex(@"^(?<caption>.*?)\s*\((?<credit>[^()]{2,150}(?:\([^()]*\)[^()]*)?)\)\.?$")]
    private static partial Regex CreditForm();

    [GeneratedRegex(@"\s/\s|/Getty|Getty|AFP|Reuters|\bAP\b|\bEPA\b|Anadolu|Sputnik|Ukrinform|Укрінформ|УНІАН|Unsplash|Wikimedia|Photo|Фото|Image|©|Courtesy|Handout|Screenshot|Скриншот|Телеграм|Telegram|Facebook|Press Service|пресслужба", RegexOptions.IgnoreCase)]
    private static partial Regex AgencyForm();
}
