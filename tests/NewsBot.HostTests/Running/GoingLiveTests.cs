using System.Net;
using NewsBot.HostTests.Emulator;
using NewsBot.HostTests.Support;
using Telegram.Bot;

namespace NewsBot.HostTests.Running;

/// <summary>From the emulator to a token, and what other programs with the same token leave behind or do.</summary>
public sealed class GoingLiveTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_AfterTryingTheEmulator_AnswersTheRealStartAndWritesToNoEmulatedChat()
    {
        using var installation = new Installation();
        long emulated;
        await using (var trying = await installation.StartAnsweringAsync(Cancellation))
        {
            using var people = await installation.PeopleAsync(Cancellation);
            emulated = await people.PersonAsync("Anna", Cancellation);
            await people.SayAsync(emulated, "/start", Cancellation);
            await people.NextMessageAsync(emulated, 0, Cancellation);
            await people.SayAsync(emulated, "/subscribe ceasefire", Cancellation);
            await people.WaitForTextAsync(emulated, 2, "ceasefire", Cancellation);
            Assert.Equal(0, await trying.StopAsync(Cancellation));
        }

        await using var telegram = await EmulatorBench.StartAsync(null, null, "777001:AAlive_live_live_live_live_live_live");
        installation.Folder.Write("token.txt", telegram.Server.Token + "\n");
        installation.Set("Telegram:TokenFile", "token.txt").Set("Telegram:ApiBaseUrl", telegram.Server.BaseUrl.ToString());
        await using var live = await installation.StartAnsweringAsync(Cancellation);
        await telegram.People.SayAsync(telegram.Taras, "/start", Cancellation);
        await telegram.People.NextMessageAsync(telegram.Taras, 0, Cancellation);

        var sends = await telegram.People.JournalAsync("sendMessage", 0, Cancellation);
        Assert.All(sends, send => Assert.Equal($"{telegram.Taras}", send.Parameter("chat_id")));
        Assert.DoesNotContain(live.Lines, line => line.Contains("Chat page", StringComparison.Ordinal));
        Assert.DoesNotContain(telegram.Server.Token[10..], live.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_LeftOver_IsRemovedAndNamed()
    {
        await using var telegram = await EmulatorBench.StartAsync(null, null, "777002:AAlive_live_live_live_live_live_live");
        await telegram.Bot.SetWebhook("http://127.0.0.1:9/secret-path", cancellationToken: Cancellation);
        using var installation = Live(telegram);

        await using var bot = await installation.StartAnsweringAsync(Cancellation);

        var line = await bot.WaitForLineAsync("webhook was left over", Cancellation);
        Assert.Contains("http://127.0.0.1:9", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-path", line, StringComparison.Ordinal);
        Assert.Equal("", (await telegram.Bot.GetWebhookInfo(Cancellation)).Url);
    }

    [Fact]
    public async Task Conflict_AnotherProgramPolls_HealthSaysSoAndNothingIsSentUntilItIsGone()
    {
        await using var telegram = await EmulatorBench.StartAsync(null, null, "777003:AAlive_live_live_live_live_live_live");
        using var installation = Live(telegram).Set("Access:Owners:0", $"{telegram.Taras}");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler());
        await telegram.People.SayAsync(telegram.Taras, "/help", Cancellation);
        await telegram.People.NextMessageAsync(telegram.Taras, 0, Cancellation);

        await telegram.People.FaultAsync(new { kind = "conflict", count = 0 }, Cancellation);
        // Any update ends the long poll that was already waiting; it is answered before the conflict is seen, or after it is gone.
        await telegram.People.SayAsync(telegram.Anna, "/help", Cancellation);
        await bot.WaitForLineAsync("Another program uses this bot's token", Cancellation);
        var ready = await http.GetAsync(installation.Url + "/health/ready", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("another program", await ready.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        await telegram.People.ClearFaultsAsync(Cancellation);
        await bot.WaitForLineAsync("The other program is gone", Cancellation);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(installation.Url + "/health/ready", Cancellation)).StatusCode);
        await telegram.People.NextMessageAsync(telegram.Anna, 0, Cancellation);
        Assert.Single(bot.Lines, line => line.Contains("Another program", StringComparison.Ordinal));
        await telegram.People.WaitForTextAsync(telegram.Taras, 2, "Інша програма", Cancellation);
    }

    [Fact]
    public async Task Owner_OpensTheLinkOfTheLog_OwnsTheBotAndTheLinkIsUsedUp()
    {
        using var installation = new Installation();
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        var line = await bot.WaitForLineAsync("?start=claim-", Cancellation);
        var code = line[(line.IndexOf("start=", StringComparison.Ordinal) + 6)..].Split(' ')[0];
        using var people = await installation.PeopleAsync(Cancellation);
        var anna = await people.PersonAsync("Anna", Cancellation);
        var taras = await people.PersonAsync("Тарас", Cancellation);

        await people.SayAsync(anna, $"/start {code}", Cancellation);
        var owned = await people.NextMessageAsync(anna, 0, Cancellation);
        await people.SayAsync(taras, $"/start {code}", Cancellation);
        var late = await people.NextMessageAsync(taras, 0, Cancellation);

        Assert.Contains("own", owned.Text, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(owned.Text, late.Text);
        Assert.Equal(0, await bot.StopAsync(Cancellation));
        await using var again = await installation.StartAnsweringAsync(Cancellation);
        Assert.DoesNotContain("claim-", again.Output, StringComparison.Ordinal);
    }

    private static Installation Live(EmulatorBench telegram) => new Installation()
        .Set("Telegram:Token", telegram.Server.Token).Set("Telegram:ApiBaseUrl", telegram.Server.BaseUrl.ToString());
}
