namespace NewsBot.HostTests.Contract;

/// <summary>Tests on the shared bot.</summary>
public abstract class SharedBotRows(SharedBot bot) : IAsyncLifetime
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected SharedBot Bot { get; } = bot;

    public async ValueTask InitializeAsync() => await Bot.ReadyAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
