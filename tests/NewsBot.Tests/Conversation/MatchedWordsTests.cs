using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;

namespace NewsBot.Tests.Conversation;

/// <summary>Where the words of a query stand in a text as a person reads it.</summary>
public sealed class MatchedWordsTests
{
    [Theory]
    [InlineData("en", "ceasefires", "The (Ceasefire) holds.", "Ceasefire")]
    [InlineData("uk", "зеленський", "Слова «Зеленського», сказані вчора", "Зеленського")]
    [InlineData("de", "haus", "Alte Häuser, neue Häuser", "Häuser|Häuser")]
    [InlineData("en", "\"peace deal\"", "Peace talks, peace deal; deals for peace", "peace deal")]
    [InlineData("en", "peace-deal", "No peace. Peace deals — now", "Peace deals")]
    [InlineData("en", "covid-19", "COVID-19, covid19 and covid 19!", "COVID-19|covid19|covid 19")]
    [InlineData("en", "ceasefi*", "Ceasefires/truces?", "Ceasefires/truces")]
    [InlineData("en", "c++", "In C++, not in C", "C++")]
    [InlineData("zh", "中国", "今天中国人在北京", "中国")]
    [InlineData("en", "art", "The start of the art", "art")]
    [InlineData(null, "talks", "Talk of talks", "talks")]
    public void Of_TermInAText_GivesTheWordsAsTheyStand(string? language, string query, string text, string expected)
    {
        var term = Assert.IsType<Query.Term>(Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(query)).Query);
        var words = new MatchedWords(text, language);

        Assert.Equal(expected, string.Join('|', words.Of(term).Select(words.At)));
    }

    [Fact]
    public void Snippet_LongText_ShowsTheFirstPlaceAndItsNeighboursBold()
    {
        var text = $"A first block.\n{string.Concat(Enumerable.Repeat("many words go by ", 20))}until <kyiv> is named near Kyiv {string.Concat(Enumerable.Repeat("and on it goes ", 20))}";
        var words = new MatchedWords(text, "en");

        var html = MatchedSnippet.Of(text, words.Of((Query.Term)((QueryParseResult.Parsed)QueryParser.Parse("kyiv")).Query));

        Assert.Contains("until &lt;<b>kyiv</b>&gt; is named near <b>Kyiv</b> and on it", html, StringComparison.Ordinal);
        Assert.StartsWith("… ", html, StringComparison.Ordinal);
        Assert.EndsWith(" …", html, StringComparison.Ordinal);
        Assert.True(TelegramHtml.Length(html) < 220);
        Assert.Equal("", MatchedSnippet.Of(text, []));
    }
}
