using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Text;

namespace NewsBot.Tests.Delivery;

public sealed class ArticleRendererTests
{
    private const long Published = 1_790_000_000_000;

    [Fact]
    public void Article_Rendered_SaysWhatWhereWhenAndWhy()
    {
        var html = ArticleRenderer.Html(
            Sample(article => article.ReadingMinutes = 2), new Chat(), ["ceasefire", "🇺🇦 Ukraine"], TelegramHtml.TextLimit);

        Assert.Equal(
            """
            <b><a href="https://bbc.test/a?x=1&amp;y=2">Call &quot;going well&quot;</a></b>
            BBC News · <tg-time unix="1790000000" format="dt">21 Sept 2026, 14:13 UTC</tg-time> · 2 min read

            Two leaders spoke.

            🔔 ceasefire · 🇺🇦 Ukraine
            """.ReplaceLineEndings("\n"), html);
    }

    [Fact]
    public void Chat_ThatReadsUkrainianWithoutSummaries_GetsItSo()
    {
        var html = ArticleRenderer.Html(Sample(article => article.ReadingMinutes = 2), new Chat { Language = "uk", Summary = 0, TimeZone = "Europe/Kyiv" }, [], 4096);

        Assert.DoesNotContain("Two leaders", html);
        Assert.Contains("17:13", html);
        Assert.EndsWith("2 хв читання", html);
    }

    [Theory]
    [InlineData(1, 690, "3 min read")]
    [InlineData(1, 20, "1 min read")]
    [InlineData(0, 690, null)]
    public void ReadingTime_NotStated_IsComputedFromTheWholeArticleOnly(long complete, int words, string? expected)
    {
        var html = ArticleRenderer.Html(
            Sample(article => (article.BodyComplete, article.Body) = (complete, string.Join(' ', Enumerable.Repeat("word", words)))), new Chat(), [], 4096);

        Assert.Equal(expected is not null, html.Contains("min read", StringComparison.Ordinal));
        Assert.Contains(expected ?? "BBC", html);
    }

    [Fact]
    public void Moment_MissingOrAbsurd_IsLeftOut()
    {
        Assert.DoesNotContain("tg-time", ArticleRenderer.Html(Sample(article => article.PublishedAt = null), new Chat(), [], 4096));
        Assert.DoesNotContain("tg-time", ArticleRenderer.Html(Sample(article => article.PublishedAt = Published + 86_400_000_000), new Chat(), [], 4096));
    }

    [Theory]
    // The summary says the title again, and nothing else.
    [InlineData("Call “going well”", "Call \"going well\".", "")]
    [InlineData("CALL GOING WELL", "Call going well", "")]
    [InlineData("Two leaders spoke about the plan", "Two leaders spoke about…", "")]
    // The title is the first sentence, whole or cut.
    [InlineData("Two leaders spoke", "Two leaders spoke. They meet on Monday.", "They meet on Monday.")]
    [InlineData("Russia handed over the bodies of…", "Russia handed over the bodies of 1,000 soldiers. Ukraine confirmed it.", "…1,000 soldiers. Ukraine confirmed it.")]
    [InlineData("Russia handed over the bod...", "Russia handed over the bodies of 1,000 soldiers.", "…bodies of 1,000 soldiers.")]
    [InlineData("Росія передала тіла…", "росія передала тіла 1000 військових.", "…1000 військових.")]
    [InlineData("Two leaders spoke…", "Two leaders spoke.", "")]
    // The title is only a beginning, or something else.
    [InlineData("Storm in Kyiv", "Storm in Kyiv closes schools.", "Storm in Kyiv closes schools.")]
    [InlineData("Storm…", "Rain in Kyiv.", "Rain in Kyiv.")]
    [InlineData("…", "Rain in Kyiv.", "Rain in Kyiv.")]
    public void Summary_ThatBeginsWithTheTitle_SaysTheSentenceOnce(string title, string summary, string shown)
    {
        var html = ArticleRenderer.Html(Sample(article => (article.Title, article.Summary, article.Body) = (title, summary, summary)), new Chat(), [], 4096);

        Assert.Equal(shown, TelegramHtml.ToPlain(html).Split("\n\n").ElementAtOrDefault(1) ?? "");
    }

    [Fact]
    public void Summary_OfATitleCutHere_GoesOnWhereTheTitleEnds()
    {
        var sentence = string.Join(' ', Enumerable.Range(1, 80).Select(number => $"word{number}"));
        var lines = TelegramHtml.ToPlain(ArticleRenderer.Html(Sample(article => (article.Title, article.Summary) = (sentence, sentence + ".")), new Chat(), [], 4096)).Split('\n');

        var last = int.Parse(lines[0].TrimEnd('…').Split("word")[^1], null);
        Assert.StartsWith($"…word{last + 1} ", lines[3]);
    }

    [Theory]
    [InlineData("https://pictures.example/1.jpg", false, true)]
    [InlineData("http://93.184.215.14/1.jpg", false, true)]
    [InlineData("http://127.0.0.1/1.jpg", false, false)]
    [InlineData("http://0x7f.1/1.jpg", false, false)]
    [InlineData("http://[::ffff:10.0.0.1]/1.jpg", false, false)]
    [InlineData("http://169.254.169.254/latest/meta-data", false, false)]
    [InlineData("http://localhost:8080/1.jpg", false, false)]
    [InlineData("http://router/1.jpg", false, false)]
    [InlineData("http://nas.local/1.jpg", false, false)]
    [InlineData("http://127.0.0.1/1.jpg", true, true)]
    public void Picture_InAPrivateNetwork_IsNotHandedOut(string picture, bool isAllowed, bool expected)
    {
        var request = ArticleRenderer.Render(Sample(article => article.PictureUrl = picture), new Chat(), [], silent: false, null, isAllowed);

        Assert.Equal(expected, request is ChatRequest.SendPhoto);
    }

    [Fact]
    public void Title_ThatTurnsTheDirection_TurnsNothingBelowIt() =>
        Assert.DoesNotContain('\u202e', ArticleRenderer.Html(Sample(article => article.Title = "abc\u202edef\u2066"), new Chat(), ["\u202elabel"], 4096));

    [Property(MaxTest = 500, Arbitrary = [typeof(Hostile)])]
    public void Message_WhateverTheFeedContains_IsValidWithinLimitsAndInjectsNothing(HostileText title, HostileText summary, HostileText source, HostileText label, HostileText address)
    {
        var article = Sample(article =>
        {
            (article.Title, article.Summary, article.FeedTitle) = (title.Value, summary.Value, source.Value);
            article.Body = summary.Value;
            article.Url = address.Value.Length % 3 == 0 ? address.Value : "https://bbc.test/" + address.Value;
            article.PictureUrl = "https://img.test/a.jpg?" + address.Value;
        });
        var labels = Enumerable.Repeat(label.Value, label.Value.Length % 9).ToList();

        var request = ArticleRenderer.Render(article, new Chat(), labels, silent: false, AlertComposer.Buttons(long.MaxValue / 2));

        var text = request as ChatRequest.SendText ?? ((ChatRequest.SendPhoto)request).Fallback;
        Check(text.Html, article, TelegramHtml.TextLimit - ArticleRenderer.Reserve);
        if (request is ChatRequest.SendPhoto photo)
        {
            Check(photo.CaptionHtml, article, TelegramHtml.CaptionLimit - ArticleRenderer.Reserve);
            Assert.True(Uri.IsWellFormedUriString(photo.PictureUrl, UriKind.Absolute) || TelegramHtml.IsWebAddress(photo.PictureUrl));
        }
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(Hostile)])]
    public void Html_CutAnywhere_StaysValid(HostileText text, PositiveInt limit)
    {
        // As it comes from the store, where no half of a surrogate pair stands.
        var clean = TextCleaner.Clean(text.Value);
        var html = $"{TelegramHtml.Bold(clean)} {TelegramHtml.Link(clean, "https://a.test/?a=1&b=2")}{TelegramHtml.Italic(clean)}";
        var cut = TelegramHtml.Truncate(html, limit.Get);

        Assert.True(TelegramRules.CodePoints(TelegramRules.Parse(cut).Text) <= limit.Get);
        Assert.Equal(TelegramRules.CodePoints(TelegramRules.Parse(html).Text), TelegramHtml.Length(html));
        Assert.Equal(TelegramRules.Parse(html).Text, TelegramHtml.ToPlain(html));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(35)]
    [InlineData(36)]
    [InlineData(4_000_000_000_000_000_000)]
    public void Button_OfAnyMessage_FitsAndFindsItAgain(long messageId)
    {
        var data = Assert.Single(Assert.Single(AlertComposer.Buttons(messageId).Rows)).Data!;

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(data), 1, 64);
        Assert.Equal(messageId, ButtonKey.Parse(ButtonData.Parse(data)!.Value.Key));
    }

    private static void Check(string html, Article article, int limit)
    {
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(html) <= 32_768, "Telegram takes at most 32,768 bytes of raw text");
        var (text, links, tags) = TelegramRules.Parse(html);
        Assert.True(TelegramRules.CodePoints(text) <= limit, $"{TelegramRules.CodePoints(text)} code points");
        Assert.All(tags, tag => Assert.Contains(tag, new[] { "b", "a", "tg-time" }));
        Assert.True(tags.Count(tag => tag == "a") <= 1 && tags.Count(tag => tag == "b") == 1);
        Assert.All(links, link => Assert.Equal(article.Url, link));
        Assert.DoesNotContain(text, character => char.IsControl(character) && character != '\n');
    }

    private static Article Sample(Action<Article> change)
    {
        var article = new Article
        {
            ArticleId = Article.FirstIdOf(Published) + 3,
            Title = "Call \"going well\"",
            Url = "https://bbc.test/a?x=1&y=2",
            FeedTitle = "BBC News",
            Summary = "Two leaders spoke.",
            PublishedAt = Published,
        };
        change(article);
        return article;
    }
}

/// <summary>What a feed may hold.</summary>
public sealed record HostileText(string Value);

/// <summary>Text made of pieces that break a careless renderer.</summary>
public static class Hostile
{
    private static readonly string[] Pieces =
    [
        "<", ">", "&", "\"", "'", "</a>", "</b>", "<b>", "<script>", "&lt;", "&nbsp;", "&#60;", "&amp;amp;", "<a href=\"tg://x\">", "</tg-time>",
        "\u202e", "\u0000", "\ud800", "\udc00", "😀", "👩‍👩‍👧", "🇺🇦", "e\u0301\u0301", "\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "ж", "word ", "https://evil.test/",
        "&#", "&#x3c;", ";", "]]>", "<!--", "\\", "%22", new string('x', 300), string.Concat(Enumerable.Repeat("&<", 400)),
    ];

    public static Arbitrary<HostileText> Text() =>
        Gen.Elements(Pieces).ListOf().Select(pieces => new HostileText(string.Concat(pieces))).ToArbitrary();
}
