using System.Net;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace NewsBot.HostTests.Running;

/// <summary>The bot whose updates Telegram posts to it.</summary>
public sealed class WebhookModeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_OnTheOwnEmulator_AnswersAndGoesOnAfterARestart()
    {
        using var installation = new Installation();
        installation.Set("Telegram:Updates", "Webhook").Set("Web:PublicUrl", installation.Url);
        long anna, help;
        await using (var bot = await installation.StartAnsweringAsync(Cancellation))
        {
            await bot.WaitForLineAsync($"Telegram posts updates to {installation.Url}/telegram/webhook", Cancellation);
            using var people = await installation.PeopleAsync(Cancellation);
            anna = await people.PersonAsync("Anna", Cancellation);
            await people.SayAsync(anna, "/help", Cancellation);
            help = (await people.NextMessageAsync(anna, 0, Cancellation)).Id;
            Assert.Equal(0, await bot.StopAsync(Cancellation));
        }

        await using var again = await installation.StartAnsweringAsync(Cancellation);
        using var later = await installation.PeopleAsync(Cancellation);
        await later.SayAsync(anna, "/settings", Cancellation);
        await later.WaitForTextAsync(anna, help, "Settings", Cancellation);
    }

    [Fact]
    public async Task Webhook_SetElsewhereByAnotherProgram_NothingIsSentAndItIsSetToUsAgain()
    {
        await using var telegram = await EmulatorBench.StartAsync(null, null, "777040:AAhooks_hooks_hooks_hooks_hooks_hook");
        using var installation = new Installation()
            .Set("Telegram:Token", telegram.Server.Token).Set("Telegram:ApiBaseUrl", telegram.Server.BaseUrl.ToString())
            .Set("Telegram:Updates", "Webhook").Set("Telegram:WebhookSecret", "owners-own_secret");
        installation.Set("Web:PublicUrl", installation.Url);
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal("ok\n", await http.GetStringAsync(installation.Url + "/health/ready", Cancellation));
        await telegram.People.SayAsync(telegram.Anna, "/help", Cancellation);
        var help = await telegram.People.NextMessageAsync(telegram.Anna, 0, Cancellation);

        await StealAsync(telegram, "http://127.0.0.1:9/secret-path");
        await bot.WaitForLineAsync("Another program uses this bot's token: it has set the webhook to http://127.0.0.1:9.", Cancellation);
        await bot.WaitForLineAsync("Telegram posts updates to", Cancellation);
        await telegram.People.SayAsync(telegram.Anna, "/settings", Cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await telegram.Bot.GetWebhookInfo(patience.Token)) is not { PendingUpdateCount: 0 } info || !info.Url.StartsWith(installation.Url, StringComparison.Ordinal))
            await Task.Yield();

        using var ready = await http.GetAsync(installation.Url + "/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("another program", await ready.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(help.Id, (await telegram.People.MessagesAsync(telegram.Anna, 0, Cancellation)).Last(message => message.FromBot).Id);
        Assert.DoesNotContain("secret-path", bot.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("owners-own_secret", bot.Output, StringComparison.Ordinal);
    }

    // Telegram takes one change a second.
    private static async Task StealAsync(EmulatorBench telegram, string url)
    {
        while (true)
        {
            try
            {
                await telegram.Bot.SetWebhook(url, cancellationToken: Cancellation);
                return;
            }
            catch (ApiRequestException refused) when (refused.ErrorCode == 429)
            {
            }
        }
    }
}
