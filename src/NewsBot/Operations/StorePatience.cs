using NewsBot.Core.Storage;

namespace NewsBot.Operations;

/// <summary>For work that is done once and has to be done: waits until the store does what it is asked for.</summary>
internal static class StorePatience
{
    public static async Task<T> RunAsync<T>(Func<Task<T>> work, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(StoreUnavailableException.Pause, time, cancellationToken);
            }
        }
    }
}
