using NewsBot.Tests.Architecture;

namespace NewsBot.Tests.Search.Differential;

/// <summary>Articles of few words in many scripts, so that queries meet them, and real texts.</summary>
internal static class ArticleSamples
{
    public static readonly (string Title, string Site, string Url)[] Feeds =
    [
        ("BBC News – World", "https://www.bbc.co.uk/news", "https://feeds.example.net/bbc"),
        ("Українська правда", "https://www.pravda.com.ua/", "https://www.pravda.com.ua/rss/"),
        ("Der Bote: Häuser & Höfe", "https://bote.example/", "https://bote.example/feed.xml"),
        ("朝日新聞", "https://asahi.example/", "https://asahi.example/rss"),
    ];

    public static readonly string?[] Languages = ["en", "en", "uk", "de", "ru", "fr", "pl", "es", "nb", "ja", "el", "ar", null, null];

    /// <summary>Words that are forms of each other, look like each other, or are taken apart by the tokenizer.</summary>
    public static readonly string[] Words =
    [
        // Latin
        "ceasefire", "ceasefires", "Ceasefire’s", "cease", "fire", "power", "powers", "plant", "plants", "planted", "power-plants", "news", "new",
        "art", "start", "starts", "university", "universe", "Haus", "Häuser", "Häusern", "élection", "élections", "elect", "Straße", "strasse",
        "elección", "elecciones", "wybory", "wyborów", "COVID-19", "covid19", "covid", "19", "iPhone15", "iphone", "15", "AT&T", "at", "t", "C++", "c", "C#",
        ".NET", "net", "U.S.", "us", "3.14", "3", "14", "1,000", "l'Ukraine", "Trump’s", "trump", "s",
        // Cyrillic
        "Зеленський", "Зеленського", "Зеленському", "кит", "Китай", "Китаю", "вибори", "виборів", "об'єкт", "об’єкта", "ёлка", "елка", "ёлки", "президент", "президента",
        "перемир'я", "Санкт-Петербург", "Санкт-Петербурге", "їжак", "ґанок",
        // Greek, Arabic, Hebrew, Devanagari
        "Αθήνα", "αθηνα", "Αθήνας", "عربي", "السلام", "سلام", "שלום", "हिन्दी", "समाचार",
        // Without spaces
        "中国", "中国人", "国", "人民日報", "手机iphone", "猫", "ウクライナ", "イナ", "ไทย", "ไทยรัฐ", "우크라이나가", "우크라이나", "𠀀𠀁", "𠀁",
    ];

    private static readonly string[] Glue = [" ", " ", " ", " ", " ", " ", ", ", ". ", "\n", " — ", "\n\n", " _ ", " \"", "* "];

    public static IReadOnlyList<NaiveArticle> Of(Random random, int count)
    {
        var articles = Real().Select(text => Real(text, random)).ToList();
        while (articles.Count < count)
            articles.Add(new NaiveArticle(Text(random, 5, " "), Text(random, 26), random.Next(Feeds.Length), Languages[random.Next(Languages.Length)]));
        return [.. articles.OrderBy(_ => random.Next())];
    }

    private static string Text(Random random, int most, string? glue = null) =>
        string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Words[random.Next(Words.Length)] + (glue ?? Glue[random.Next(Glue.Length)]))).Trim();

    private static IEnumerable<string> Real() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "seeds/articles"), "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText);

    // The heads of these files say the language; what else they say is text like any other.
    private static NaiveArticle Real(string text, Random random)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', 4);
        return new NaiveArticle(lines[0], lines[3], random.Next(Feeds.Length), lines[1].StartsWith("Language: ", StringComparison.Ordinal) ? lines[1][10..] : null);
    }
}
