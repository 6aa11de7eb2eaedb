using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation.Addresses;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What a conversation has at hand: the stores, the ways out, the clock.</summary>
internal sealed record Desk(
    Database Database,
    ChatStore Chats,
    SubscriptionStore Subscriptions,
    MuteStore Mutes,
    TopicStore Topics,
    AccessStore Access,
    AccessOptions AccessOptions,
    ChatLimits Limits,
    ArticleStore Articles,
    SampleArticles Samples,
    StoredViews Views,
    DeliveryStore Deliveries,
    Suspensions Suspensions,
    Rescheduling Rescheduling,
    DeliveryOptions Sending,
    MessageStore Messages,
    StorySplits Splits,
    MatchLabels Matches,
    FeedOptions FeedOptions,
    FeedDiscovery Discovery,
    AddressReader Addresses,
    IChatTransport Transport,
    OperatorNotices Notices,
    TimeProvider Time);
