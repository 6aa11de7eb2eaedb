using NewsBot.Core.Feeds;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary><c>feed check URL</c>: what the bot would make of this address, in plain words. Needs no store and changes nothing.</summary>
internal static class FeedCheckVerb
{
    public static async Task<int> RunAsync(Settings settings, CommandLine line, CancellationToken cancellationToken)
    {
        if (line.Words is not [var written])
            throw new UsageException(line.Words.Count == 0 ? "feed check needs an address, as in feed check https://example.org/" : "feed check takes one address.");
        var address = FeedScheme.Read(written)
            ?? (written.Contains("://", StringComparison.Ordinal) ? null : FeedScheme.Read("https://" + written))
            ?? throw new UsageException($"feed check: \"{written}\" is not an address of the web; expected https://… or http://…");
        await using var services = VerbServices.WithoutStore(settings, more => more
            .AddSingleton(provider => new ExchangeRecorder(new GuardedHttpHandler(settings.Feeds.AllowPrivateNetworks), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<HttpMessageHandler>(provider => provider.GetRequiredService<ExchangeRecorder>())
            .AddSingleton<FeedCheck>());
        var report = await services.GetRequiredService<FeedCheck>().CheckAsync(address, written, cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var said in FeedCheckText.Of(report, services.GetRequiredService<ExchangeRecorder>().Exchanges, now))
            Console.WriteLine(said);
        if (report.Error is null)
            return ExitCodes.Done;
        Console.Error.WriteLine($"{AddressSecret.Hide(report.Asked)}: {FeedErrorWords.Say(report.Error)}");
        return ExitCodes.Failed;
    }
}
