using Microsoft.Extensions.DependencyInjection;
using NewsBot.Core.Conversation.Addresses;

namespace NewsBot.Core.Conversation;

/// <summary>The wiring of the conversation.</summary>
internal static class ConversationServices
{
    /// <summary>The host adds the transport and the reader of updates.</summary>
    public static IServiceCollection AddConversation(this IServiceCollection services) => services
        .AddSingleton<NameLookup>(AddressReader.AskNameServiceAsync)
        .AddSingleton<LeaderCheck>(services => LeaderChecks.By(services.GetRequiredService<Delivery.Leadership>()))
        .AddSingleton<AddressReader>()
        .AddSingleton<SampleArticles>()
        .AddSingleton<OperatorNotices>()
        .AddSingleton<RenamedFeedNotices>()
        .AddSingleton<Desk>()
        .AddSingleton<AccessGate>()
        .AddSingleton<Router>()
        .AddSingleton<Postbox>()
        .AddSingleton<LateArrivals>()
        .AddSingleton<Inbox>()
        .AddSingleton<TurnRunner>()
        .AddSingleton<ConversationRunner>();
}
