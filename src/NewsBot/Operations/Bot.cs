using NewsBot.Options;

namespace NewsBot.Operations;

/// <summary>The bot as a process.</summary>
internal static class Bot
{
    public static Task<int> RunAsync(Settings settings, IConfiguration configuration) => Task.FromResult(0);
}
