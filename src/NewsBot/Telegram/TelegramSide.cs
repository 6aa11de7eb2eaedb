using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Operations;
using NewsBot.Options;
using NewsBot.TelegramEmulator;

namespace NewsBot.Telegram;

/// <summary>Opens the way to the Bot API: Telegram's with a token, without one the emulator in this process.</summary>
internal sealed class TelegramSide : IAsyncDisposable
{
    private readonly EmulatorServer? _emulator;

    private TelegramSide(EmulatorServer? emulator) => _emulator = emulator;

    public static async Task<TelegramSide> OpenAsync(IServiceProvider services, Settings settings, CancellationToken cancellationToken)
    {
        var connection = services.GetRequiredService<BotConnection>();
        EmulatorServer? emulator = null;
        if (settings.Telegram.Token is { } token)
        {
            connection.Use(token, settings.Telegram.ApiBaseUrl, chatPage: null);
        }
        else
        {
            emulator = await EmulateAsync(services, settings, cancellationToken);
            connection.Use(emulator.Token, emulator.BaseUrl.ToString(), emulator.BaseUrl);
            services.GetRequiredService<SampleArticles>().InEmulator = true;
            Console.WriteLine($"Chat page: {emulator.BaseUrl} (no token is set, so the bot runs on its own Telegram emulator)");
        }
        services.GetRequiredService<CurrentBot>().Set(connection.BotId);
        return new TelegramSide(emulator);
    }

    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<EmulatorServer> EmulateAsync(IServiceProvider services, Settings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await EmulatorServer.StartAsync(
                new EmulatorOptions
                {
                    Url = settings.Web.EmulatorUrl,
                    StorePath = settings.Web.EmulatorPath,
                    Limits = settings.Web.EmulatorLimits,
                    BotName = "NewsBot",
                    BotUsername = "newsbot",
                    LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
                }, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or UnauthorizedAccessException)
        {
            throw new StartException($"The emulator cannot start at {settings.Web.EmulatorUrl} with {settings.Web.EmulatorPath} ({exception.Message.ReplaceLineEndings(" ")}): stop the other program, or choose others with Emulator:Url and Emulator:Path", exception);
        }
        catch (Microsoft.Data.Sqlite.SqliteException exception)
        {
            throw new StartException($"The emulator's file {settings.Web.EmulatorPath} cannot be opened ({exception.Message}): remove it, or choose another with Emulator:Path", exception);
        }
    }
}
