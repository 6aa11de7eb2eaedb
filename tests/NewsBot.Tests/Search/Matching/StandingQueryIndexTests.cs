using NewsBot.Core.Search;

namespace NewsBot.Tests.Search.Matching;

public sealed class StandingQueryIndexTests
{
    [Theory]
    [InlineData("ceasefires", "A ceasefire holds", "en", true)]
    [InlineData("ceasefires", "A ceasefire holds", null, false)]
    [InlineData("ceasefire", "A ceasefire holds", null, true)]
    [InlineData("\"ceasefires\"", "A ceasefire holds", "en", false)]
    [InlineData("art", "The start", "en", false)]
    [InlineData("кит", "Китай", "uk", false)]
    [InlineData("\"power plant\"", "power plants", "en", false)]
    [InlineData("power-plant", "powers planted", "en", true)]
    [InlineData("covid-19", "Covid19 again", "en", true)]
    [InlineData("ceasef*", "A ceasefire holds", "en", true)]
    [InlineData("\"a ceasefire\"", "A ceasefire holds", null, true)]
    [InlineData("plan-cease*", "plan ceasefire", null, true)]
    [InlineData("猫", "黒猫が", "ja", true)]
    [InlineData("中国人", "中国人民", "zh", true)]
    [InlineData("title:ceasefire", "A ceasefire holds", "en", true)]
    [InlineData("lang:en", "A ceasefire holds", "en", true)]
    [InlineData("lang:en", "A ceasefire holds", null, false)]
    [InlineData("lang:en -ceasefire", "A ceasefire holds", "en", false)]
    [InlineData("source:bbc", "A ceasefire holds", "en", true)]
    [InlineData("source:abb*", "A ceasefire holds", "en", false)]
    [InlineData("source:worl*", "A ceasefire holds", "en", true)]
    [InlineData("source:aol OR source:bbc", "A ceasefire holds", "en", true)]
    [InlineData("holds (war OR ceasefire) -peace", "A ceasefire holds", "en", true)]
    [InlineData("holds (war OR ceasefire) -peace", "A ceasefire holds, peace not", "en", false)]
    public void Match_OneQuery_FindsWhatTheQueryMeans(string query, string title, string? language, bool found)
    {
        var finder = new Finder().Set(1, query);

        Assert.Equal(found ? [1] : [], finder.Find(title, language: language, source: "BBC World"));
    }

    [Fact]
    public void Match_WordsInTitleAndBody_AreKeptApart()
    {
        var finder = new Finder().Set(1, "title:war").Set(2, "war").Set(3, "\"peace war\"").Set(4, "title:peace-war").Set(5, "title:\"the peace\"");

        Assert.Equal([2, 5], finder.Find("The peace", "war"));
    }

    [Fact]
    public void Match_SameQueryOfMany_TellsAllOfThemOnce()
    {
        var finder = new Finder().Set(1, "war peace").Set(2, "peace AND war").Set(3, "(peace war)").Set(3, "war", OwnerKind.Mute).Set(3, "peace", OwnerKind.Topic);

        var owners = finder.Find(ArticleTokens.Of("war and peace", null));

        Assert.Equal(["Subscription 1", "Subscription 2", "Subscription 3", "Topic 3", "Mute 3"], owners.Select(owner => $"{owner.Kind} {owner.Id}"));
        Assert.Equal(3, finder.Index.QueryCount);
    }

    [Fact]
    public void Set_AnotherQuery_ReplacesTheFirst()
    {
        var finder = new Finder().Set(1, "war").Set(2, "war");
        finder.Index.Rebuild();

        finder.Set(1, "peace");

        Assert.Equal([2], finder.Find("war"));
        Assert.Equal([1], finder.Find("peace"));
    }

    [Fact]
    public void Remove_LastOwner_ForgetsTheQuery()
    {
        var finder = new Finder().Set(1, "war").Set(2, "peace");
        finder.Index.Rebuild();

        finder.Remove(1).Remove(7);
        Assert.Empty(finder.Find("war"));
        finder.Index.Rebuild();

        Assert.Empty(finder.Find("war"));
        Assert.Equal((1, 1), (finder.Index.OwnerCount, finder.Index.QueryCount));
    }

    [Fact]
    public void Remove_Everything_LeavesNothing()
    {
        var finder = new Finder().Set(1, "war");

        finder.Remove(1);
        finder.Index.Rebuild();

        Assert.Empty(finder.Find("war"));
        Assert.Equal(0, finder.Index.QueryCount);
    }

    [Fact]
    public void Match_QueryThatNamesALanguage_SaysSo()
    {
        var finder = new Finder().Set(1, "war lang:uk").Set(2, "war").Set(3, "war -lang:en").Set(4, "war (lang:uk OR peace)");

        Assert.Equal(2, finder.NamingLanguages("war", "uk").Count(names => names));
        Assert.Equal(4, finder.NamingLanguages("war", "uk").Count);
        finder.Index.Rebuild();
        Assert.Equal(2, finder.NamingLanguages("war", "uk").Count(names => names));
    }

    [Fact]
    public void Match_OverAndOver_AllocatesNothing()
    {
        var finder = new Finder();
        for (var id = 0; id < 3_000; id++)
            finder.Set(id, (id % 6) switch { 0 => $"word{id} war", 1 => "war", 2 => "\"war and\"", 3 => "war (and OR peace) -quiet", 4 => "pea*", _ => "source:bbc war" });
        var article = ArticleTokens.Of("war and peace", "peace and war", SourceNames.Of("BBC", null, null), "en");
        var result = new MatchResult();
        finder.Index.Match(article, result);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
            finder.Index.Match(article, result);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2_500, result.Owners.Length);
    }

    [Fact]
    public void Index_WithoutQueries_TakesNoMemoryToSpeakOf()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var index = new StandingQueryIndex();
        index.Match(ArticleTokens.Of("war and peace", null), new MatchResult());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void WantsRebuild_AfterManyChanges_UntilTheyAreOne()
    {
        var finder = new Finder();
        for (var id = 0; id < 6_000; id++)
            finder.Set(id, $"word{id}");
        finder.Index.Rebuild();
        Assert.False(finder.Index.WantsRebuild);

        finder.Index.Apply([.. Enumerable.Range(0, 2_000).Select(id => new QueryChange(new QueryOwner(OwnerKind.Subscription, id), null))]);

        Assert.True(finder.Index.WantsRebuild);
        finder.Index.Rebuild();
        Assert.False(finder.Index.WantsRebuild);
        Assert.Equal(4_000, finder.Index.OwnerCount);
        Assert.Equal([2_001], finder.Find("word1 word2001"));
    }
}
