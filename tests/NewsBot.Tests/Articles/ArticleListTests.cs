using NewsBot.Core.Articles;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Articles.ArticleShelf;

namespace NewsBot.Tests.Articles;

public sealed class ArticleListTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task LatestAsync_AllPages_GiveEveryStoryOnceNewestFirst(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        for (var number = 0; number < 23; number++)
        {
            var article = await shelf.AddAsync(feed, $"{number}", number);
            if (number % 5 == 0)
                await shelf.AddAsync(feed, $"{number} copy", number - 30, story: article.StoryId);
        }

        var titles = new List<string>();
        long? cursor = null;
        do
        {
            var page = await shelf.PageAsync(Everything, null, cursor, 4);
            Assert.InRange(page.Articles.Count, 1, 4);
            titles.AddRange(page.Articles.Select(article => article.Title));
            cursor = page.Before;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 23).Reverse().Select(number => $"{number}"), titles);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task LatestAsync_WhatIsMuted_IsHiddenAmongWhatIsFollowed_AndFoundBySearch(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var (loud, calm) = (await shelf.FeedAsync("https://loud.example/feed"), await shelf.FeedAsync("https://calm.example/feed"));
        await shelf.AddAsync(loud, "Harbour opens", 0);
        await shelf.AddAsync(calm, "Harbour closes", 1);
        await shelf.AddAsync(calm, "Harbour football", 2, language: null);
        await shelf.AddAsync(calm, "Harbour in the news", 3, body: "about tennis");
        await shelf.AddAsync(calm, "Weather", 4);
        var muted = new Following([loud.FeedId], [Parse("football"), Parse("source:calm tennis")]);

        foreach (var following in new[] { new Following([], [Parse("harbour")]), new Following([loud.FeedId], [Parse("harbour")]), new Following([], [Parse("harbour"), Parse("lang:en harbour")]) })
        {
            var scope = Everything with { Following = following, Muted = muted };
            Assert.Equal(["Harbour closes"], await shelf.TitlesAsync(scope));
            Assert.Equal(4, (await shelf.TitlesAsync(scope, "harbour")).Count);
            Assert.Single((await shelf.Store.Database.ReadAsync(session => shelf.Articles.PreviewAsync(session, scope, 0, At(60), 3, Ct), Ct)).Alerts);
        }

        var negated = Everything with { Following = new Following([loud.FeedId, calm.FeedId], []), Muted = new Following([], [Parse("harbour -football")]) };
        Assert.Equal(["Weather", "Harbour football"], await shelf.TitlesAsync(negated));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Lists_FeedOfAnotherChat_ShowsNowhereElse(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var (owner, other) = (await shelf.ChatAsync(1), await shelf.ChatAsync(2));
        var open = await shelf.FeedAsync("https://open.example/feed");
        var own = await shelf.FeedAsync("https://own.example/feed?token=x", ownedBy: owner);
        await shelf.AddAsync(open, "Public harbour", 0);
        await shelf.AddAsync(own, "Secret harbour", 1);

        Assert.Equal(["Secret harbour", "Public harbour"], await shelf.TitlesAsync(new ArticleScope(owner, [])));
        foreach (var scope in new[] { new ArticleScope(other, []), Everything, new ArticleScope(other, []) { Following = new Following([own.FeedId], [Parse("harbour")]) } })
        {
            Assert.Equal(["Public harbour"], await shelf.TitlesAsync(scope));
            Assert.Equal(["Public harbour"], await shelf.TitlesAsync(scope, "harbour"));
            Assert.Empty(await shelf.TitlesAsync(scope, "source:own harbour"));
            Assert.Single((await shelf.Store.Database.ReadAsync(session => shelf.Articles.PreviewAsync(session, scope with { Following = new Following([], [Parse("harbour")]) }, 0, At(60), 3, Ct), Ct)).Alerts);
        }
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Lists_CopyInAFeedOfAnotherChat_DoesNotHideTheVisibleOne(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var (owner, other) = (await shelf.ChatAsync(1), await shelf.ChatAsync(2));
        var open = await shelf.FeedAsync("https://open.example/feed");
        var own = await shelf.FeedAsync("https://own.example/feed", ownedBy: owner);
        var visible = await shelf.AddAsync(open, "Harbour opens", 0);
        await shelf.AddAsync(own, "Harbour opens today", 1, story: visible.StoryId);
        await shelf.AddAsync(open, "Weather", 2);

        Assert.Equal(["Weather", "Harbour opens"], await shelf.TitlesAsync(new ArticleScope(other, [])));
        Assert.Equal(["Weather", "Harbour opens today"], await shelf.TitlesAsync(new ArticleScope(owner, [])));
        // The newer copy has no "weather" in it; a search for what only the older copy says finds that.
        Assert.Equal(["Harbour opens"], await shelf.TitlesAsync(new ArticleScope(owner, []), "harbour -today"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Lists_ReadingLanguages_HideOthersButNotTheUnknown(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        await shelf.AddAsync(feed, "harbour in English", 0);
        await shelf.AddAsync(feed, "harbour auf Deutsch", 1, language: "de");
        await shelf.AddAsync(feed, "harbour somewhere", 2, language: null);
        var reader = new ArticleScope(null, ["en", "uk"]);

        Assert.Equal(["harbour somewhere", "harbour in English"], await shelf.TitlesAsync(reader));
        Assert.Equal(["harbour somewhere", "harbour in English"], await shelf.TitlesAsync(reader, "harbour"));
        Assert.Equal(["harbour auf Deutsch"], await shelf.TitlesAsync(reader, "harbour lang:de"));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task LatestAsync_Following_HoldsFeedsInEveryLanguageAndQueriesInReadOnes(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var followed = await shelf.FeedAsync("https://followed.example/feed");
        var other = await shelf.FeedAsync("https://other.example/feed");
        await shelf.AddAsync(followed, "Wetter", 0, language: "de");
        await shelf.AddAsync(other, "harbour opens", 1);
        await shelf.AddAsync(other, "harbour auf", 2, language: "de");
        await shelf.AddAsync(other, "weather", 3);
        await shelf.AddAsync(other, "Zug fährt", 4, language: "de");
        var scope = new ArticleScope(null, ["en"]);

        Assert.Equal(["harbour opens", "Wetter"], await shelf.TitlesAsync(scope with { Following = new Following([followed.FeedId], [Parse("harbour")]) }));
        Assert.Equal(["harbour opens"], await shelf.TitlesAsync(scope with { Following = new Following([], [Parse("harbour")]) }));
        Assert.Equal(["weather", "harbour opens"], await shelf.TitlesAsync(scope with { Following = new Following([], [Parse("harbour"), Parse("weather")]) }));
        Assert.Equal(["Zug fährt", "harbour opens"], await shelf.TitlesAsync(scope with { Following = new Following([], [Parse("harbour"), Parse("zug lang:de")]) }));
        Assert.Empty(await shelf.TitlesAsync(scope with { Following = new Following([], []) }));
        Assert.Equal(["weather", "harbour opens"], await shelf.TitlesAsync(scope with { Following = new Following([], [Parse("source:other.example")]) }));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Lists_Samples_ShowOnlyWhereAllowedAndUntilAFeedHasAnswered(StorageProvider provider)
    {
        await using var shelf = await CreateAsync(provider);
        var feed = await shelf.FeedAsync("https://one.example/feed");
        await shelf.AddAsync(feed, "Sample harbour", 0, sample: true);
        var emulator = Everything with { Samples = true };

        Assert.Equal(["Sample harbour"], await shelf.TitlesAsync(emulator));
        Assert.Equal(["Sample harbour"], await shelf.TitlesAsync(emulator, "harbour"));
        Assert.Empty(await shelf.TitlesAsync(Everything));

        await shelf.Store.Database.WriteAsync(session => session.ExecuteAsync("UPDATE feed SET last_success_at = 1", null, Ct), Ct);

        Assert.Empty(await shelf.TitlesAsync(emulator));
    }
}
