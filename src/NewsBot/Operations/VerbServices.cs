using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>The services of a verb, with the store open beside a bot that may be running, or without one.</summary>
internal static class VerbServices
{
    public static async Task<ServiceProvider> OpenAsync(Settings settings, CancellationToken cancellationToken)
    {
        var provider = WithoutStore(settings);
        try
        {
            await provider.GetRequiredService<StoreOpening>().ForVerbAsync(cancellationToken);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens nothing; <paramref name="more"/> may replace parts.</summary>
    public static ServiceProvider WithoutStore(Settings settings, Action<IServiceCollection>? more = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            // Standard output belongs to what was asked for.
            logging.SetMinimumLevel(LogLevel.Warning);
            // A verb does not wait for the store: it says why it ends.
            logging.AddFilter(typeof(Core.Storage.StoreWatch).FullName, LogLevel.None);
            logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        });
        services.AddNewsBot(settings);
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
