using FsCheck;
using FsCheck.Fluent;
using NewsBot.Core.Search;

namespace NewsBot.Tests.Search.Matching;

/// <summary>Whatever is asked and changed in whatever order, the index finds what the evaluator finds.</summary>
public sealed class StandingQueryIndexPropertyTests
{
    private static readonly string?[] _languages = [null, "en", "uk", "zh", "de"];

    private static Gen<ArticleTokens> Article { get; } =
        from title in Samples.Title
        from body in Samples.Article
        from source in Gen.Elements(Samples.Sources)
        from language in Gen.Elements(_languages)
        select ArticleTokens.Of(title, body, SourceNames.Of(source.Title, source.Site, null), language);

    // What happens: a new query, another one, none any more, an article, all made one.
    private static Gen<Action<Finder>> Step { get; } = Gen.Frequency(
        (8, from id in Gen.Choose(0, 60) from query in Samples.Query select (Action<Finder>)(finder => finder.Set(new QueryOwner((OwnerKind)(id % 3), id), query))),
        (3, from id in Gen.Choose(0, 60) select (Action<Finder>)(finder => finder.Remove(id, (OwnerKind)(id % 3)))),
        (3, Article.Select(article => (Action<Finder>)(finder => Agree(finder, article)))),
        (1, Gen.Constant((Action<Finder>)(finder => finder.Index.Rebuild()))));

    [Fact]
    public void Match_AfterAnyChanges_FindsWhatTheEvaluatorFinds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Gen.ListOf(Step, 80).ToArbitrary(), steps =>
        {
            var finder = new Finder();
            foreach (var step in steps)
                step(finder);
        }));

    [Fact]
    public void Match_ManyQueriesAtOnce_FindsWhatTheEvaluatorFinds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Gen.ListOf(Samples.Query, 500).ToArbitrary(), Gen.ListOf(Article, 10).ToArbitrary(), (queries, articles) =>
        {
            var finder = new Finder();
            var builder = new QuerySegmentBuilder();
            var id = 0;
            foreach (var query in queries)
            {
                finder.Set(new QueryOwner(OwnerKind.Subscription, id), query);
                builder.Add(new QueryOwner(OwnerKind.Subscription, id++), query);
            }

            foreach (var article in articles)
                finder.Index.Observe(article);
            finder.Index.Replace(builder);
            foreach (var article in articles)
                Agree(finder, article);
            finder.Index.Rebuild();
            foreach (var article in articles)
                Agree(finder, article);
        }));

    private static void Agree(Finder finder, ArticleTokens article) =>
        Assert.Equal(finder.Evaluate(article), finder.Find(article));
}
