using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Delivery;
using NewsBot.HostTests.Emulator;
using NewsBot.Telegram;

namespace NewsBot.HostTests.Telegram;

/// <summary>The product's transport against an emulator; Anna has started the bot, which is in her group Family.</summary>
internal sealed class TransportBench : IAsyncDisposable
{
    private readonly EmulatorBench _emulator;
    private readonly BotConnection _connection = new();

    private TransportBench(EmulatorBench emulator)
    {
        _emulator = emulator;
        _connection.Use(emulator.Server.Token, emulator.Server.BaseUrl.ToString(), emulator.Server.BaseUrl);
        Transport = new TelegramTransport(_connection, new DeliveryOptions(), NullLogger<TelegramTransport>.Instance);
    }

    public TelegramTransport Transport { get; }

    public EmulatorClient People => _emulator.People;

    public long Anna => _emulator.Anna;

    public long Family => _emulator.Family;

    public static async Task<TransportBench> StartAsync()
    {
        var emulator = await EmulatorBench.StartAsync();
        await emulator.StartedAsync();
        return new TransportBench(await emulator.InFamilyAsync());
    }

    public Task<SendResult> SendAsync(ChatRequest request, long? chat = null, long thread = 0) =>
        Transport.SendAsync(new ChatAddress(chat ?? Anna, thread), request, TestContext.Current.CancellationToken);

    public Task<SendResult> SayAsync(string html) => SendAsync(new ChatRequest.SendText(html, null, Silent: false));

    public Task FaultAsync(object fault) => People.FaultAsync(fault, TestContext.Current.CancellationToken);

    /// <summary>The texts of the bot that Anna sees.</summary>
    public async Task<IReadOnlyList<string>> SeenAsync() =>
        [.. (await People.MessagesAsync(Anna, 0, TestContext.Current.CancellationToken)).Where(message => message.FromBot).Select(message => message.Text)];

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _emulator.DisposeAsync();
    }
}
