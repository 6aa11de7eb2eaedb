using NewsBot.Core;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Jobs;
using NewsBot.Options;
using NewsBot.Telegram;
using NewsBot.Web;

namespace NewsBot.Operations;

/// <summary>The wiring of the process around Core.</summary>
internal static class HostServices
{
    /// <summary>What verbs and the bot have in common: Core with its settings, and the way to Telegram.</summary>
    public static IServiceCollection AddNewsBot(this IServiceCollection services, Settings settings)
    {
        services.AddNewsBotCore(new CoreOptions(settings.Storage, settings.Feeds, settings.Delivery, settings.Access));
        services.AddSingleton(settings);
        services.AddSingleton<StoreOpening>();
        services.AddSingleton<BotConnection>();
        services.AddSingleton<IChatTransport, TelegramTransport>();
        services.AddSingleton<UpdateReader>(provider =>
        {
            var connection = provider.GetRequiredService<BotConnection>();
            return (botId, payload) => TelegramMapping.Read(botId, connection.Identity?.Username, payload);
        });
        return services;
    }

    /// <summary>What only the running bot has.</summary>
    public static IServiceCollection AddBotLife(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<BotStatus>();
        services.AddSingleton<Health>();
        services.AddNewsBotMetrics();
        services.AddSingleton<OwnerNews>();
        services.AddSingleton<BotStart>();
        services.AddSingleton<BotProfile>();
        services.AddSingleton<TelegramStanding>();
        services.AddSingleton<WebhookAddress>();
        services.AddSingleton<WebhookEndpoint>();
        if (settings.Telegram.Updates == UpdateSource.Webhook)
            services.AddSingleton<IUpdateReception, TelegramWebhook>();
        else
            services.AddSingleton<IUpdateReception, TelegramPolling>();
        services.AddSingleton<OwnerLink>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<ScheduledWork>();
        services.AddSingleton<BotLife>();
        services.AddHostedService(provider => provider.GetRequiredService<BotLife>());
        services.AddHostedService<MemoryTrim>();
        if (settings.Storage.Provider == StorageProvider.PostgreSql)
            services.AddHostedService<StoreListener>().AddHostedService<PollsAfterOutage>();
        services.AddJobEngine(settings.Storage);
        return services;
    }
}
