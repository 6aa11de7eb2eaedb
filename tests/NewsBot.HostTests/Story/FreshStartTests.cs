using System.Diagnostics;
using Microsoft.Playwright;
using NewsBot.HostTests.Documentation;
using NewsBot.HostTests.Page;

namespace NewsBot.HostTests.Story;

/// <summary>The 60-second start of the README: its command, the settings file and the seeds as they are, and no internet.</summary>
public sealed class FreshStartTests(Chromium chromium)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunCommand_NothingConfigured_StartTopicLatestAndSearchAreAnsweredFromTheSeeds()
    {
        using var checkout = new Checkout();
        await using var bot = checkout.Start("dotnet run --project src/NewsBot");
        var address = (await bot.WaitForLineAsync("Chat page: ", Cancellation)).Split(' ')[2];
        await bot.WaitForLineAsync(" answers.", Cancellation);
        Assert.Equal(checkout.PageUrl + "/", address);
        await using var page = await ChatPage.OpenAsync(chromium, new Uri(address), cancellationToken: Cancellation);

        var clock = Stopwatch.StartNew();
        await page.StartAsync();
        await page.WaitForMessageAsync("Pick a topic");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"/start took {clock.Elapsed.TotalSeconds:0.0} s.");
        await bot.WaitForLineAsync("Seeds: ", Cancellation);
        await page.PressAsync("🕊 Ceasefire and peace talks");
        var proof = await page.WaitForMessageAsync("🔔 🕊 Ceasefire and peace talks");
        await Assertions.Expect(proof).ToContainTextAsync("Lindhaven Courier (sample)");
        await page.SendAsync("/latest");
        await page.WaitForMessageAsync("🗞 Latest · what you follow · 1");
        await page.SendAsync("/search telescope");
        await page.WaitForMessageAsync("🔎 telescope · 1");

        Assert.Empty(page.Problems);
        Assert.Empty(bot.Errors);
    }
}
