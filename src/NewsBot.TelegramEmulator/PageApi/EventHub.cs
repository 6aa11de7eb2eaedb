using System.Text.Json.Nodes;
using System.Threading.Channels;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.PageApi;

internal readonly record struct PageEvent(string Type, string Data);

/// <summary>What happens in a world, to every open page. A page that falls far behind is let go; it comes back and reads the whole state.</summary>
internal sealed class EventHub
{
    private const int Backlog = 4096;

    private sealed record Listener(Channel<PageEvent> Channel, long? OnlyChat)
    {
        public bool Wants(long? chatId) => OnlyChat is null || chatId is null || OnlyChat == chatId;
    }

    private readonly Lock gate = new();
    private readonly List<Listener> listeners = [];

    /// <param name="onlyChat">Leaves out what happens in other chats; what belongs to no chat comes all the same.</param>
    public ChannelReader<PageEvent> Listen(long? onlyChat)
    {
        var channel = Channel.CreateBounded<PageEvent>(Backlog);
        lock (gate)
            listeners.Add(new Listener(channel, onlyChat));
        return channel.Reader;
    }

    public void Leave(ChannelReader<PageEvent> reader)
    {
        lock (gate)
            listeners.RemoveAll(l => l.Channel.Reader == reader);
    }

    /// <summary>Whether anybody looks at this chat.</summary>
    public bool IsWatched(long chatId)
    {
        lock (gate)
            return listeners.Exists(l => l.Wants(chatId));
    }

    public void Publish(string type, JsonNode data)
    {
        lock (gate)
        {
            var chatId = (long?)(data as JsonObject)?["chatId"];
            var wanting = listeners.FindAll(l => l.Wants(chatId));
            if (wanting.Count == 0)
                return;
            var happened = new PageEvent(type, data.ToJsonString(EmulatorJson.Wire));
            foreach (var listener in wanting)
            {
                if (!listener.Channel.Writer.TryWrite(happened))
                {
                    listener.Channel.Writer.TryComplete();
                    listeners.Remove(listener);
                }
            }
        }
    }
}
