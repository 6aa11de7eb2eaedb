using Microsoft.Extensions.Logging.Abstractions;
using NewsBot.Core.Delivery;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using NewsBot.Telegram;

namespace NewsBot.HostTests.Telegram;

public sealed class PaidBroadcastTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 6, 0.3)]
    [InlineData(false, 3, 0)]
    public async Task PaidBroadcast_On_SendsAreChargedAboveTheFreeRateAndTheStartSaysSo(bool paid, int accepted, double stars)
    {
        await using var emulator = await EmulatorBench.StartAsync();
        using var connection = new BotConnection();
        connection.Use(emulator.Server.Token, emulator.Server.BaseUrl.ToString(), emulator.Server.BaseUrl);
        var transport = new TelegramTransport(connection, new DeliveryOptions { PaidBroadcast = paid }, NullLogger<TelegramTransport>.Instance);
        await emulator.People.LimitAsync(new { profile = "published", perSecond = 3 }, Cancel);
        var text = new ChatRequest.SendText("news", null, Silent: false);
        foreach (var chat in await emulator.People.AddCrowdAsync(6, null, Cancel))
            await transport.SendAsync(new ChatAddress(chat, 0), text, Cancel);

        var traffic = await emulator.People.TrafficAsync(Cancel);

        Assert.Equal((accepted, (decimal)stars), (traffic.Messages, traffic.Stars));
        using var installation = new Installation().Set("Telegram:PaidBroadcast", paid ? "true" : "false").Set("Delivery:MessagesPerSecond", "500");
        await using var bot = await installation.StartAnsweringAsync(Cancel);
        Assert.Equal(paid, bot.Lines.Any(line => line.StartsWith("Paid broadcast: up to 500 messages a second; ", StringComparison.Ordinal) && line.Contains("0.1 Star", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task PaidBroadcast_OnAndNoRateGiven_TheRateIsThePaidOne()
    {
        using var installation = new Installation().Set("Telegram:PaidBroadcast", "true");
        await using var bot = await installation.StartAnsweringAsync(Cancel);

        Assert.Contains("up to 950 messages a second", await bot.WaitForLineAsync("Paid broadcast: ", Cancel), StringComparison.Ordinal);
    }
}
