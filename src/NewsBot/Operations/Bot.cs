using NewsBot.Options;

namespace NewsBot.Operations;

internal static class Bot
{
    public static Task<int> RunAsync(Settings settings, IConfiguration configuration) => Task.FromResult(0);
}
