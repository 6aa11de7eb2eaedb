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
        await using var services = VerbServices.WithoutStore(settings, Record);
        var report = await services.GetRequiredService<FeedCheck>().CheckAsync(address, written, cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var said in FeedCheckText.Of(report, services.GetRequiredService<ExchangeRecorder>().Exchanges, now))
            Console.WriteLine(said);
        if (report.Error is null)
            return ExitCodes.Done;
        Console.Error.WriteLine($"{AddressSecret.Hide(report.Asked)}: {FeedErrorWords.Say(report.Error)}");
        return ExitCodes.Failed;
    }

    // The way out stays the guarded one of the bot; each step through it is noted.
    private static void Record(IServiceCollection services)
    {
        var guarded = services.Last(service => service.ServiceType == typeof(HttpMessageHandler)).ImplementationFactory
            ?? throw new InvalidOperationException("The handler of feeds is made by a factory.");
        services.AddSingleton(provider => new ExchangeRecorder((HttpMessageHandler)guarded(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<HttpMessageHandler>(provider => provider.GetRequiredService<ExchangeRecorder>());
        services.AddSingleton<FeedCheck>();
    }
}
