using FsCheck;
using FsCheck.Fluent;
using NewsBot.Core.Search;
using NewsBot.Core.Text;

namespace NewsBot.Tests.Search;

public sealed class QueryPropertyTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    [Fact]
    public void Parse_OfAnything_AnswersWithATreeOrAPlaceInTheText() =>
        Check.One(_config, Prop.ForAll(Samples.Typed.ToArbitrary(), text =>
        {
            switch (QueryParser.Parse(text))
            {
                case QueryParseResult.Parsed parsed:
                    Assert.Equal(parsed.Query, Samples.Parse(parsed.Query.ToString()));
                    Assert.True(parsed.Query.AsksForSomething);
                    break;
                case QueryParseResult.Failed failed:
                    Assert.InRange(failed.Error.Position, 0, text.Length);
                    Assert.InRange(failed.Error.Position + failed.Error.Length, 0, text.Length);
                    if (failed.Repaired is not null)
                        Samples.Parse(failed.Repaired);
                    break;
            }
        }));

    [Fact]
    public void Canonicalize_OfACanonicalTree_ChangesNothing() =>
        Check.One(_config, Prop.ForAll(Samples.Query.ToArbitrary(), query =>
        {
            var canonical = QueryCanonicalizer.Canonicalize(query);

            Assert.Equal(canonical, QueryCanonicalizer.Canonicalize(canonical));
            if (canonical.AsksForSomething && canonical.ToString() is { Length: <= QueryParser.MaximumLength } text)
                Assert.Equal(canonical, Samples.Parse(text));
        }));

    [Fact]
    public void Canonicalize_OfATree_KeepsWhatItFinds() =>
        Check.One(_config, Prop.ForAll(Samples.Query.ToArbitrary(), Samples.Article.ToArbitrary(), (query, body) =>
        {
            var article = ArticleTokens.Of("power plants", body, SourceNames.Of("BBC", null, null), "uk");

            Assert.Equal(QueryEvaluator.Matches(query, article), QueryEvaluator.Matches(QueryCanonicalizer.Canonicalize(query), article));
        }));

    [Fact]
    public void MatchedLeaves_OfAnArticleFound_AreLeavesThatFindItThemselves() =>
        Check.One(_config, Prop.ForAll(Samples.Query.ToArbitrary(), Samples.Article.ToArbitrary(), (query, body) =>
        {
            var article = ArticleTokens.Of("power plants", body, SourceNames.Of("BBC", null, null), "uk");
            var leaves = QueryEvaluator.MatchedLeaves(query, article);

            Assert.All(leaves, leaf => Assert.True(QueryEvaluator.Matches(leaf, article)));
            if (QueryEvaluator.Matches(query, article) && query.AsksForSomething)
                Assert.NotEmpty(leaves);
        }));

    [Fact]
    public void Words_OfAnyText_ReadAsThemselvesAgain() =>
        Check.One(_config, Prop.ForAll(Gen.OneOf(Samples.Article, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ToArbitrary(), text =>
        {
            var words = Analyzer.Words(text);

            Assert.Equal(words, Analyzer.Words(Analyzer.Join(words, ' ')));
            Assert.Equal(words, Analyzer.Words(Analyzer.Join(words, '-')));
            Assert.All(words, word => Assert.DoesNotContain(word, character => char.IsWhiteSpace(character) || character is '\'' or '"' or '\\' or '_' or '*'));
        }));

    [Fact]
    public void Words_OfEveryCharacter_ReadAsThemselvesAgain()
    {
        for (var code = 0; code < 0x30000; code++)
        {
            if (code is >= 0xD800 and < 0xE000)
                continue;
            var words = Analyzer.Words($"ab{char.ConvertFromUtf32(code)}cd {char.ConvertFromUtf32(code)}");
            Assert.True(words.SequenceEqual(Analyzer.Words(Analyzer.Join(words, '-'))), $"U+{code:X4}: {string.Join('|', words)}");
            Assert.All(words, word => Assert.True(word.All(character => character > 127 || char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '&' or '+' or '#' or '.' or ','), $"U+{code:X4}: {word}"));
        }
    }
}
