using System.Text;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>
/// <c>feed export [--without-secrets]</c>: the catalogue's feeds as OPML on standard output. It is the owner's copy, so addresses
/// with a password or token are in it as they are, which standard error says; what single chats added is theirs and is not.
/// </summary>
internal static class FeedExportVerb
{
    public const string WithoutSecrets = "without-secrets";

    public static async Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Words.Count > 0)
            throw new UsageException($"feed export takes no \"{line.Words[0]}\": it writes to standard output, as in feed export > feeds.opml");
        await using var services = await VerbServices.OpenAsync(settings, cancellationToken);
        var catalogue = await services.GetRequiredService<Database>().ReadAsync(session => FeedStore.CatalogueAsync(session, cancellationToken), cancellationToken);
        var secret = catalogue.Count(feed => feed.HasSecret == 1);
        if (line.Options.ContainsKey(WithoutSecrets))
            catalogue = [.. catalogue.Where(feed => feed.HasSecret == 0)];
        var opml = OpmlWriter.Write("Feeds of NewsBot", services.GetRequiredService<TimeProvider>().GetUtcNow(), catalogue.Select(OpmlFeed.Of).OfType<OpmlFeed>());
        await using (var output = Console.OpenStandardOutput())
            await output.WriteAsync(Encoding.UTF8.GetBytes(opml), cancellationToken);
        if (secret > 0)
            Console.Error.WriteLine(Secrets(secret, line.Options.ContainsKey(WithoutSecrets)));
        return ExitCodes.Done;
    }

    private static string Secrets(int count, bool leftOut)
    {
        var addresses = count == 1 ? "1 address holds" : $"{count} addresses hold";
        return leftOut
            ? $"{addresses} a password or token and {(count == 1 ? "is" : "are")} left out."
            : $"{addresses} a password or token: keep this file to yourself, or export with --{WithoutSecrets}.";
    }
}
