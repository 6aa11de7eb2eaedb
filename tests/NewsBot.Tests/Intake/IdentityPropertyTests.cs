using FsCheck;
using FsCheck.Fluent;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>Whatever a publisher does to the names of its items, in whatever order, each is stored once and sent at most once.</summary>
public sealed class IdentityPropertyTests
{
    private const int Publishers = 40;

    /// <summary>How an item is shown in one fetch.</summary>
    private sealed record Showing(int Number, int Guid, string Scheme, string Host, string Tail, bool IsCorrected, bool IsDated);

    private static Gen<Showing> ShowingOf(int newest) =>
        from number in Gen.Choose(0, newest)
        from guid in Gen.Choose(0, 3)
        from scheme in Gen.Elements("http", "https")
        from host in Gen.Elements("", "www.", "m.", "amp.")
        from tail in Gen.Elements("", "/", "/amp", "?utm_source=rss", "?amp=1", "#top", "?fbclid=7&utm_medium=x")
        from isCorrected in Gen.Elements(true, false)
        from isDated in Gen.Elements(true, true, true, false)
        select new Showing(number, guid, scheme, host, tail, isCorrected, isDated);

    // Each fetch may show older items and a few new ones, each at most once, in any order.
    private static Gen<List<Showing[]>> Publisher { get; } =
        from fetches in Gen.Choose(2, 7)
        from shown in Gen.CollectToList(Enumerable.Range(1, fetches), fetch => ShowingOf(3 * fetch).ArrayOf())
        select shown.Select(fetch => fetch.DistinctBy(showing => showing.Number).ToArray()).ToList();

    [Fact]
    public Task Items_WithSteadyPages_AreStoredOnceAndSentAtMostOnce() => HoldsAsync((showing, at) => new ParsedItem
    {
        // Guids come, go and change; every form of the address names the same page.
        Id = showing.Guid == 0 ? null : $"{showing.Guid}:{showing.Number}",
        Link = $"{showing.Scheme}://{showing.Host}news.example/{showing.Number}{showing.Tail}",
        Title = TitleOf(showing),
        Published = showing.IsDated ? at : null,
    });

    [Fact]
    public Task Items_WithSteadyGuids_AreStoredOnceAndSentAtMostOnce() => HoldsAsync((showing, at) => new ParsedItem
    {
        Id = $"tag:{showing.Number}",
        Link = showing.Guid == 0 ? null : $"{showing.Scheme}://{showing.Host}site{showing.Guid}.example/{showing.Tail.Length}/{showing.Number}",
        Title = TitleOf(showing),
        Published = showing.IsDated ? at : null,
    });

    [Fact]
    public Task Items_WithPermalinksForGuids_AreStoredOnceAndSentAtMostOnce() => HoldsAsync((showing, at) => new ParsedItem
    {
        Id = $"{showing.Scheme}://{(showing.IsDated ? "www." : "")}news.example/?p={showing.Number}",
        Title = TitleOf(showing),
        Published = at,
    });

    private static string TitleOf(Showing showing) => $"Report {showing.Number} {(showing.IsCorrected ? "corrected" : "")}".Trim();

    private static async Task HoldsAsync(Func<Showing, DateTimeOffset, ParsedItem> itemOf)
    {
        await using var world = await CreateAsync(StorageProvider.Sqlite);
        await world.ReaderAsync("report");
        var number = 0;
        foreach (var publisher in Publisher.Sample(20, Publishers))
        {
            var feed = await world.FeedAsync($"/{++number}");
            var begin = world.Time.GetUtcNow();
            var everShown = new HashSet<int>();
            foreach (var fetch in publisher)
            {
                world.Time.Advance(TimeSpan.FromHours(1));
                everShown.UnionWith(fetch.Select(showing => showing.Number));
                var items = fetch.Select(showing => itemOf(showing, begin.AddMinutes(7 + (13 * showing.Number)))).ToList();
                await world.Node.Intake.AddAsync(
                    feed, new ParsedFeed { Format = FeedFormat.Rss, SiteLink = "https://news.example/", Items = items }, feed.FirstFetchedAt is null ? IntakeMode.Quiet : IntakeMode.Send, Ct);
                feed.FirstFetchedAt ??= world.Time.NowMilliseconds();
            }

            var said = string.Join("\n", publisher.Select(fetch => string.Join(" | ", fetch.Select(showing => showing.ToString()))));
            var stored = await TitlesAsync(world, feed, "article a");
            Assert.True(everShown.Order().SequenceEqual(stored.Select(NumberOf).Order()), $"stored {string.Join(", ", stored)} of\n{said}");
            var sent = await TitlesAsync(world, feed, "delivery d JOIN article a ON a.article_id = d.article_id");
            Assert.True(sent.Select(NumberOf).Distinct().Count() == sent.Count, $"sent {string.Join(", ", sent)} of\n{said}");
        }
    }

    private static int NumberOf(string title) => int.Parse(title.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static Task<IReadOnlyList<string>> TitlesAsync(IntakeWorld world, Feed feed, string tables) => world.Store.Database.ReadAsync(
        session => session.QueryAsync<string>($"SELECT a.title FROM {tables} WHERE a.feed_id = @FeedId", feed, Ct), Ct);
}
