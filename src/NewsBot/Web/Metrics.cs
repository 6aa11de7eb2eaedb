using OpenTelemetry.Metrics;

namespace NewsBot.Web;

/// <summary><c>/metrics</c>: the instruments of Core, the figures of the store and the memory of the process, in Prometheus' text form.</summary>
internal static class Metrics
{
    private const string Path = "/metrics";

    // Of the runtime's own instruments those that a person who runs one bot looks at.
    private static readonly HashSet<string> _ofTheRuntime =
        ["dotnet.process.memory.working_set", "dotnet.process.cpu.time", "dotnet.gc.last_collection.heap.size", "dotnet.gc.pause.time", "dotnet.exceptions"];

    /// <summary>Each instrument sets aside memory for so many combinations of labels; ours have a few dozen at most.</summary>
    private const int MostCombinations = 100;

    public static IServiceCollection AddNewsBotMetrics(this IServiceCollection services)
    {
        services.AddSingleton<Gauges>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("NewsBot", "System.Runtime")
            .AddView(instrument => instrument.Meter.Name == "NewsBot" || _ofTheRuntime.Contains(instrument.Name)
                ? new MetricStreamConfiguration { CardinalityLimit = MostCombinations }
                : MetricStreamConfiguration.Drop)
            .AddPrometheusExporter(exporter => (exporter.ScopeInfoEnabled, exporter.TargetInfoEnabled) = (false, false)));
        return services;
    }

    public static void Map(WebApplication app)
    {
        var gauges = app.Services.GetRequiredService<Gauges>();
        // The exporter asks the gauges without waiting: what they say is read before.
        app.UseWhen(context => context.Request.Path == Path, branch => branch.Use(async (context, next) =>
        {
            await gauges.RefreshAsync(context.RequestAborted);
            await next(context);
        }));
        app.MapPrometheusScrapingEndpoint(Path);
    }
}
