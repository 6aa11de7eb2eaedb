using System.Net;

namespace NewsBot.HostTests.Faults;

/// <summary>The line to Telegram breaks: what did not arrive is sent again, what may have arrived comes twice at most.</summary>
public sealed class FaultyLineTests(RunningScene running) : IClassFixture<RunningScene>
{
    private readonly FaultScene _scene = running.Scene;

    [Fact]
    public Task ServerError_InJson_ArrivesOnce() => ArrivesAsync("serverError", times: 1);

    [Fact]
    public Task BadGateway_InHtml_ArrivesOnce() => ArrivesAsync("badGateway", times: 1);

    [Fact]
    public Task Reset_BeforeItWasStored_ArrivesOnce() => ArrivesAsync("resetBefore", times: 1);

    [Fact]
    public Task Reset_AfterItWasStored_ArrivesTwiceAtMost() => ArrivesAsync("resetAfter", times: 2);

    [Fact]
    public Task CutOffJson_AfterItWasStored_ArrivesTwiceAtMost() => ArrivesAsync("cutOff", times: 2);

    [Fact]
    public async Task ServerError_Repeated_IsTriedAgainUntilItArrives()
    {
        var reader = await _scene.FollowerAsync("Repeated");
        await _scene.FaultAsync("serverError", reader, count: 3);
        var title = _scene.Publish()[0];
        await _scene.CaughtUpAsync(reader);

        Assert.Equal(1, await _scene.TimesAsync(reader, title));
        Assert.Equal(3, (await _scene.SendsAsync(reader)).Count(send => send.Status == 500));
    }

    [Theory]
    [InlineData("serverError")]
    [InlineData("badGateway")]
    [InlineData("resetBefore")]
    public async Task Answer_LineBroken_ArrivesOnce(string kind)
    {
        var person = await _scene.FollowerAsync("Asker " + kind);
        await _scene.FaultAsync(kind, person);
        await _scene.People.SayAsync(person, "/mute tulips", TestContext.Current.CancellationToken);
        await _scene.SeesAsync(person, "tulips");
        await _scene.CaughtUpAsync(person);

        Assert.Single(await _scene.FromBotAsync(person), message => message.Text.Contains("tulips", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetUpdates_EveryKindOfBrokenLine_IsAskedAgainAndEachCommandHasItsEffectOnce()
    {
        var person = await _scene.FollowerAsync("Poller");
        foreach (var (kind, word) in new[] { ("serverError", "roses"), ("badGateway", "lilies"), ("cutOff", "asters"), ("resetAfter", "daisies"), ("duplicateUpdates", "orchids") })
        {
            await _scene.People.FaultAsync(new { kind, method = "getUpdates" }, TestContext.Current.CancellationToken);
            // The first ends the poll that waits already; the fault hits the one that fetches the second.
            await _scene.People.SayAsync(person, "/mute " + word, TestContext.Current.CancellationToken);
            await _scene.SeesAsync(person, word);
        }
        await _scene.People.SayAsync(person, "/mute violets", TestContext.Current.CancellationToken);
        await _scene.SeesAsync(person, "violets");

        var answers = await _scene.FromBotAsync(person);
        Assert.All(["roses", "lilies", "asters", "daisies", "orchids", "violets"], word =>
            Assert.Single(answers, message => message.Text.Contains($"Muted: {word}", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.OK, "ok\n"), await _scene.HealthAsync());
    }

    private async Task ArrivesAsync(string kind, int times)
    {
        var reader = await _scene.FollowerAsync("Reader " + kind);
        await _scene.FaultAsync(kind, reader);
        var title = _scene.Publish()[0];
        await _scene.CaughtUpAsync(reader);

        Assert.Equal(times, await _scene.TimesAsync(reader, title));
    }
}
