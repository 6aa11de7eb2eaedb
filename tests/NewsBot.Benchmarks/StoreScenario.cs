using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;

namespace NewsBot.Benchmarks;

/// <summary>
/// Writes the store that upgrade tests begin with: the program as built, its emulator, people who follow, mute and leave
/// things half done. Run it by hand before a change of the store, and put the folder beside those of older versions.
/// </summary>
internal static class StoreScenario
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.Length > 0 ? arguments[0] : throw new ArgumentException("make-store needs a FOLDER");
        await using var server = await FeedServer.StartAsync(cancellationToken);
        var feeds = new StoreFeeds(server, TimeProvider.System.GetUtcNow());
        feeds.Publish(withNews: false);
        using var installation = new Installation().WithFeeds(StoreFeeds.Catalogue.Select(path => server.BaseUrl + path))
            .Set("Topics:0:Key", "ceasefire").Set("Topics:0:Title", "Peace talks").Set("Topics:0:Emoji", "🕊").Set("Topics:0:Query", "ceasefire OR truce")
            .Set("Topics:1:Key", "trams").Set("Topics:1:Title", "Trams").Set("Topics:1:Query", "tram OR трамвай");
        await using (var bot = await installation.StartAnsweringAsync(cancellationToken))
        {
            using var people = await installation.PeopleAsync(cancellationToken);
            foreach (var path in StoreFeeds.Catalogue)
                await server.WaitForRequestsAsync(path, 2, cancellationToken);
            await LiveAsync(people, server, feeds, cancellationToken);
            if (await bot.StopAsync(cancellationToken) is var code and not 0)
                throw new InvalidOperationException($"The bot ended with {code}:\n{bot.Output}");
        }

        Directory.CreateDirectory(Path.Combine(folder, "feeds"));
        foreach (var (path, document) in feeds.Documents)
            await File.WriteAllBytesAsync(Path.Combine(folder, "feeds", path[1..]), document, cancellationToken);
        foreach (var name in new[] { "newsbot.db", "emulator.db" })
            Pack(installation.Folder.File("data/" + name), Path.Combine(folder, name + ".gz"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "store.json"),
            JsonSerializer.Serialize(new { writtenAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), feeds = server.BaseUrl }, Indented) + "\n",
            cancellationToken);
        Console.WriteLine($"  {new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1024} kB in {folder}");
    }

    private static async Task LiveAsync(EmulatorClient people, FeedServer server, StoreFeeds feeds, CancellationToken cancellationToken)
    {
        var anna = await people.PersonAsync("Anna", cancellationToken);
        var taras = await people.PersonAsync("Тарас", cancellationToken);
        var vera = await people.AddPersonAsync("Vera", "en", cancellationToken);
        var oleg = await people.AddPersonAsync("Oleg", "en", cancellationToken);

        // Anna: a topic and a source by name, a mute, pictures off.
        await AskAsync(people, anna, "/start", cancellationToken);
        await AskAsync(people, anna, "/subscribe ceasefire", cancellationToken);
        await AskAsync(people, anna, "/subscribe Wire Service", cancellationToken);
        await AskAsync(people, anna, "/mute football OR tennis", cancellationToken);
        var settings = await AskAsync(people, anna, "/settings", cancellationToken);
        await people.PressAndAwaitAnswerAsync(settings, anna, "Pictures", cancellationToken);

        // Тарас, in Ukrainian: a topic, an address of his own, sound off.
        await AskAsync(people, taras, "/start topic-trams", cancellationToken);
        await AskAsync(people, taras, "/subscribe " + server.BaseUrl + StoreFeeds.Own, cancellationToken);
        settings = await AskAsync(people, taras, "/settings", cancellationToken);
        await people.PressAndAwaitAnswerAsync(settings, taras, "Звук", cancellationToken);

        // Vera: a query. Oleg: the same, and has stopped.
        await AskAsync(people, vera, "/subscribe chip* OR harbour", cancellationToken);
        await AskAsync(people, oleg, "/subscribe chip* OR harbour", cancellationToken);
        await AskAsync(people, oleg, "/stop", cancellationToken);

        // A group whose administrator follows a query for it.
        var group = await people.AddGroupAsync("Readers", true, [anna, vera], cancellationToken);
        var hello = await people.NextMessageAsync(group, 0, cancellationToken);
        var name = (string)(await people.StateAsync(cancellationToken)).Bot["username"]!;
        await people.SayAsync(group, anna, $"/subscribe@{name} ceasefire signed", cancellationToken);
        await people.NextMessageAsync(group, hello.Id + 1, cancellationToken);

        await server.WaitForRequestsAsync(StoreFeeds.Own, server.Requests(StoreFeeds.Own) + 2, cancellationToken);
        feeds.Publish(withNews: true);
        var alert = await people.WaitForTextAsync(anna, 0, "Ceasefire signed at dawn", cancellationToken);
        await people.WaitForTextAsync(anna, 0, "New chips cost less", cancellationToken);
        await people.WaitForTextAsync(taras, 0, "Трамвай знову їздить", cancellationToken);
        await people.WaitForTextAsync(taras, 0, "Fete on the green", cancellationToken);
        var chips = await people.WaitForTextAsync(vera, 0, "New chips cost less", cancellationToken);
        await people.WaitForTextAsync(group, 0, "Ceasefire signed at dawn", cancellationToken);

        // Half done: choices that stand open, a second page, a mute and a removal that can still be taken back.
        await people.PressAndAwaitAnswerAsync(chips, vera, "⋯", cancellationToken);
        await people.PressAndAwaitAnswerAsync(alert, anna, "⋯", cancellationToken);
        var latest = await AskAsync(people, vera, "/latest", cancellationToken);
        var everything = await AskAsync(people, vera, "/search harbour", cancellationToken);
        await people.PressAndAwaitAnswerAsync(everything, vera, "▶", cancellationToken);
        await AskAsync(people, taras, "/subscriptions", cancellationToken);
        await AskAsync(people, anna, "/subscriptions", cancellationToken);
        await AskAsync(people, anna, "/sources", cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  /latest of Vera offers: {string.Join(" | ", latest.ButtonTexts)}"));
        foreach (var chat in new[] { anna, taras, vera, oleg, group })
        {
            foreach (var message in await people.MessagesAsync(chat, 0, cancellationToken))
                Console.WriteLine($"  {chat} #{message.Id} {(message.FromBot ? "bot" : "person")}: {message.Text.ReplaceLineEndings(" / ")} [{string.Join(" | ", message.ButtonTexts)}]");
        }
    }

    private static async Task<ChatMessage> AskAsync(EmulatorClient people, long person, string text, CancellationToken cancellationToken)
    {
        var said = await people.SayAsync(person, text, cancellationToken);
        return await people.NextMessageAsync(person, said.Id, cancellationToken);
    }

    // VACUUM INTO leaves neither a journal beside the file nor free pages in it; the rows are as they were.
    private static void Pack(string database, string target)
    {
        var copy = database + ".copy";
        using (var connection = new SqliteConnection($"Data Source={database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $copy";
            command.Parameters.AddWithValue("$copy", copy);
            command.ExecuteNonQuery();
        }

        using var source = File.OpenRead(copy);
        using var packed = new GZipStream(File.Create(target), CompressionLevel.SmallestSize);
        source.CopyTo(packed);
    }
}
