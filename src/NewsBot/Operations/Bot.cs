using Microsoft.AspNetCore.Connections;
using NewsBot.Core.Storage;
using NewsBot.Options;
using NewsBot.Telegram;
using NewsBot.Web;

namespace NewsBot.Operations;

/// <summary>The bot as a process: everything is opened in order, then runs until it is told to stop.</summary>
internal static class Bot
{
    public static async Task<int> RunAsync(Settings settings, IConfiguration configuration)
    {
        await using var app = Build(settings, configuration);
        var services = app.Services;
        using var alone = await services.GetRequiredService<StoreOpening>().ForBotAsync(CancellationToken.None);
        await Greeting.SayAsync(services.GetRequiredService<Database>(), settings, CancellationToken.None);
        await using var telegram = await TelegramSide.OpenAsync(services, settings, CancellationToken.None);
        await ListenAsync(app, settings);
        await app.WaitForShutdownAsync();
        if (services.GetRequiredService<BotLife>().Failure is { } failure)
            throw failure;
        return ExitCodes.Done;
    }

    private static WebApplication Build(Settings settings, IConfiguration configuration)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = settings.Folder, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseUrls(settings.Web.Urls.Split(';'));
        builder.Host.ConfigureHostOptions(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        ConsoleLines.Configure(builder.Logging, configuration);
        builder.Services.AddNewsBot(settings).AddBotLife(settings);
        var app = builder.Build();
        app.MapNewsBot(settings);
        return app;
    }

    private static async Task ListenAsync(WebApplication app, Settings settings)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new StartException($"The address {settings.Web.Urls} is taken by another program: stop it, or choose another with Urls, for example --Urls http://127.0.0.1:8090", exception);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new StartException($"The address {settings.Web.Urls} cannot be used ({exception.Message}): choose another with Urls, for example --Urls http://127.0.0.1:8090", exception);
        }
    }
}
