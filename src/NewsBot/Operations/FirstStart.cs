using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>What a start brings into the store: feeds and topics of the settings, seeds into an empty one.</summary>
internal sealed class FirstStart(Settings settings, SourcesFromSettings sources, SeedImport seeds, Signals signals, ILogger<FirstStart> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await seeds.RunAsync(settings.Seeds.Enabled ? settings.Seeds.Path : null, settings.Topics, cancellationToken);
            await sources.RunAsync(cancellationToken);
            signals.Raise(WorkKind.Feeds);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Log.FirstStartFailed(logger, exception);
        }
    }
}
