using NewsBot.Core.Chats;
using NewsBot.Core.Intake;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Tests.Architecture;

namespace NewsBot.Tests.Topics;

/// <summary>The topics of the seeds against texts written for them (topics.txt): what each must find and must not, in five languages.</summary>
public sealed class TopicSeedTests
{
    private static readonly string[] _languages = ["en", "uk", "de", "es", "fr"];

    // Keys that chats may follow and that links on other sites carry: none goes.
    private static readonly string[] _keys =
        ["ukraine", "ceasefire", "front", "world", "europe", "usa", "elections", "business", "energy", "technology", "ai", "security", "science", "space", "climate", "health", "sport", "culture"];

    private static readonly IReadOnlyList<Topic> _topics =
        TopicFile.Parse(File.ReadAllText(Path.Combine(Repository.Root, "seeds", "topics.json"))).Topics;

    private static readonly IReadOnlyList<TopicText> _texts = [.. Read()];

    public static TheoryData<string> Keys => [.. _keys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Topic_OfTheSeeds_FindsItsTextsAndNoNearMisses(string key)
    {
        var query = ((QueryParseResult.Parsed)QueryParser.Parse(_topics.Single(topic => topic.TopicKey == key).Query)).Query;
        var texts = _texts.Where(text => text.Key == key).ToList();

        Assert.All(_languages, language => Assert.True(
            texts.Count(text => text.Language == language && text.Matches) >= 2 && texts.Count(text => text.Language == language && !text.Matches) >= 2, $"two texts of each kind in {language}"));
        var wrong = texts.Where(text => QueryEvaluator.Matches(query, text.Tokens) != text.Matches)
            .Select(text => $"{(text.Matches ? "does not find" : $"finds by {string.Join(", ", QueryEvaluator.MatchedLeaves(query, text.Tokens))}")}: {text.Language} {text.Title} | {text.Body}");
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Topic_OfTheSeeds_HasATitleInEachLanguage(string key)
    {
        var topic = _topics.Single(topic => topic.TopicKey == key);

        Assert.Equal(_languages, topic.TitlesByLanguage.Keys);
        Assert.All(topic.TitlesByLanguage.Values, title => Assert.False(string.IsNullOrWhiteSpace(title)));
        Assert.NotEqual("", topic.Emoji);
    }

    [Fact]
    public void Topics_OfTheSeeds_HaveAllKeysOfEarlierVersions() => Assert.Equal(_keys, _topics.Select(topic => topic.TopicKey));

    private static IEnumerable<TopicText> Read()
    {
        var key = "";
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "tests", "NewsBot.Tests", "Topics", "topics.txt")).Where(line => !line.StartsWith('#')))
        {
            if (line.StartsWith('['))
            {
                key = line.Trim('[', ']');
                continue;
            }
            var parts = line.Split(' ', 3);
            var text = parts[2].Split(" | ", 2);
            yield return new TopicText(key, parts[0], parts[1] == "+", text[0], text[1]);
        }
    }

    private sealed record TopicText(string Key, string Language, bool Matches, string Title, string Body)
    {
        public ArticleTokens Tokens { get; } = ArticleTokens.Of(Title, Body, null, Language);
    }
}
