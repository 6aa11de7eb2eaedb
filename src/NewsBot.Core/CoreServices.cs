using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Intake;
using NewsBot.Core.Storage;
using NewsBot.Core.Stories;

namespace NewsBot.Core;

/// <summary>The settings of Core, read and checked by the host.</summary>
internal sealed record CoreOptions(StorageOptions Storage, FeedOptions Feeds, DeliveryOptions Delivery, AccessOptions Access);

/// <summary>All wiring of Core. The host adds what has a brand name: the transport, the reader of updates, logging.</summary>
internal static class CoreServices
{
    public static IServiceCollection AddNewsBotCore(this IServiceCollection services, CoreOptions options)
    {
        services.AddSingleton(TimeProvider.System);

        // Storage
        services.AddSingleton(options.Storage);
        services.AddSingleton<ISqlDialect>(_ => options.Storage.Provider switch
        {
            StorageProvider.Sqlite => new SqliteDialect(options.Storage.ConnectionString),
            StorageProvider.PostgreSql => new PostgreSqlDialect(options.Storage.ConnectionString),
            _ => throw new InvalidOperationException($"No dialect for {options.Storage.Provider}."),
        });
        services.AddSingleton<Signals>();
        services.AddSingleton<StoreWatch>();
        services.AddSingleton<Database>();
        services.AddSingleton<Migrator>();

        // Feeds
        services.AddSingleton(options.Feeds);
        services.AddSingleton(new UserAgent(options.Feeds.Contact));
        services.AddSingleton(new FetchLimits());
        services.AddSingleton<HttpMessageHandler>(_ => new GuardedHttpHandler(options.Feeds.AllowPrivateNetworks, options.Feeds.PrivateHosts));
        services.AddSingleton<HostGates>();
        services.AddSingleton<FeedFetcher>();
        services.AddSingleton<FirstBodies>();
        services.AddSingleton(new DiscoveryLimits());
        services.AddSingleton<FeedDiscovery>();
        services.AddSingleton<NetworkWatch>();

        // Articles, stories, chats
        services.AddSingleton<ArticleStore>();
        services.AddSingleton<OpenStories>();
        services.AddSingleton(options.Access);
        services.AddSingleton<ChatLimits>();
        services.AddSingleton<ChatStore>();
        services.AddSingleton<SubscriptionStore>();
        services.AddSingleton<MuteStore>();
        services.AddSingleton<TopicStore>();
        services.AddSingleton<AccessStore>();

        // Delivery
        options.Delivery.PrivatePictures = options.Feeds.AllowPrivateNetworks;
        services.AddSingleton(options.Delivery);
        services.AddSingleton<CurrentBot>();
        services.AddSingleton<SendingGate>();
        services.AddSingleton<Leadership>();
        services.AddSingleton<RateBudget>();
        services.AddSingleton<PauseStore>();
        services.AddSingleton<StandingQueries>();
        services.AddSingleton<SilenceNotices>();
        services.AddSingleton<Suspensions>();
        services.AddSingleton<Outcomes>();
        services.AddSingleton<MessageStore>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<Rescheduling>();
        services.AddSingleton<StoredViews>();
        services.AddSingleton<StoryEdits>();
        services.AddSingleton<Withdrawals>();
        services.AddSingleton<StorySplits>();
        services.AddSingleton<MatchLabels>();
        services.AddSingleton<FloodSilence>();
        services.AddSingleton<AlertComposer>();
        services.AddSingleton<ListComposer>();
        services.AddSingleton<DueDeliveries>();
        services.AddSingleton<MessageRemake>();
        services.AddSingleton<DueEdits>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<Agenda>();
        services.AddSingleton<OutcomeWriter>();
        services.AddSingleton<ArticleRouter>();
        services.AddSingleton<Delivery.Sender>();

        // Intake
        services.AddSingleton<ArticleIntake>();
        services.AddSingleton<FeedReaders>();
        services.AddSingleton<FeedNotices>();
        services.AddSingleton<FeedTries>();
        services.AddSingleton<FeedHealthWatch>();
        services.AddSingleton<FeedPoll>();
        services.AddSingleton<PollRecorder>();
        services.AddSingleton<FeedPoller>();
        services.AddSingleton<Importer>();
        services.AddSingleton<SourcesFromSettings>();
        services.AddSingleton<SeedImport>();
        services.AddSingleton<Retention>();
        services.AddSingleton<Forgetting>();
        services.AddSingleton<Reindexing>();

        services.AddConversation();
        return services;
    }
}
