using NewsBot.Core.Search;

namespace NewsBot.Tests.Search;

public sealed class NearMissTests
{
    [Theory]
    [InlineData("ceasefire deal", "ceasefire | deal |")]
    [InlineData("ceasefire (deal OR treaty)", "ceasefire | deal OR treaty |")]
    [InlineData("(ceasefire deal) OR (storm flood rain)", "ceasefire | deal |")]
    [InlineData("ceasefire -talks", "ceasefire | | talks")]
    [InlineData("ceasefire deal -talks", "ceasefire | deal | talks")]
    [InlineData("talks title:kyiv", "talks | title:kyiv |")]
    [InlineData("\"talks ceasefire\" kyiv", "kyiv | \"talks ceasefire\" |")]
    public void Of_QueryThatAlmostFinds_NamesWhatHoldsWhatIsMissingAndWhatIsExcluded(string query, string expected)
    {
        var miss = NearMiss.Of(Read(query), Article)!;

        Assert.Equal(expected, $"{Join(miss.Found)} |{Pad(Join(miss.Missing))} |{Pad(Join(miss.Excluded))}");
    }

    [Theory]
    [InlineData("ceasefire")]
    [InlineData("storm flood")]
    [InlineData("ceasefire -storm")]
    public void Of_QueryThatFindsOrHasNothingInCommon_IsNone(string query) => Assert.Null(NearMiss.Of(Read(query), Article));

    private static ArticleTokens Article { get; } = ArticleTokens.Of("Ceasefire talks go on", "Delegations met in Kyiv.", SourceNames.Of("BBC", null, null), "en");

    private static Query Read(string query) => ((QueryParseResult.Parsed)QueryParser.Parse(query)).Query;

    private static string Join(IReadOnlyList<Query> parts) => string.Join(", ", parts);

    private static string Pad(string text) => text.Length == 0 ? "" : " " + text;
}
