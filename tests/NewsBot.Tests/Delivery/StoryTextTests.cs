using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Wording;

namespace NewsBot.Tests.Delivery;

/// <summary>How messages show what others report, what was corrected and what was taken back.</summary>
public sealed class StoryTextTests
{
    private const long Published = 1_790_000_000_000;

    [Theory]
    [InlineData("en", "also in: ")]
    [InlineData("uk", "також у: ")]
    public void Alert_OthersReportItToo_NamesThemBetweenSummaryAndSubscriptions(string language, string says)
    {
        var html = ArticleRenderer.Html(Sample(), In(language), ["ceasefire"], 4096, Reports("DW", "Le Monde & co"));

        Assert.EndsWith(
            $"\n\nTwo leaders spoke.\n\n{says}<a href=\"https://outlet1.test/a\">DW</a>, <a href=\"https://outlet2.test/a\">Le Monde &amp; co</a>\n\n🔔 ceasefire", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Alert_NobodyElseReportsIt_LooksAsEver() =>
        Assert.Equal(ArticleRenderer.Html(Sample(), In("en"), ["ceasefire"], 4096), ArticleRenderer.Html(Sample(), In("en"), ["ceasefire"], 4096, []));

    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    public void AlsoIn_MoreThanFit_NamesTheEarliestAndCountsTheRest(string language)
    {
        var names = Enumerable.Range(1, 40).Select(count => $"A rather long name {count:00}").ToArray();

        var line = AlsoIn(language, names);

        Assert.InRange(line.Length, 150, 198);
        var shown = line.Split(", ").Length;
        Assert.InRange(shown, 6, 8);
        Assert.EndsWith($": {string.Join(", ", names.Take(shown))} (+{40 - shown})", line, StringComparison.Ordinal);
    }

    [Fact]
    public void AlsoIn_ShortNames_FitInFull() =>
        Assert.Equal("also in: BBC, DW, CNN, AFP, Le Monde, El País, Reuters, Spiegel", AlsoIn("en", "BBC", "DW", "CNN", "AFP", "Le Monde", "El País", "Reuters", "Spiegel"));

    [Fact]
    public void AlsoIn_SourceWithoutATitleAtALongHost_IsNamedShortened()
    {
        var reports = Reports("", "DW");
        reports[0].Url = $"https://{string.Join('.', Enumerable.Repeat("averylongpartofahost", 11))}.test/a";

        var line = TelegramHtml.ToPlain(ArticleRenderer.Html(Sample(), In("en"), [], 4096, reports).Split('\n')[^1]);

        Assert.Equal("also in: averylongpartofahost.averylon…, DW", line);
    }

    [Fact]
    public void Buttons_OfAFoldedAlertWithAnOffer_StandInTwoRows()
    {
        var keyboard = AlertComposer.Buttons(9, new Button("🌙 Not at night", "1:night:9"), AlertComposer.Apart(9, Words.For("en")));

        Assert.Equal([["🌙 Not at night"], ["✂️ Not the same story", "⋯"]], keyboard.Rows.Select(row => row.Select(button => button.Text).ToArray()));
        Assert.Equal([["🌙 Not at night", "⋯"]], AlertComposer.Buttons(9, new Button("🌙 Not at night", "1:night:9")).Rows.Select(row => row.Select(button => button.Text).ToArray()));
    }

    [Fact]
    public void Caption_AtItsLimitWithManyReports_StaysWithinTelegramsLimits()
    {
        var article = Sample();
        (article.Title, article.FeedTitle, article.Summary, article.PictureUrl) = (new string('t', 900), new string('f', 99), new string('s', 5000), "https://pictures.test/1.jpg");
        var far = Reports([.. Enumerable.Repeat("X", 66)]);
        foreach (var report in far)
            report.Url = $"https://outlet{report.FeedId}.test/?{string.Concat(Enumerable.Repeat("a&", 1000))}";
        var labels = Enumerable.Repeat(new string('l', 60), 9).ToList();

        var photo = Assert.IsType<ChatRequest.SendPhoto>(ArticleRenderer.Render(article, In("uk"), labels, false, null, false, far));
        var near = Assert.IsType<ChatRequest.SendPhoto>(ArticleRenderer.Render(article, In("uk"), labels, false, null, false, Reports([.. Enumerable.Repeat("X", 66)])));

        foreach (var html in new[] { photo.CaptionHtml, photo.Fallback.Html, near.CaptionHtml })
        {
            var (text, _, tags) = TelegramRules.Parse(html);
            Assert.InRange(TelegramRules.CodePoints(text), 750, TelegramHtml.CaptionLimit);
            Assert.InRange(tags.Count, 3, 100);
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, 32_768);
            Assert.Contains("(+", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en", null, "✏️ updated <tg-time unix=\"1790003000\" format=\"t\">15:03 UTC</tg-time>")]
    [InlineData("uk", "Europe/Kyiv", "✏️ оновлено <tg-time unix=\"1790003000\" format=\"t\">18:03</tg-time>")]
    public void Alert_HeadlineCorrected_SaysWhenByTheChatsClock(string language, string? zone, string says)
    {
        var article = Sample();
        (article.CorrectedAt, article.Corrections) = (Published + 3_000_000, 1);
        var chat = In(language);
        chat.TimeZone = zone;

        Assert.EndsWith(" · " + says, ArticleRenderer.Html(article, chat, [], 4096).Split('\n')[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "🚫 Withdrawn by the source.", "also in: ")]
    [InlineData("uk", "🚫 Відкликано джерелом.", "також у: ")]
    public void Alert_Withdrawn_StrikesTheTitleAndLinksOnlyOthers(string language, string says, string alsoIn)
    {
        var article = Sample();
        (article.WithdrawnAt, article.CorrectedAt, article.PublishedAt) = (Published + 1, null, null);

        var text = Assert.IsType<ChatRequest.SendText>(ArticleRenderer.Render(article, In(language), ["kyiv"], false, null, false, Reports("DW")));

        Assert.Equal(
            $"<s>Call &quot;going well&quot;</s>\nBBC News\n\n{says}\n\n{alsoIn}<a href=\"https://outlet1.test/a\">DW</a>\n\n🔔 kyiv", text.Html);
        Assert.Null(text.PreviewUrl);
    }

    [Theory]
    [InlineData("en", "• <s>Call &quot;going well&quot;</s> · withdrawn by the source +2")]
    [InlineData("uk", "• <s>Call &quot;going well&quot;</s> · відкликано джерелом +2")]
    public void List_OfAWithdrawnArticle_StrikesItsLine(string language, string line)
    {
        var article = Sample();
        article.WithdrawnAt = Published;

        Assert.Equal($"head\n\n{line}", ListRenderer.Html("head", [new ListSection("", [new ListLine(article, 3)])], "", Words.For(language)));
    }

    private static string AlsoIn(string language, params string[] names) =>
        TelegramHtml.ToPlain(ArticleRenderer.Html(Sample(), In(language), [], 4096, Reports(names)).Split('\n')[^1]);

    private static Chat In(string language) => new() { Language = language };

    private static IReadOnlyList<StoryReport> Reports(params string[] names) =>
    [
        .. names.Select((name, index) => new StoryReport { ArticleId = index + 1, FeedId = index + 1, FeedTitle = name, Url = $"https://outlet{index + 1}.test/a" }),
    ];

    private static Article Sample() => new()
    {
        ArticleId = Article.FirstIdOf(Published) + 3,
        Title = "Call \"going well\"",
        Url = "https://bbc.test/a?x=1&y=2",
        FeedTitle = "BBC News",
        Summary = "Two leaders spoke.",
        PublishedAt = Published,
    };
}
