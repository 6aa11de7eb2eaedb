using NewsBot.Core.Stories;

namespace NewsBot.Tests.Stories;

/// <summary>Which articles come together, and which stay apart whatever they share.</summary>
public sealed class StoryBookTests
{
    private const long Hour = 3_600_000;
    private const string Lead = "Two trams with 240 people stopped on the Millford bridge when the barge Anna Lou ran into a pier in the Tarn.";
    private const string OtherLead = "Police closed the bridge at Millford after the Anna Lou, a barge, struck its pier; 240 commuters had to leave two trams on the Tarn.";

    private readonly StoryBook _book = new();
    private long _number;
    private OpenStory? _first;

    [Fact]
    public void Assign_OneEventInOtherWords_IsOneStory()
    {
        var first = Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);
        var second = Assign("harbour", 2, "Anna Lou strikes pier: trams emptied at Millford", OtherLead);

        Assert.IsType<StoryVerdict.New>(first);
        Assert.Equal(1, Assert.IsType<StoryVerdict.Related>(second).Story!.Id);
    }

    [Fact]
    public void Assign_AddressOfAnArticle_IsItsStoryInAnyLanguage()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead, keys: 77);

        var verdict = Assign("norden", 1, "Pendler sitzen auf der Brücke fest", "Ein Lastkahn hat einen Pfeiler gerammt.", language: "de", keys: 77);

        Assert.IsType<StoryVerdict.SameArticle>(verdict);
    }

    [Fact]
    public void Assign_SameTextInAnotherLanguage_StaysApart()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);

        Assert.IsType<StoryVerdict.New>(Assign("norden", 1, "Commuters stranded as barge hits Millford bridge", Lead, language: "de"));
        Assert.IsType<StoryVerdict.New>(Assign("nobody", 1, "Commuters stranded as barge hits Millford bridge", Lead, language: ""));
    }

    [Fact]
    public void Assign_AggregatorsTitle_IsThatOfItsOutlet()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);

        Assert.IsType<StoryVerdict.SameTitle>(Assign("hopper", 1, "Commuters stranded as barge hits Millford bridge - Harbour Post", ""));
    }

    [Fact]
    public void Assign_SameTitleOfOneOutlet_IsAnotherStory()
    {
        Assign("entware", 0, "Weekly list of changed packages published", "Perl was brought to 5.40 and three bugs of zlib are gone.");

        Assert.IsType<StoryVerdict.New>(Assign("entware", 24, "Weekly list of changed packages published", "Python moves on; cmake was dropped."));
    }

    [Fact]
    public void Assign_OutletThatReportsAgain_TellsSomethingNew()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);

        var again = Assign("north", 2, "Anna Lou strikes pier: trams emptied at Millford", OtherLead);

        Assert.Equal(Veto.SameOutlet, VetoOf("north", 3, "Anna Lou strikes pier: trams emptied at Millford", OtherLead));
        Assert.IsType<StoryVerdict.New>(again);
    }

    [Fact]
    public void Assign_OutletThatRepeatsItself_CountsOnce()
    {
        var text = new MadeUpTexts(1);
        var original = text.Next("north", 0, 120);
        _book.Assign(_book.Read(original));
        var terms = _book.Add(_book.Read(original with { ArticleId = 900, Outlet = "harbour", At = Hour }), original.ArticleId).Terms;

        var verdict = _book.Assign(_book.Read(original with { ArticleId = 901, At = 2 * Hour, Title = "The same with one more word", ExactKeys = [] }));

        Assert.IsType<StoryVerdict.Copy>(verdict);
        Assert.Equal(["north", "harbour"], verdict.Story!.Outlets);
        Assert.Same(terms, verdict.Story.Terms);
        Assert.Equal(2 * Hour, verdict.Story.LastAt);
    }

    [Fact]
    public void Assign_ConstantDescriptionOfOneOutlet_FoldsNoItems()
    {
        const string description = "Release notes of the packages that our community builds for small devices: what was mended, what is new, whom to thank, "
            + "and where the archives with their signatures can be fetched from today.";
        Assign("notes", 0, "Perl brings faster regular expressions", description);

        Assert.IsType<StoryVerdict.New>(Assign("notes", 1, "Camera driver learns night mode", description));
    }

    [Fact]
    public void Assign_ReissuedArticleWithEditedHeadline_Folds()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);

        Assert.IsType<StoryVerdict.Copy>(Assign("north", 1, "Updated: commuters stranded after barge strikes Millford bridge", Lead));
    }

    [Fact]
    public void Assign_RowOfCopiesThatDrift_DoesNotLeadFromOneStoryIntoAnother()
    {
        // Each text keeps 60 % of the one before and goes on with its own: the last has nothing of the first.
        var texts = new MadeUpTexts(2);
        for (var other = 0; other < 150; other++)
            _book.Assign(_book.Read(texts.Next($"other{other}", 0, 200) with { ArticleId = 1000 + other }));
        var words = texts.Next("x", 0, 200).Body.Split(' ');
        var stories = new List<long>();
        for (var step = 0; step < 12; step++)
        {
            var verdict = _book.Assign(_book.Read(new StoryArticle(100 + step, $"outlet{step}", "en", step * Hour, texts.Headline(), "", string.Join(' ', words), [])));
            stories.Add(verdict.Story?.Id ?? 100 + step);
            words = [.. words[80..], .. texts.Next("x", 0, 80).Body.Split(' ')];
        }

        Assert.True(stories.Distinct().Count() > 2, string.Join(' ', stories));
    }

    [Fact]
    public void Assign_AfterThreeDaysOrAWeek_IsAnotherStory()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);

        Assert.Equal(Veto.OutOfTime, VetoOf("harbour", 73, "Anna Lou strikes pier: trams emptied at Millford", OtherLead));
        foreach (var (outlet, hour) in new[] { ("b", 60), ("c", 120), ("d", 165) })
            _book.Add(Text(outlet, hour, "Anna Lou strikes pier: trams emptied at Millford", OtherLead), 1);
        Assert.Equal(Veto.OutOfTime, VetoOf("harbour", 170, "Anna Lou strikes pier: trams emptied at Millford", OtherLead));
        _book.CloseUntil(169 * Hour);
        Assert.Equal((0, 0), (_book.Stories, _book.Articles));
    }

    [Fact]
    public void Assign_BriefingOfTheDay_IsNoneOfItsStories()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);

        Assert.Equal(Veto.Templated, VetoOf("harbour", 3, "Morning briefing: Anna Lou hits Millford bridge, trams emptied", OtherLead));
    }

    [Fact]
    public void Assign_SameFormWithAnotherFact_IsAnotherStory()
    {
        const string Form = "Norland's central bank has left its key rate at {0} percent, as the governor Ida Holm had announced in Arnstad.";
        Assign("north", 0, "Norland leaves key rate at 5.25 percent", Form.Replace("{0}", "5.25", StringComparison.Ordinal));

        Assert.Equal(Veto.NumbersClash, VetoOf("harbour", 20, "Norland leaves key rate at 5.50 percent", Form.Replace("{0}", "5.50", StringComparison.Ordinal)));
        Assert.Equal(Veto.None, VetoOf("harbour", 20, "Norland leaves key rate at 5.25 percent", Form.Replace("{0}", "5.25", StringComparison.Ordinal)));
    }

    [Fact]
    public void Assign_NoticeCopiedWithOtherNumbers_IsAnotherStory()
    {
        const string Notice = "Electricity costs {0} a unit tomorrow; the cheapest hour begins at {1} and the dearest at {2}, says the exchange. "
            + "Customers with a tariff by the hour should run their machines in the early afternoon, when the sun feeds the net and hardly anybody cooks or heats.";
        Assign("market", 0, "Price of electricity tomorrow, Wednesday", Notice.Replace("{0}", "71.40", StringComparison.Ordinal).Replace("{1}", "14", StringComparison.Ordinal).Replace("{2}", "21", StringComparison.Ordinal));

        var verdict = Assign("market", 24, "Price of electricity tomorrow, Thursday", Notice.Replace("{0}", "48.75", StringComparison.Ordinal).Replace("{1}", "13", StringComparison.Ordinal).Replace("{2}", "20", StringComparison.Ordinal));

        Assert.IsType<StoryVerdict.New>(verdict);
    }

    [Fact]
    public void Assign_LanguageOfWhichNothingIsKnown_IsNotOneStory()
    {
        var texts = new MadeUpTexts(5);
        for (var number = 1; number <= 60; number++)
            Assert.IsType<StoryVerdict.New>(_book.Assign(_book.Read(texts.Next($"outlet{number}", number * 60_000, 150) with { Language = "ka" })));

        // By now it is known which words are common.
        Assert.Equal(60, _book.Stories);
    }

    [Fact]
    public void Assign_OneCommonName_IsNotEnough()
    {
        Assign("north", 0, "Commuters stranded as barge hits Millford bridge", Lead);

        Assert.Equal(Veto.TooFewShared, VetoOf("harbour", 1, "Baker wins prize", "A baker of Millford has won the prize of his guild."));
    }

    private StoryVerdict Assign(string outlet, int hour, string title, string lead, string language = "en", params long[] keys)
    {
        var text = Text(outlet, hour, title, lead, language, keys);
        var verdict = _book.Decide(text);
        var story = _book.Add(text, verdict.Story?.Id ?? text.Article.ArticleId);
        _first ??= story;
        return verdict;
    }

    // What forbids that an article joins the first story.
    private Veto VetoOf(string outlet, int hour, string title, string lead) =>
        _book.Compare(Text(outlet, hour, title, lead), _first!).Veto;

    private StoryText Text(string outlet, int hour, string title, string lead, string language = "en", params long[] keys) =>
        _book.Read(new StoryArticle(++_number, outlet, language, hour * Hour, title, lead, "", keys));
}
