using FsCheck;
using FsCheck.Fluent;
using NewsBot.Core.Articles;
using NewsBot.Core.Text;
using NewsBot.Tests.Search;

namespace NewsBot.Tests.Articles;

public sealed class SnippetTests
{
    private const string Filler = "Nothing of note was said in the long meeting of the council, which went on until the evening and was then put off. ";

    [Fact]
    public void Of_WordFarInTheText_ShowsItInBoldWithWhatStandsAround()
    {
        var text = Show(new Article { Title = "News", Body = string.Concat(Enumerable.Repeat(Filler, 5)) + "Both sides agreed to the ceasefires on Monday. " + Filler, Language = "en" }, "ceasefire");

        Assert.Contains("Both sides agreed to the [ceasefires] on Monday.", text, StringComparison.Ordinal);
        Assert.StartsWith("…", text, StringComparison.Ordinal);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 100, Snippet.MaximumLength + 4);
    }

    [Fact]
    public void Of_SeveralWords_ShowsThePlaceWhereTheyMeet()
    {
        var body = "The harbour is old. " + string.Concat(Enumerable.Repeat(Filler, 3)) + "A strike closed the harbour of Odesa. " + Filler;

        Assert.Contains("A [strike] closed the [harbour] of", Show(new Article { Title = "News", Body = body }, "harbour strike -football"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COVID-19 spreads", "covid19", "[COVID-19] spreads")]
    [InlineData("Die Straße ist zu", "strasse", "Die [Straße] ist zu")]
    [InlineData("L’ŒUVRE est là", "oeuvre", "L’[ŒUVRE] est là")]
    [InlineData("The U.S. and AT&T.", "us \"at&t\"", "The [U.S.] and [AT&T].")]
    [InlineData("Об’єкт під Києвом", "об'єкт", "[Об’єкт] під Києвом")]
    [InlineData("我爱中国人民", "中国", "我爱[中国]人民")]
    [InlineData("A ﬁne day", "\"fine day\"", "A [ﬁne day]")]
    [InlineData("Zu̇g 👩‍👩‍👧 kommt", "zug", "[Zu̇g] 👩‍👩‍👧 kommt")]
    [InlineData("first line\nsecond line", "\"second line\"", "first line [second line]")]
    [InlineData("nothing here", "absent", "nothing here")]
    public void Of_AnyScript_MarksWhatWasWritten(string body, string query, string shown) =>
        Assert.Equal(shown, Show(new Article { Title = "Other words", Body = body }, query));

    [Theory]
    [InlineData("en", "The (Ceasefire) holds.", "ceasefires", "The ([Ceasefire]) holds.")]
    [InlineData("uk", "Слова «Зеленського», сказані вчора", "зеленський", "Слова «[Зеленського]», сказані вчора")]
    [InlineData("de", "Alte Häuser, neue Häuser", "haus", "Alte [Häuser], neue [Häuser]")]
    [InlineData("en", "Peace talks, peace deal; deals for peace", "\"peace deal\"", "Peace talks, [peace deal]; deals for peace")]
    [InlineData("en", "No peace. Peace deals — now", "peace-deal", "No peace. [Peace deals] — now")]
    [InlineData("en", "COVID-19, covid19 and covid 19!", "covid-19", "[COVID-19], [covid19] and [covid 19]!")]
    [InlineData("en", "Ceasefires/truces?", "ceasefi*", "[Ceasefires]/truces?")]
    [InlineData("en", "In C++, not in C", "c++", "In [C++], not in C")]
    [InlineData("en", "The start of the art", "art", "The start of the [art]")]
    [InlineData(null, "Talk of talks", "talks", "Talk of [talks]")]
    public void Of_WordInAnyForm_MarksItAsItStands(string? language, string body, string query, string shown) =>
        Assert.Equal(shown, Show(new Article { Title = "Other words", Body = body, Language = language }, query));

    [Fact]
    public void Of_LongTextWithoutSpaces_IsCutBetweenCharacters()
    {
        var text = Show(new Article { Title = "", Body = string.Concat(Enumerable.Repeat("𠀀𠀁", 100)) + "中国" + string.Concat(Enumerable.Repeat("𠀀𠀁", 100)) }, "中国");

        Assert.Contains("[中国]", text, StringComparison.Ordinal);
        Assert.Equal(text, text.Normalize());
        Assert.InRange(text.Length, 100, Snippet.MaximumLength + 4);
    }

    [Fact]
    public void OfTitle_MatchedWords_AreMarkedInTheWholeTitle() => Assert.Equal(
        "Häuser in [Kyiv] and [Lviv]",
        Join(Snippet.OfTitle(new Article { Title = "Häuser in Kyiv and Lviv", Body = "x" }, ArticleShelf.Parse("lviv OR kyiv"))));

    [Fact]
    public void Of_AnyTextAndQuery_IsShortAndHoldsOnlyWhatWasWritten() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Samples.Query.ToArbitrary(), Samples.Article.ToArbitrary(), Samples.Article.ToArbitrary(), (query, first, second) =>
        {
            var body = $"{first}\n{Filler}\n{second} {first} {second}";
            var parts = Snippet.Of(new Article { Title = "power plants", Body = body, Language = "uk" }, query);

            Assert.InRange(parts.Sum(part => part.Text.Length), 1, Snippet.MaximumLength + 2);
            var shown = string.Concat(parts.Select(part => part.Text)).Trim('…').Trim();
            Assert.Contains(shown, SnippetEdges.OneLine(body), StringComparison.Ordinal);
        }));

    [Fact]
    public void TokenPlaces_OfAnyText_AreThoseOfTheAnalyser() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Gen.OneOf(Samples.Article, ArbMap.Default.GeneratorFor<string>().Select(text => TextCleaner.Clean(text) ?? "")).ToArbitrary(), text =>
        {
            var tokens = Analyzer.Analyze(text, null).Title;
            var places = TokenPlaces.Of(text);

            Assert.Equal(tokens.Count, places.Count);
            Assert.All(tokens.Zip(places), pair => Assert.StartsWith(pair.First.Text, string.Concat(Analyzer.Analyze(text[pair.Second.Start..pair.Second.End], null).Title.Select(token => token.Text)), StringComparison.Ordinal));
        }));

    private static string Show(Article article, string query) => Join(Snippet.Of(article, ArticleShelf.Parse(query)));

    private static string Join(IEnumerable<SnippetPart> parts) => string.Concat(parts.Select(part => part.IsMatch ? $"[{part.Text}]" : part.Text));
}
