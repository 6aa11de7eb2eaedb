using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Faults;

/// <summary>One scene with its bot running, for tests of a class that each bring a chat of their own.</summary>
public sealed class RunningScene : IAsyncLifetime
{
    private BotProcess _bot = null!;

    internal FaultScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Scene = await FaultScene.SetAsync();
        _bot = await Scene.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await Scene.DisposeAsync();
    }
}
