using NewsBot.Core.Stories;
using NewsBot.Core.Text;

namespace NewsBot.Tests.Stories;

/// <summary>Copies of an agency's text, edited or cut, and what is none.</summary>
public sealed class CopyTests
{
    public static TheoryData<string> Changes { get; } = [.. CopyTrials.Changes.Select(change => change.Name)];

    [Theory, MemberData(nameof(Changes))]
    public void Copies_EditedOrCutUnderAnotherHeadline_FindTheirStory(string name)
    {
        var (found, wrong) = CopyTrials.Copies(100, CopyTrials.Changes.Single(change => change.Name == name).Change, seed: 11);

        Assert.Equal((100, 0), (found, wrong));
    }

    [Fact]
    public void UnrelatedTexts_EachWithEach_AreNeverOneStory() => Assert.Equal(0, CopyTrials.Merged(stories: 150, texts: 150, seed: 12));

    [Fact]
    public void Shingles_OfAText_AreItsRowsOfThreeWordsOnce()
    {
        Assert.Equal(5, ShinglesOf("one two three four one two three five").Length);
        Assert.Empty(ShinglesOf("one two"));
        Assert.NotEqual(ShinglesOf("one two three"), ShinglesOf("three two one"));
    }

    [Fact]
    public void Shingles_OfAPartOfAText_AreContainedInIt()
    {
        var whole = ShinglesOf("the ferry was on its way to the island when the alarm was raised");
        var part = ShinglesOf("the ferry was on its way");

        Assert.Equal(1, Shingles.Containment(whole, part));
        Assert.Equal(1, Shingles.Containment(part, whole));
        Assert.Equal((double)part.Length / whole.Length, Shingles.Jaccard(whole, part), 9);
        Assert.Equal(0, Shingles.Jaccard(whole, ShinglesOf("nothing of this stands there")));
    }

    [Theory]
    [InlineData(0.58, 1.0)]
    [InlineData(0.1, 0.042)]
    public void Bands_OfTwoTexts_MeetAsOftenAsTheirSimilaritySays(double similarity, double expected)
    {
        const int Size = 400;
        const int Pairs = 300;
        var random = new Random(5);
        var shared = (int)(2 * Size * similarity / (1 + similarity));
        var met = 0;
        for (var pair = 0; pair < Pairs; pair++)
        {
            var both = Random(shared);
            var one = MinHash.BandsOf([.. both, .. Random(Size - shared)]);
            var other = MinHash.BandsOf([.. both, .. Random(Size - shared)]);
            met += one.Intersect(other).Any() ? 1 : 0;
        }

        Assert.InRange((double)met / Pairs, expected - 0.04, expected + 0.04);

        uint[] Random(int count) => [.. Enumerable.Range(0, count).Select(_ => (uint)random.NextInt64(uint.MaxValue))];
    }

    [Fact]
    public void SlotMap_AddedAndRemoved_HoldsWhatIsLeft()
    {
        var map = new SlotMap();
        for (var slot = 0; slot < 5_000; slot++)
            map.Add((ulong)(slot % 700), slot);
        for (var slot = 0; slot < 5_000; slot += 2)
            map.Remove((ulong)(slot % 700), slot);
        for (var slot = 10_000; slot < 13_000; slot++)
            map.Add((ulong)(slot % 700), slot);

        var found = new List<int>();
        map.Find(41, found);

        Assert.Equal(5_500, map.Count);
        Assert.Equal(Enumerable.Range(0, 13_000).Where(slot => slot % 700 == 41 && (slot >= 10_000 || (slot < 5_000 && slot % 2 == 1))), found.Order());
    }

    private static uint[] ShinglesOf(string text) => Shingles.Of(Analyzer.Analyze("", text).Body);
}
