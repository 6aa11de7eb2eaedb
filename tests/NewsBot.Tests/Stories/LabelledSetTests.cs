namespace NewsBot.Tests.Stories;

/// <summary>What Labelled/README.md promises of both halves, so that figures on them mean something.</summary>
public sealed class LabelledSetTests
{
    private static readonly string[] _languages = ["en", "uk", "de", "es", "fr"];
    private static readonly string[] _traps = ["other-day", "template", "follow-up", "result", "notice"];

    public static TheoryData<string> Halves { get; } = ["fitting", "judging"];

    [Fact]
    public void Halves_Together_ShareNoEventAndNoText()
    {
        var (fitting, judging) = (LabelledStory.Read("fitting"), LabelledStory.Read("judging"));

        Assert.Empty(fitting.Select(label => label.Event).Intersect(judging.Select(label => label.Event)));
        Assert.Empty(fitting.Select(label => label.Title).Intersect(judging.Select(label => label.Title)));
        Assert.Empty(fitting.Select(label => label.Lead).Intersect(judging.Select(label => label.Lead)));
    }

    [Fact]
    public void JudgingHalf_AsCommitted_HasTheHashOfTheFigures() =>
        Assert.Equal("2fd98b9134a6d49c6bf6f3d578059bddb904516aa719cdf96d6c200c3f6cab98", LabelledStory.HashOf("judging"));

    [Fact]
    public void FittingHalf_AsCommitted_IsWhatTheWeightsWereFittedTo() =>
        Assert.Equal(NewsBot.Core.Stories.StoryWeights.FittedTo, LabelledStory.HashOf("fitting"));

    [Theory, MemberData(nameof(Halves))]
    public void Lines_Each_AreWhole(string half)
    {
        var prefix = half[0];
        Assert.All(LabelledStory.Read(half), label =>
        {
            Assert.Matches($"^{prefix}-{label.Language}-[0-9]{{2,}}$", label.Event);
            Assert.Contains(label.Language, _languages);
            Assert.NotEmpty(label.Outlet);
            Assert.NotEmpty(label.Title);
            Assert.NotEmpty(label.Lead);
            Assert.InRange(label.Minutes, 0, 14 * 24 * 60);
            Assert.Equal(label.Like is null, label.Trap is null);
            Assert.True(label.Trap is null || _traps.Contains(label.Trap));
        });
    }

    [Theory, MemberData(nameof(Halves))]
    public void Events_OfAHalf_AreToldByThreeToSixOutletsWithin30Hours(string half)
    {
        var events = EventsOf(half, isLookAlike: false);

        Assert.InRange(events.Count, 30, int.MaxValue);
        Assert.All(events, reports =>
        {
            Assert.InRange(reports.Count(), 3, 6);
            Assert.Equal(reports.Count(), reports.Select(label => label.Outlet).Distinct().Count());
            Assert.Single(reports.Select(label => label.Language).Distinct());
            Assert.InRange(reports.Max(label => label.Minutes) - reports.Min(label => label.Minutes), 0, 30 * 60);
        });
        Assert.Equal(_languages.Order(), events.Select(reports => reports.First().Language).Distinct().Order());
    }

    [Theory, MemberData(nameof(Halves))]
    public void LookAlikes_OfAHalf_AreOfEveryKindAndLanguageAndResembleAnEventOfIt(string half)
    {
        var lookAlikes = EventsOf(half, isLookAlike: true);
        var all = LabelledStory.Read(half).Select(label => label.Event).ToHashSet();

        Assert.InRange(lookAlikes.Count, 30, int.MaxValue);
        Assert.All(lookAlikes, reports => Assert.InRange(reports.Count(), 1, 2));
        Assert.All(lookAlikes.SelectMany(reports => reports), label => Assert.True(all.Contains(label.Like!) && label.Like != label.Event));
        Assert.Equal(_traps.Order(), lookAlikes.Select(reports => reports.First().Trap).Distinct().Order());
        Assert.Equal(_languages.Order(), lookAlikes.Select(reports => reports.First().Language).Distinct().Order());
    }

    [Theory, MemberData(nameof(Halves))]
    public void Titles_OfOneEvent_HaveFewWordsInCommon(string half)
    {
        var pairs = EventsOf(half, isLookAlike: false).SelectMany(PairsOf).ToList();
        var hard = pairs.Count(pair => TitleBaselines.JaccardOf(TitleBaselines.WordsOf(pair.One), TitleBaselines.WordsOf(pair.Other)) < 0.3);

        Assert.InRange((double)hard / pairs.Count, 1.0 / 3, 1);
    }

    [Theory, MemberData(nameof(Halves))]
    public void TitleJaccard_AsTheWholeDecision_IsNotEnough(string half) =>
        Assert.InRange(TitleBaselines.Jaccard(LabelledStory.Read(half)).Pairs.F1, 0, 0.75);

    private static List<IGrouping<string, LabelledStory>> EventsOf(string half, bool isLookAlike) =>
        [.. LabelledStory.Read(half).GroupBy(label => label.Event).Where(reports => reports.First().IsLookAlike == isLookAlike)];

    private static IEnumerable<(LabelledStory One, LabelledStory Other)> PairsOf(IEnumerable<LabelledStory> reports)
    {
        var list = reports.ToList();
        return list.SelectMany((one, index) => list.Skip(index + 1).Select(other => (one, other)));
    }
}
