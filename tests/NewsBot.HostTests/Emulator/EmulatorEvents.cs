using System.Text.Json.Nodes;

namespace NewsBot.HostTests.Emulator;

/// <summary>The page's event stream, read line by line; a read that is given up goes on with the next one.</summary>
internal sealed class EmulatorEvents : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;
    private Task<(string Type, JsonNode Data)>? pending;

    private EmulatorEvents(HttpResponseMessage response, StreamReader reader)
    {
        this.response = response;
        this.reader = reader;
    }

    /// <summary>The state event the stream began with.</summary>
    public JsonObject State { get; private set; } = [];

    public static async Task<EmulatorEvents> OpenAsync(HttpClient http, string path, CancellationToken cancellationToken)
    {
        var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        var events = new EmulatorEvents(response, new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken)));
        var (type, data) = await events.NextAsync(cancellationToken);
        if (type != "state")
            throw new InvalidDataException($"The event stream began with \"{type}\".");
        events.State = (JsonObject)data;
        return events;
    }

    public async Task<(string Type, JsonNode Data)> NextAsync(CancellationToken cancellationToken)
    {
        pending ??= ReadAsync();
        var read = await pending.WaitAsync(cancellationToken);
        pending = null;
        return read;
    }

    /// <summary>Waits until something happens to a message of the chat.</summary>
    public async Task NextChangeAsync(long chatId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (type, data) = await NextAsync(cancellationToken);
            if (type is "message" or "edit" or "delete" && (long?)data["chatId"] == chatId)
                return;
        }
    }

    public async Task<JsonObject> WaitAsync(string type, Func<JsonObject, bool> wanted, string what, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var (happened, data) = await NextAsync(patience.Token);
                if (happened == type && data is JsonObject found && wanted(found))
                    return found;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The emulator did not report {what} within {Patience.TotalSeconds} s.");
        }
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(string Type, JsonNode Data)> ReadAsync()
    {
        var type = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (type, JsonNode.Parse(line["data: ".Length..])!);
        }
        throw new EndOfStreamException("The emulator closed the event stream.");
    }
}
