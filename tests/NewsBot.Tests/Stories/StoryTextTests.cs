using NewsBot.Core.Stories;

namespace NewsBot.Tests.Stories;

/// <summary>What stories see of a text: names, numbers, titles, and what an outlet puts under everything.</summary>
public sealed class StoryTextTests
{
    [Theory]
    [InlineData("en", "The barge", "On Tuesday the barge Anna Lou hit Millford. Police came.", "lou", nameof(TermKind.Name))]
    [InlineData("en", "The barge", "On Tuesday the barge Anna Lou hit Millford. Police came.", "police", nameof(TermKind.Word))]
    [InlineData("en", "TERROR AT SEA as barge DESTROYS bridge", "A barge.", "destroys", nameof(TermKind.Word))]
    [InlineData("en", "Talks", "He met the UN in Bern; the bank Bank paid.", "un", nameof(TermKind.Name))]
    [InlineData("en", "Talks", "He met the UN in Bern; the bank Bank paid.", "bank", nameof(TermKind.Word))]
    [InlineData("uk", "Удар", "Уночі дрони атакували Чернігів.", "Чернігів", nameof(TermKind.Name))]
    [InlineData("en", "Toll", "The 7 boats", "7", nameof(TermKind.Digit))]
    [InlineData("en", "Toll", "The 38 boats", "38", nameof(TermKind.Number))]
    [InlineData("en", "Toll", "The 1,204 votes", "1204", nameof(TermKind.LongNumber))]
    [InlineData("es", "Luz", "Costará 71,40 euros", "71.40", nameof(TermKind.LongNumber))]
    public void Terms_OfAText_AreNamesWordsAndNumbers(string language, string title, string lead, string word, string expected) =>
        Assert.Equal(expected, TermOf(language, title, lead, word).Kind.ToString());

    [Theory]
    [InlineData("The rate is 5.25 now", "5.25", true)]
    [InlineData("Prices rose 12 % in May", "12", true)]
    [InlineData("It cost £410 in all", "410", true)]
    [InlineData("The 1.204 voters", "1.204", false)]
    [InlineData("38 people were hurt", "38", false)]
    public void Numbers_WithADecimalPartOrASign_AreMeasures(string text, string number, bool expected) =>
        Assert.Equal(expected, TermOf("en", "Numbers", text, number).IsMeasure);

    [Fact]
    public void Terms_OfAStory_AreTheSumsOverItsOutlets()
    {
        var one = Read("en", "Barge hits bridge", "The barge Anna");
        var two = Read("en", "Barge sinks", "Anna is lost");

        var merged = StoryTerm.Merge(one.Terms, two.Terms).ToDictionary(term => term.Id);

        Assert.Equal((2, 2, 15), Counts(merged[StoryTerms.IdOf("barg", "en")]));
        Assert.Equal((0, 2, 6), Counts(merged[StoryTerms.IdOf("anna", "en")]));
        Assert.Equal((1, 1, 6), Counts(merged[StoryTerms.IdOf("sink", "en")]));

        static (int Title, int Opening, int Weight) Counts(StoryTerm term) => (term.Title, term.Opening, term.Weight);
    }

    [Theory]
    [InlineData("Lady Maren ablaze off Skerrow - Harbour Post", "Lady Maren ablaze off Skerrow")]
    [InlineData("Lady Maren ablaze off Skerrow | Harbour Post", "Lady Maren ablaze off Skerrow")]
    [InlineData("Brent falls on Tuesday again - what comes next", "Brent falls on Tuesday again - what comes next")]
    [InlineData("National Cup: Rovers beat United - Osei hat-trick sinks the visitors", "National Cup: Rovers beat United - Osei hat-trick sinks the visitors")]
    [InlineData("Rovers - United", "Rovers - United")]
    public void Title_WithTheNameOfItsOutlet_IsReadWithout(string title, string expected) => Assert.Equal(expected, StoryTitle.Of(title, "en").Text);

    [Theory]
    [InlineData("Weather for the week", false)]
    [InlineData("Lady Maren ablaze off Skerrow", true)]
    public void Title_OfFewWords_IsNothingToBeRecognisedBy(string title, bool hasKey) => Assert.Equal(hasKey, StoryTitle.Of(title, "en").Key != 0);

    [Fact]
    public void Boilerplate_LineUnderManyTexts_IsTakenAway()
    {
        var boilerplate = new Boilerplate();
        string[] texts = ["Barge hits bridge.\nSign up for our letter.", "Baker wins prize.\nSign up for our letter.", "Pool is built.\nSign up for our letter."];

        var stripped = texts.Select((text, hour) => boilerplate.Strip("harbour", hour * 3_600_000L, text)).ToList();

        Assert.Equal([texts[0], texts[1], "Pool is built."], stripped);
        Assert.Equal(texts[2], boilerplate.Strip("north", 0, texts[2]));
    }

    [Fact]
    public void Boilerplate_LineOfFewTexts_Stays()
    {
        var boilerplate = new Boilerplate();
        for (var number = 0; number < 20; number++)
            boilerplate.Strip("harbour", number, $"Text number {number}.\n{(number % 4 == 0 ? "Our reporter was there." : $"And {number}.")}");

        Assert.EndsWith("Our reporter was there.", boilerplate.Strip("harbour", 30, "Pool is built.\nOur reporter was there."), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_OfTerms_FallWithTheStoriesThatHaveThem()
    {
        var weights = new TermWeights();
        var (common, rare) = (new StoryTerm(1, 2, 1, 0, 0, TermKind.Word, false), new StoryTerm(2, 2, 1, 0, 0, TermKind.Word, false));
        for (var story = 0; story < 200; story++)
        {
            weights.AddStory("en");
            weights.Add(story < 100 ? [common] : story == 150 ? [rare] : []);
        }

        var logarithm = weights.LogarithmOf("en");
        Assert.InRange(weights.Of(common, logarithm), 0.05, 0.3);
        Assert.InRange(weights.Of(rare, logarithm), 0.8, 1);
        Assert.InRange(weights.Of(rare with { Id = 3, Kind = TermKind.Name }, logarithm), 1, 1.5);
        weights.RemoveStory("en", [rare]);
        Assert.True(weights.Of(rare, weights.LogarithmOf("en")) > 0.9);
    }

    private static StoryTerm TermOf(string language, string title, string lead, string word)
    {
        var id = StoryTerms.IdOf(NewsBot.Core.Text.Stemming.Stemmer.For(language)!.Stem(NewsBot.Core.Text.Analyzer.Words(word)[0]), language);
        return Read(language, title, lead).Terms.Single(term => term.Id == id);
    }

    private static StoryText Read(string language, string title, string lead) =>
        StoryText.Of(new StoryArticle(1, "north", language, 0, title, lead, "", []));
}
