using System.Text.Json.Nodes;
using System.Threading.Channels;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.PageApi;

internal readonly record struct PageEvent(string Type, string Data);

/// <summary>What happens in a world, to every open page. A page that falls far behind is let go; it comes back and reads the whole state.</summary>
internal sealed class EventHub
{
    private const int Backlog = 4096;

    private readonly Lock gate = new();
    private readonly List<Channel<PageEvent>> listeners = [];

    public ChannelReader<PageEvent> Listen()
    {
        var channel = Channel.CreateBounded<PageEvent>(Backlog);
        lock (gate)
            listeners.Add(channel);
        return channel.Reader;
    }

    public void Leave(ChannelReader<PageEvent> reader)
    {
        lock (gate)
            listeners.RemoveAll(c => c.Reader == reader);
    }

    public bool HasListeners
    {
        get
        {
            lock (gate)
                return listeners.Count > 0;
        }
    }

    public void Publish(string type, JsonNode data)
    {
        lock (gate)
        {
            if (listeners.Count == 0)
                return;
            var happened = new PageEvent(type, data.ToJsonString(EmulatorJson.Wire));
            foreach (var channel in listeners.ToArray())
            {
                if (!channel.Writer.TryWrite(happened))
                {
                    channel.Writer.TryComplete();
                    listeners.Remove(channel);
                }
            }
        }
    }
}
