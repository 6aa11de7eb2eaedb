using NewsBot.Core.Chats;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Support;

/// <summary>What every conversation test starts with: three sources, their stories of nine hours, four topics, a small web.</summary>
internal static class TestWorld
{
    public const long BbcWorld = 1;
    public const long Pravda = 2;
    public const long Tech = 3;

    public static async Task FillAsync(TestBot bot)
    {
        await bot.Database.WriteAsync(async session =>
        {
            foreach (var (url, title, folder, language) in new[]
            {
                ("https://bbc.test/world.xml", "BBC World", "World", "en"),
                ("https://pravda.test/rss", "Українська правда", "Україна", "uk"),
                ("https://tech.test/feed", "Tech <Daily> & More", "Technology", "en"),
            })
            {
                var feed = Feed.New(new Uri(url), "seed", bot.Time.GetUtcNow().ToUnixTimeMilliseconds(), title);
                (feed.Folder, feed.Language) = (folder, language);
                await FeedStore.AddAsync(session, feed, TestBot.Ct);
            }
            var ago = bot.Time.GetUtcNow().AddHours(-9).ToUnixTimeMilliseconds();
            await session.ExecuteAsync("UPDATE feed SET first_fetched_at = @ago, last_success_at = @ago", new { ago }, TestBot.Ct);
            await bot.Get<TopicStore>().ReplaceAsync(session, TopicStore.Seed,
            [
                Topic("ukraine", "🇺🇦", """{"en":"Ukraine","uk":"Україна"}""", "ukrain* OR kyiv OR україн* OR київ", 1),
                Topic("ceasefire", "🕊", """{"en":"Ceasefire","uk":"Перемир’я","de":"Waffenruhe"}""", "ceasefire* OR перемир*", 2),
                Topic("tech", "💻", """{"en":"Technology","uk":"Технології"}""", "chip* OR software", 3),
                Topic("space", "🚀", """{"en":"Space","uk":"Космос"}""", "rocket OR moon", 4),
            ], TestBot.Ct);
        }, TestBot.Ct);
        bot.Web.Pages["https://site.example.com/"] = ("text/html", """<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml" title="Site News"></head><body>Hello</body></html>""");
        bot.Web.Pages["https://site.example.com/feed.xml"] = ("application/rss+xml", Rss("Site News", "A first story", "https://site.example.com/1"));
        bot.Web.Pages["https://many.example.com/"] = ("text/html", """<html><head><link rel="alternate" type="application/rss+xml" href="/top.xml" title="Top stories"><link rel="alternate" type="application/rss+xml" href="/sport.xml" title="Sport"></head></html>""");
        bot.Web.Pages["https://many.example.com/sport.xml"] = ("application/rss+xml", Rss("Many: Sport", "The match ends level", "https://many.example.com/1"));
        bot.Web.Pages["https://lots.example.com/"] = ("text/html", "<html><head>" + string.Concat(
            new[] { "Comments Feed", "RSS", "RSS", "World", "Sport", "Culture", "Science", "Health", "Travel", "Letters" }
                .Select((title, number) => $"<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed/{number}\" title=\"{title}\">")) + "</head></html>");
        bot.Web.Pages["https://lots.example.com/feed/9"] = ("application/rss+xml", Rss("Letters to Lots", "Dear editor", "https://lots.example.com/9"));
        bot.Web.Pages["https://feed.example.com/rss"] = ("application/rss+xml", Rss("Example Feed", "Storms & <b>floods</b>", "https://feed.example.com/1"));
        bot.Web.Pages["https://plain.example.com/"] = ("text/html", "<html><body>Nothing here</body></html>");
        for (var number = 1; number <= 12; number++)
            await bot.PublishAsync(BbcWorld, $"World story {number}", 500 - number * 10, "en");
        await bot.PublishAsync(BbcWorld, "Ceasefire talks in Kyiv go on", 30, "en", "Delegations met again.");
        await bot.PublishAsync(Pravda, "У Києві тривають переговори про перемир’я", 20, "uk", "Україна очікує на відповідь.");
        await bot.PublishAsync(Tech, "New chips <b>cost</b> less & do more", 10, "en");
    }

    private static Topic Topic(string key, string emoji, string titles, string query, long position) =>
        new() { TopicKey = key, Emoji = emoji, Titles = titles, Query = query, Position = position };

    private static string Rss(string title, string item, string link) =>
        $"<rss version=\"2.0\"><channel><title>{title}</title><item><title>{System.Net.WebUtility.HtmlEncode(item)}</title><link>{link}</link><guid>{link}</guid></item></channel></rss>";
}
