using System.Globalization;
using System.Text;
using NewsBot.Core.Intake.Documents;

namespace NewsBot.Tests.Intake.Documents;

public sealed class PageDocumentTests
{
    private static readonly DateTimeOffset Reference = Utc("2026-11-23T12:00:00Z");

    private const string Harbour = """
        News Feed

        Mayor: harbour bridge 'will open,' engineers are not so sure

        3 min read
        Mayor: harbour bridge 'will open,' engineers are not so sure
        The old bridge (L) and the new one (R) at dawn, on Nov. 11, 2017. (Ann Example / Harbour Press / Photo Pool)

        The mayor has been speaking with the builders since 10:00 a.m., her office said on Tuesday.

        The talks follow a week of tests. On March 13, one of the cables had to be replaced.

        "Happening now — the bridge is going well," she wrote.

        News Feed

        The port confirmed that it had taken in 1,000 containers under the spring agreement in exchange for 38 empty ones, the harbour office reported on Jan. 29.

        Video

        Sailors, many of them retired, have become the largest group of volunteers. Our reporter speaks with one of them.

        Show More
        """;

    [Fact]
    public void Page_OfTheClientsForm_IsAnArticleAndTwoBriefs()
    {
        var page = PageDocument.Read(Harbour, Reference);
        var article = page.Articles[0];
        var (brief, video) = (page.Articles[1], page.Articles[2]);

        Assert.Empty(page.Problems);
        Assert.Equal(3, page.Articles.Count);
        Assert.Equal((PageArticleKind.Article, "News Feed", 3), (article.Kind, article.Section, article.ReadingMinutes));
        Assert.Equal("Mayor: harbour bridge 'will open,' engineers are not so sure", article.Title);
        Assert.Equal(
            new PagePicture("The old bridge (L) and the new one (R) at dawn, on Nov. 11, 2017.", "Ann Example / Harbour Press / Photo Pool"),
            Assert.Single(article.Pictures));
        Assert.Equal(3, article.Paragraphs.Count);
        Assert.StartsWith("The mayor has been speaking", article.Paragraphs[0], StringComparison.Ordinal);
        Assert.Null(article.Published);

        Assert.Equal((PageArticleKind.Brief, "News Feed"), (brief.Kind, brief.Section));
        Assert.Equal(Utc("2026-01-29T12:00:00Z"), brief.Published);
        Assert.Equal("The port confirmed that it had taken in 1,000 containers under the spring agreement in exchange for 38 empty ones, the…", brief.Title);
        Assert.EndsWith("on Jan. 29.", Assert.Single(brief.Paragraphs), StringComparison.Ordinal);

        Assert.Equal((PageArticleKind.Video, "Video"), (video.Kind, video.Section));
        Assert.Equal("Sailors, many of them retired, have become the largest group of volunteers", video.Title);
        Assert.Single(video.Paragraphs);
        Assert.DoesNotContain(page.Articles, found => found.Paragraphs.Any(paragraph => paragraph.Contains("Show More", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_WithOtherLineEndsMarkAndBlanks_IsReadTheSame()
    {
        var windows = "\uFEFF\r\n" + Harbour.Replace("\n", " \r\n", StringComparison.Ordinal) + "\r\n\r\n";

        Assert.Equal(Shape(Harbour), Shape(windows));
        Assert.Equal(Shape(Harbour), Shape(Harbour.Replace("\n\n", "\n \t\n\u00A0\n", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_OfTheClient_IsReadAsThePersonReadsIt()
    {
        if (Environment.GetEnvironmentVariable("NEWSBOT_SHARED") is not { Length: > 0 } shared)
        {
            Assert.Skip("NEWSBOT_SHARED does not name the folder with the client's page");
            return;
        }

        var page = PageDocument.Read(File.ReadAllBytes(Path.Combine(shared, "seeds", "news-feed-page.txt")), Reference);
        var article = page.Articles[0];

        Assert.Empty(page.Problems);
        Assert.Equal([PageArticleKind.Article, PageArticleKind.Brief, PageArticleKind.Video], page.Articles.Select(found => found.Kind));
        Assert.Equal(["News Feed", "News Feed", "Video"], page.Articles.Select(found => found.Section));
        Assert.Equal("Trump, Putin call 'going well,' White House official says", article.Title);
        Assert.Equal(2, article.ReadingMinutes);
        Assert.Equal("Mikhail Klimentyev / Sputnik / AFP / Getty Images", Assert.Single(article.Pictures).Credit);
        Assert.Equal(9, article.Paragraphs.Count);
        Assert.StartsWith("U.S. President Donald Trump has been speaking", article.Paragraphs[0], StringComparison.Ordinal);
        Assert.EndsWith("openness to the U.S. plan.", article.Paragraphs[8], StringComparison.Ordinal);
        Assert.Equal(Utc("2026-01-29T12:00:00Z"), page.Articles[1].Published);
        Assert.Null(page.Articles[2].Published);
    }

    [Fact]
    public void Page_WithoutReadingTimeAndPicture_IsStillAnArticle()
    {
        var article = Assert.Single(PageDocument.Read("Business\n\nBakers ask for cheaper flour\n\nThe guild wrote a letter.\n\nIt has two pages.", Reference).Articles);

        Assert.Equal(("Business", "Bakers ask for cheaper flour", null), (article.Section, article.Title, article.ReadingMinutes));
        Assert.Empty(article.Pictures);
        Assert.Equal(["The guild wrote a letter.", "It has two pages."], article.Paragraphs);
    }

    [Fact]
    public void Page_WithoutSectionLine_BeginsWithItsTitle()
    {
        var article = Assert.Single(PageDocument.Read("Bakers ask for cheaper flour\n2 min read\n\nThe guild wrote a letter.", Reference).Articles);

        Assert.Equal((null, "Bakers ask for cheaper flour", 2), (article.Section, article.Title, article.ReadingMinutes));
    }

    [Fact]
    public void Page_WithSeveralArticles_CutsAtSectionsAndAtTitlesWithTime()
    {
        var page = PageDocument.Read("""
            News Feed

            First title stands here

            1 min read

            First body.

            Second title stands here.

            4 min read

            by Jane Doe
            March 18, 2026 6:01 PM

            Second body.

            What comes next

            More of the second body.

            Harbour & Docks

            Third title stands here

            2 min read

            Third body.
            """, Reference);

        Assert.Equal(["First title stands here", "Second title stands here.", "Third title stands here"], page.Articles.Select(article => article.Title));
        Assert.Equal(["News Feed", "News Feed", "Harbour & Docks"], page.Articles.Select(article => article.Section));
        Assert.Equal([1, 4, 2], page.Articles.Select(article => article.ReadingMinutes));
        Assert.Equal(["Second body.", "What comes next", "More of the second body."], page.Articles[1].Paragraphs);
        Assert.Equal(("Jane Doe", Utc("2026-03-18T18:01:00Z")), (page.Articles[1].Author, page.Articles[1].Published));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Source: The Daily Sample\nSample: yes\n")]
    public void Page_WithoutEmptyLines_IsReadLineByLine(string header)
    {
        var page = PageDocument.Read(
            header + "News Feed\nBakers ask for flour\n2 min read\nThe guild wrote a letter.\nIt has two pages.\nNews Feed\nA mill burned on Oct. 4.\nVideo\nWatch how it is done.\nShow More", Reference);

        Assert.Equal(["Bakers ask for flour", "A mill burned on Oct. 4", "Watch how it is done"], page.Articles.Select(article => article.Title));
        Assert.Equal(["The guild wrote a letter.", "It has two pages."], page.Articles[0].Paragraphs);
        Assert.Equal(header.Length > 0, page.IsSample);
    }

    [Fact]
    public void Page_WhoseBodyBeginsRightUnderTheCaption_LosesNothing()
    {
        var article = Assert.Single(PageDocument.Read(
            "News Feed\n\nStorm closes the road\n5 min read\nStorm closes the road\nWaves on March 3, 2026. (Getty Images)\nThe storm closed the road.\n\nShips stayed in.", Reference).Articles);

        Assert.Equal(new PagePicture("Waves on March 3, 2026.", "Getty Images"), Assert.Single(article.Pictures));
        Assert.Equal(["The storm closed the road.", "Ships stayed in."], article.Paragraphs);
    }

    [Fact]
    public void Page_InUkrainian_IsReadTheSame()
    {
        var page = PageDocument.Read("""
            Стрічка новин

            Міст через затоку відкриють «наприкінці року», — мерка

            читати 3 хв
            Міст через затоку відкриють «наприкінці року», — мерка
            Старий міст на світанку (Олена Приклад / Укрінформ)

            Мерка говорила з будівельниками з десятої ранку.

            Стрічка новин

            Порт прийняв 1 000 контейнерів, повідомили в адміністрації 29 січня. Ще сто чекають на рейді.

            Відео

            Моряки розповідають про службу.

            Показати більше
            """, Reference);

        Assert.Equal([PageArticleKind.Article, PageArticleKind.Brief, PageArticleKind.Video], page.Articles.Select(article => article.Kind));
        Assert.Equal(3, page.Articles[0].ReadingMinutes);
        Assert.Equal(new PagePicture("Старий міст на світанку", "Олена Приклад / Укрінформ"), Assert.Single(page.Articles[0].Pictures));
        Assert.Single(page.Articles[0].Paragraphs);
        Assert.Equal(Utc("2026-01-29T12:00:00Z"), page.Articles[1].Published);
        Assert.Equal("Порт прийняв 1 000 контейнерів, повідомили в адміністрації 29 січня", page.Articles[1].Title);
        Assert.Single(page.Articles[2].Paragraphs);
    }

    [Fact]
    public void Page_WithHeader_TakesItsValues()
    {
        var page = PageDocument.Read($"""
            Source: The Daily Sample
            Published: 2026-03-18T14:05:00+02:00
            Address: https://sample.example/bridge
            Language: ua
            Sample: yes

            {Harbour}
            """, Reference);

        Assert.Empty(page.Problems);
        Assert.Equal(("The Daily Sample", "uk", true), (page.Source, page.Language, page.IsSample));
        Assert.Equal((Utc("2026-03-18T12:05:00Z"), "https://sample.example/bridge"), (page.Articles[0].Published, page.Articles[0].Address));
        Assert.Equal(Utc("2026-01-29T12:00:00Z"), page.Articles[1].Published);
        Assert.Equal((Utc("2026-03-18T12:05:00Z"), null), (page.Articles[2].Published, page.Articles[2].Address));
    }

    [Fact]
    public void Page_WithWrongHeader_NamesLineAndReason()
    {
        var page = PageDocument.Read("\nSource: S\nPublished: soon\nColour: red\n\nNews\n\nA title\n\nA text.", Reference);

        Assert.Equal([3, 4], page.Problems.Select(problem => problem.Line));
        Assert.Contains("ISO 8601", page.Problems[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Colour", page.Problems[1].Reason, StringComparison.Ordinal);
        Assert.Equal("A title", Assert.Single(page.Articles).Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("Show More")]
    public void Page_WithoutContent_IsRefused(string text)
    {
        var page = PageDocument.Read(text, Reference);

        Assert.Empty(page.Articles);
        Assert.Equal(1, Assert.Single(page.Problems).Line);
    }

    [Fact]
    public void Page_WithAnEmptySection_RefusesThatOnly()
    {
        var page = PageDocument.Read("News\n\nA title\n\nA text.\n\nVideo\n\nShow More", Reference);

        Assert.Single(page.Articles);
        Assert.Equal(new DocumentProblem(7, "nothing stands under 'Video'"), Assert.Single(page.Problems));
    }

    [Theory]
    [InlineData("It was said on Jan. 29.", "2026-11-23", "2026-01-29")]
    [InlineData("It was said on Jan. 29.", "2026-01-29", "2026-01-29")]
    [InlineData("It was said on Dec. 30.", "2026-01-02", "2025-12-30")]
    [InlineData("On March 3, 2024, it began.", "2026-01-02", "2024-03-03")]
    [InlineData("It began on 3 March and ended on 5 March.", "2026-11-23", "2026-03-05")]
    [InlineData("They said on Nov. 20 they will meet on Nov. 22.", "2026-11-23", "2026-11-20")]
    [InlineData("It fell on Feb. 29.", "2026-11-23", "2024-02-29")]
    [InlineData("Це сталося 5 червня 2025 року.", "2026-11-23", "2025-06-05")]
    [InlineData("It may 5 times fail, on Feb. 30 as well.", "2026-11-23", null)]
    [InlineData("Nothing is dated here, not even March.", "2026-11-23", null)]
    public void Day_NamedInAText_IsTheLastOneBeforeTheReference(string text, string reference, string? expected) => Assert.Equal(
        expected, DayMention.Latest(text, Utc(reference + "T23:00:00Z"))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Short.", "Short")]
    [InlineData("The U.S. and Gen. A. Smith met on Jan. 5. Then they left.", "The U.S. and Gen. A. Smith met on Jan. 5")]
    [InlineData("“Will it hold?” he asked. Nobody knew.", "“Will it hold?” he asked")]
    [InlineData("It rose by 3.5 percent in the U.S.", "It rose by 3.5 percent in the U.S.")]
    [InlineData("Is it over? Not yet.", "Is it over?")]
    public void FirstSentence_OfABrief_IsItsTitle(string text, string expected) => Assert.Equal(expected, FirstSentence.Of(text));

    private static string Shape(string text) => string.Join('\n', PageDocument.Read(Encoding.UTF8.GetBytes(text), Reference).Articles
        .Select(article => $"{article.Kind}|{article.Section}|{article.Title}|{article.ReadingMinutes}|{article.Pictures.Count}|{string.Join('|', article.Paragraphs)}"));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
