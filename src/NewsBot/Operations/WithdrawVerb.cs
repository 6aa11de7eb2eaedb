using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary><c>withdraw URL</c>: what stands at the address is taken back, wherever it was sent.</summary>
internal static class WithdrawVerb
{
    public static async Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Words.Count != 1)
            throw new UsageException("withdraw needs the address of one article.");
        var address = line.Words[0];
        if (UrlKey.Of(address) is not { } key)
            throw new UsageException($"\"{address}\" is no address of the web; withdraw needs the one under which the article was sent, as https://example.org/story.");
        await using var services = await VerbServices.OpenAsync(settings, cancellationToken);
        var withdrawal = await services.GetRequiredService<Database>().WriteAsync(
            session => services.GetRequiredService<Withdrawals>().WithdrawAsync(session, address, key, cancellationToken), cancellationToken);
        if (withdrawal.Articles.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No article in the store stands at {address}. \"newsbot search QUERY --json\" prints the addresses of articles.");
            return ExitCodes.Failed;
        }

        foreach (var article in withdrawal.Articles)
            Console.WriteLine($"Withdrawn: {article.Title} · {article.FeedTitle}");
        Console.WriteLine(withdrawal.Messages == 0
            ? "No message that is still in the ledger carries it."
            : $"{withdrawal.Messages} {(withdrawal.Messages == 1 ? "message" : "messages")} will say so; a running bot edits them within its rate.");
        return ExitCodes.Done;
    }
}
