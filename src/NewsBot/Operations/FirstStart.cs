using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>What a start brings into the store: feeds and topics of the settings, seeds into an empty one.</summary>
internal sealed class FirstStart(Settings settings, SourcesFromSettings sources, SeedImport seeds, Reindexing reindexing, Signals signals, TimeProvider time, ILogger<FirstStart> logger)
{
    private string? SeedFolder => settings.Seeds.Enabled ? settings.Seeds.Path : null;

    /// <summary>Before the first answer: the topics it offers, and after an upgrade as much of the search index as a moment allows.</summary>
    public async Task TopicsAsync(CancellationToken cancellationToken)
    {
        await TryAsync(() => seeds.TopicsAsync(SeedFolder, settings.Topics, cancellationToken), cancellationToken);
        await TryAsync(() => reindexing.BeginAsync(cancellationToken), cancellationToken);
    }

    /// <summary>After it: articles and feeds.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            await seeds.RunAsync(SeedFolder, cancellationToken);
            await sources.RunAsync(cancellationToken);
            signals.Raise(WorkKind.Feeds);
        }, cancellationToken);

    private async Task TryAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await StorePatience.RunAsync(async () =>
            {
                await work();
                return true;
            }, time, cancellationToken);
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
