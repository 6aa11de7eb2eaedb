using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>
/// Feeds of made-up articles, the same in every run. The number of a word is its rarity: small ones stand in almost
/// every article, those in the thousands in one of hundreds. Four of ten articles also hold words of the seeds' topics.
/// </summary>
internal sealed partial class SyntheticNews
{
    private const int Vocabulary = 8000;
    private const int WordsPerArticle = 120;
    private static readonly string[] Languages = ["en", "en", "en", "uk", "de"];
    private readonly IReadOnlyList<string[]> _topics;

    public SyntheticNews()
    {
        using var document = JsonDocument.Parse(TopicsFile);
        var topics = document.RootElement.GetProperty("topics").EnumerateArray().ToList();
        TopicKeys = [.. topics.Select(topic => topic.GetProperty("key").GetString()!)];
        TopicQueries = [.. topics.Select(topic => topic.GetProperty("query").GetString()!)];
        _topics = [.. TopicQueries.Select(query => Letters().Matches(query).Select(word => word.Value).Where(word => word is not ("OR" or "NOT")).ToArray())];
    }

    /// <summary>The seeds' topics as they stand in the file.</summary>
    public static string TopicsFile { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seeds", "topics.json"));

    public IReadOnlyList<string> TopicKeys { get; }

    public IReadOnlyList<string> TopicQueries { get; }

    /// <summary>The word of this number, in letters alone: digits would make a phrase of it.</summary>
    public static string Word(int number) =>
        "w" + string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));

    /// <summary>One source as RSS.</summary>
    /// <param name="source">Its number, which is also the seed of its words.</param>
    /// <param name="count">How many items, newest first.</param>
    /// <param name="apart">Time between two of them.</param>
    public string Rss(int source, int count, TimeSpan apart)
    {
        var random = new Random(source);
        var language = Languages[source % Languages.Length];
        var newest = TimeProvider.System.GetUtcNow() - apart / 20 * (source % 20);
        var text = new StringBuilder($"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Source {source}</title><link>https://source{source}.example/</link><language>{language}</language>");
        for (var item = 0; item < count; item++)
        {
            var words = string.Join(' ', Enumerable.Range(0, WordsPerArticle).Select(_ => Common(random)));
            text.Append(CultureInfo.InvariantCulture, $"<item><title>Story {item} of {Common(random)} {TopicWords(random, language)} and {Word(random.Next(Vocabulary))}</title>")
                .Append(CultureInfo.InvariantCulture, $"<link>https://source{source}.example/{item}</link><pubDate>{newest - apart * item:R}</pubDate>")
                .Append(CultureInfo.InvariantCulture, $"<description>{words} {Word(20)} {Word(21)}</description></item>");
        }
        return text.Append("</channel></rss>").ToString();
    }

    /// <summary>Sources as files in a folder, with so many articles in all; their paths.</summary>
    public IReadOnlyList<string> Write(TemporaryFolder folder, int sources, int articles) =>
        [.. Enumerable.Range(0, sources).Select(source => folder.Write($"feed-{source}.xml", Rss(source, articles / sources, TimeSpan.FromMinutes(sources))))];

    // As in a language, few words are common and most are rare (Zipf).
    private static string Common(Random random) => Word((int)Math.Pow(Vocabulary, random.NextDouble()));

    private string TopicWords(Random random, string language)
    {
        if (random.Next(10) >= 4)
            return "";
        var words = _topics[random.Next(_topics.Count)].Where(word => word[0] > 'z' == (language == "uk")).ToArray();
        return words.Length == 0 ? "" : $"{words[random.Next(words.Length)]} {words[random.Next(words.Length)]}";
    }

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Letters();
}
