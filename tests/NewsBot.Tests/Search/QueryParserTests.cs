using NewsBot.Core.Search;
using NewsBot.Core.Wording;

namespace NewsBot.Tests.Search;

public sealed class QueryParserTests
{
    [Theory]
    // The rows of the contract.
    [InlineData("ceasefire deal", "ceasefire deal")]
    [InlineData("\"power plants\"", "\"power plants\"")]
    [InlineData("ukraine OR kyiv", "kyiv OR ukraine")]
    [InlineData("ceasefire -opinion", "ceasefire -opinion")]
    [InlineData("ceasefire NOT opinion", "ceasefire -opinion")]
    [InlineData("(ukraine OR kyiv) ceasefire", "ceasefire (kyiv OR ukraine)")]
    [InlineData("ceasefi*", "ceasefi*")]
    [InlineData("title:putin source:bbc lang:uk", "lang:uk source:bbc title:putin")]
    [InlineData("AT&T", "at&t")]
    [InlineData("C++", "c++")]
    [InlineData("об’єкт", "обʼєкт")]
    [InlineData("COVID-19", "covid-19")]
    [InlineData("covid19", "covid-19")]
    [InlineData("iPhone15", "iphone-15")]
    // Lower-case operators are words.
    [InlineData("black and white or not", "and black not or white")]
    // Precedence: NOT, AND, OR.
    [InlineData("a b OR c -d OR e", "a b OR c -d OR e")]
    [InlineData("a AND b OR c AND NOT d", "a b OR c -d")]
    [InlineData("a (b OR (c (d OR e)))", "a (b OR c (d OR e))")]
    // Fields take quoted words and groups.
    [InlineData("title:\"power plants\"", "title:\"power plants\"")]
    [InlineData("title:(a OR b) TITLE:c", "(title:a OR title:b) title:c")]
    [InlineData("title:(a -\"b c\")", "title:a -title:\"b c\"")]
    [InlineData("source:\"BBC News\"", "source:\"bbc news\"")]
    [InlineData("source:bbc.co.uk", "source:\"bbc co uk\"")]
    [InlineData("source:guard*", "source:guard*")]
    [InlineData("source:(bbc OR reuters)", "source:bbc OR source:reuters")]
    [InlineData("lang:(uk OR en-US)", "lang:en OR lang:uk")]
    [InlineData("title:ceasefi*", "title:ceasefi*")]
    [InlineData("lang:\"UK\"", "lang:uk")]
    [InlineData("kingdom: come http://a.bc", "come http-a-bc kingdom")]
    // What telephones make of quotes and dashes.
    [InlineData("“power plants” „eins zwei“ «три чотири»", "\"eins zwei\" \"power plants\" \"три чотири\"")]
    [InlineData("ceasefire –opinion —talk --war", "ceasefire -opinion -talk -war")]
    [InlineData("2014–2026", "2014-2026")]
    [InlineData("foo\"bar baz\"(qux)", "\"bar baz\" foo qux")]
    // One canonical form.
    [InlineData("b a b", "a b")]
    [InlineData("a (b c)", "a b c")]
    [InlineData("c OR (b OR a)", "a OR b OR c")]
    [InlineData("a -(b OR c)", "a -b -c")]
    [InlineData("a NOT NOT b", "a b")]
    [InlineData("a -(-b -c)", "a (b OR c)")]
    [InlineData("a -(b c)", "a -(b c)")]
    // Scripts without spaces.
    [InlineData("中国人", "中国人")]
    [InlineData("中国*", "中国")]
    [InlineData("猫", "猫")]
    [InlineData("\"手机 iphone\"", "\"手机 iphone\"")]
    // Signs of the engines are nothing special.
    [InlineData("x' OR 1=1; DROP", "1-1 drop OR x")]
    [InlineData("NEAR(foo bar)", "bar foo near")]
    [InlineData("body:foo ^bar {baz}:qux a+b foo&bar|baz", "a-b bar baz-qux body-foo foo&bar-baz")]
    public void Query_ThatCanBeRead_HasThisCanonicalForm(string text, string expected)
    {
        var query = Parse(text);

        Assert.Equal(expected, query.ToString());
        Assert.Equal(query, Parse(query.ToString()));
    }

    [Theory]
    [InlineData("", nameof(QueryProblem.Empty), 0, 0, null)]
    [InlineData("  ", nameof(QueryProblem.Empty), 0, 2, null)]
    [InlineData("a \"power plants", nameof(QueryProblem.OpenQuote), 2, 1, "a \"power plants\"")]
    [InlineData("(a OR b", nameof(QueryProblem.OpenParenthesis), 0, 1, "a OR b")]
    [InlineData("a) b", nameof(QueryProblem.StrayParenthesis), 1, 1, "a b")]
    [InlineData("a ()", nameof(QueryProblem.EmptyParentheses), 2, 2, "a")]
    [InlineData("a OR", nameof(QueryProblem.DanglingOperator), 2, 2, "a")]
    [InlineData("AND a", nameof(QueryProblem.DanglingOperator), 0, 3, "a")]
    [InlineData("a OR OR b", nameof(QueryProblem.DanglingOperator), 5, 2, "a OR b")]
    [InlineData("a AND AND b", nameof(QueryProblem.DanglingOperator), 6, 3, "a b")]
    [InlineData("a NOT", nameof(QueryProblem.DanglingOperator), 2, 3, "a")]
    [InlineData("a - b", nameof(QueryProblem.DanglingOperator), 2, 1, "a -b")]
    [InlineData("OR", nameof(QueryProblem.DanglingOperator), 0, 2, null)]
    [InlineData("(a OR) b", nameof(QueryProblem.DanglingOperator), 3, 2, "a b")]
    [InlineData("title:", nameof(QueryProblem.MissingValue), 0, 6, null)]
    [InlineData("title: putin", nameof(QueryProblem.MissingValue), 0, 6, "title:putin")]
    [InlineData("b !!! a", nameof(QueryProblem.NoWords), 2, 3, "b a")]
    [InlineData("Trump — Putin", nameof(QueryProblem.NoWords), 6, 1, "trump putin")]
    [InlineData("\"\" x", nameof(QueryProblem.NoWords), 0, 2, "x")]
    [InlineData("ab*", nameof(QueryProblem.BeginningTooShort), 0, 3, "ab")]
    [InlineData("covid-19*", nameof(QueryProblem.BeginningTooShort), 0, 9, "covid-19")]
    [InlineData("cease*fire", nameof(QueryProblem.MisplacedStar), 5, 1, "cease*")]
    [InlineData("*fire", nameof(QueryProblem.MisplacedStar), 0, 1, "fire")]
    [InlineData("war lang:ua", nameof(QueryProblem.UnknownLanguage), 9, 2, "war lang:uk")]
    [InlineData("war lang:klingon", nameof(QueryProblem.UnknownLanguage), 9, 7, "war")]
    [InlineData("-opinion", nameof(QueryProblem.OnlyNegation), 0, 1, "opinion")]
    [InlineData("NOT a NOT b", nameof(QueryProblem.OnlyNegation), 0, 3, "a b")]
    [InlineData("a OR -b", nameof(QueryProblem.OnlyNegation), 5, 1, "a -b")]
    public void Query_ThatCannotBeRead_IsAnsweredWithPlaceReasonAndRepair(
        string text, string problem, int position, int length, string? repaired)
    {
        var failed = Assert.IsType<QueryParseResult.Failed>(QueryParser.Parse(text));

        Assert.Equal((problem, position, length), (failed.Error.Problem.ToString(), failed.Error.Position, failed.Error.Length));
        Assert.Equal(repaired, failed.Repaired);
        Assert.DoesNotContain('{', Words.For("en").Say(failed.Error.TextKey, failed.Error.Arguments));
        if (repaired is not null)
            Parse(repaired);
    }

    [Fact]
    public void Query_BeyondTheLimits_IsRefused()
    {
        Assert.All(Enum.GetValues<QueryProblem>(), problem => Assert.True(Words.For("en").Knows(new QueryError(problem, 0, 0, new([])).TextKey)));
        Assert.Equal(QueryProblem.TooLong, Problem(new string('a', QueryParser.MaximumLength + 1)));
        Assert.Equal(QueryProblem.TooManyTerms, Problem(string.Join(' ', Enumerable.Range(0, QueryParser.MaximumTerms + 1))));
        Assert.Equal(QueryProblem.TooDeep, Problem(new string('(', 21) + "a" + new string(')', 21)));
        Parse(new string('(', 20) + "a" + new string(')', 20));
    }

    [Theory]
    [InlineData(10_000, nameof(QueryProblem.TooLong))]
    [InlineData(1_990, nameof(QueryProblem.TooManyTerms))]
    public void Query_BeyondALimit_IsOfferedUpToIt(int length, string problem)
    {
        var text = string.Concat(Enumerable.Range(100, length / 4).Select(number => $"w{number % 100:00} "));
        var failed = Assert.IsType<QueryParseResult.Failed>(QueryParser.Parse(text));

        Assert.Equal(problem, failed.Error.Problem.ToString());
        Assert.Equal(text.Length, failed.Error.Position + failed.Error.Length);
        Assert.True(text.Length <= QueryParser.MaximumLength || failed.Error.Position == QueryParser.MaximumLength);
        Parse(failed.Repaired!);
    }

    [Fact]
    public void Query_OfAThousandOperators_IsRefusedWithAReason()
    {
        Assert.Equal(QueryProblem.TooLong, Problem(string.Join(" OR ", Enumerable.Range(0, 1000))));
        Assert.Equal(QueryProblem.TooDeep, Problem(new string('(', 1000) + "a"));
        Assert.Equal(QueryProblem.OnlyNegation, Problem("a OR " + new string('-', 1001) + "b"));
    }

    [Fact]
    public void Query_Term_KeepsWhatWasWritten()
    {
        var term = Assert.IsType<Query.Term>(Parse("COVID-19"));

        Assert.Equal("COVID-19", term.Written);
    }

    [Fact]
    public void Query_WantedLeaves_LeaveOutNegations() =>
        Assert.Equal(["a", "b", "lang:uk"], Parse("(a OR b) lang:uk -c").WantedLeaves().Select(leaf => leaf.ToString()));

    private static Query Parse(string text) => Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(text)).Query;

    private static QueryProblem Problem(string text) => Assert.IsType<QueryParseResult.Failed>(QueryParser.Parse(text)).Error.Problem;
}
