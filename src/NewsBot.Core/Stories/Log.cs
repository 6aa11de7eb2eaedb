using Microsoft.Extensions.Logging;

namespace NewsBot.Core.Stories;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Stories} open stories of {Articles} articles are in memory")]
    public static partial void StoriesLoaded(ILogger logger, int stories, int articles);
}
