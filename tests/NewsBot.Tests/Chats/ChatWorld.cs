using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Chats;

/// <summary>A store with the chats' own stores over it and a clock that stands still.</summary>
internal sealed class ChatWorld : IAsyncDisposable
{
    public const long Bot = 77;

    private ChatWorld(TestStore store, AccessOptions access)
    {
        Store = store;
        Subscriptions = new SubscriptionStore(Time, new ChatLimits(access));
        Chats = new ChatStore(Time);
        Mutes = new MuteStore(Time);
        Topics = new TopicStore(Time);
        Access = new AccessStore(Time, access);
    }

    public TestStore Store { get; }
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));
    public ChatStore Chats { get; }
    public SubscriptionStore Subscriptions { get; }
    public MuteStore Mutes { get; }
    public TopicStore Topics { get; }
    public AccessStore Access { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ChatWorld> CreateAsync(StorageProvider provider, AccessOptions? access = null) =>
        new(await TestStore.CreateAsync(provider), access ?? new AccessOptions());

    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work) => Store.Database.WriteAsync(work, Ct);

    public Task WriteAsync(Func<Session, Task> work) => Store.Database.WriteAsync(work, Ct);

    public async Task<(Chat Chat, Destination Destination)> AddChatAsync(long telegramChatId, string type = "private") =>
        await WriteAsync(async session =>
        {
            var (chat, _) = await Chats.FindOrAddAsync(session, Bot, new ChatIntroduction(telegramChatId, type, "Ann", "ann", "en", "en,uk"), Ct);
            return (chat, await Chats.DestinationAsync(session, chat.ChatKey, 0, Ct));
        });

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
