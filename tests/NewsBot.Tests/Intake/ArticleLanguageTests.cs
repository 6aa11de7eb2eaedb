using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Intake.IntakeWorld;

namespace NewsBot.Tests.Intake;

/// <summary>In which language an article is read and stemmed.</summary>
public sealed class ArticleLanguageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("newsbot").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Poll_FeedThatDeclaresNoLanguage_ArticlesGetTheirOwn(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss("""
            <item><guid>1</guid><title>Уряд змінив закон</title><description>Уряд повідомив, що закон про мову змінять, але це ще не кінець.</description></item>
            <item><guid>2</guid><title>A new law</title><description>The government said that it would change the law, but it was not the end of this.</description></item>
            <item><guid>3</guid><title>Apple iPhone 17</title></item>
            """).Replace("<language>en</language>", "", StringComparison.Ordinal));

        await world.PollAsync();

        Assert.Equal(["A new law: en", "Apple iPhone 17: ", "Уряд змінив закон: uk"], await LanguagesAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Poll_HeadlinesTooShortToTell_AreInTheLanguageOfThoseAroundThem(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss("""
            <item><guid>1</guid><title>Ceasefires hold</title></item>
            <item><guid>2</guid><title>What the new law says about it</title></item>
            <item><guid>3</guid><title>They were told that there will be more</title></item>
            """).Replace("<language>en</language>", "", StringComparison.Ordinal));

        await world.PollAsync();

        Assert.Contains("Ceasefires hold: en", await LanguagesAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Poll_FeedThatDeclaresALanguage_ArticlesHaveItUnlessTheirScriptIsAnother(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        await world.FeedAsync("/feed");
        world.Publish("/feed", Rss("""
            <item><guid>1</guid><title>Уряд змінив закон</title><description>Уряд повідомив, що закон про мову змінять, але це ще не кінець.</description></item>
            <item><guid>2</guid><title>Das neue Gesetz</title><description>Die Regierung hat erklärt, dass sie das Gesetz nicht ändern wird.</description></item>
            """));

        await world.PollAsync();

        Assert.Equal(["Das neue Gesetz: en", "Уряд змінив закон: uk"], await LanguagesAsync(world));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Import_PageThatDeclaresNoLanguage_ItsPiecesGetThatOfTheirText(StorageProvider provider)
    {
        await using var world = await CreateAsync(provider);
        var path = Path.Combine(_folder, "page.txt");
        await File.WriteAllTextAsync(path, """
            Source: The Daily Sample
            Published: 2026-03-18T14:05:00+02:00

            The government has changed the law

            The government said that it would change the law, but this was not the end of it and there will be more.
            """, Ct);

        await world.Node.Importer.ImportAsync([path], Ct);

        Assert.Equal(["The government has changed the law: en"], await LanguagesAsync(world));
    }

    private static async Task<IEnumerable<string>> LanguagesAsync(IntakeWorld world) =>
        (await world.Store.Database.ReadAsync(
            session => session.QueryAsync<string>("SELECT title || ': ' || COALESCE(language, '') FROM article", null, Ct), Ct)).Order(StringComparer.Ordinal);
}
