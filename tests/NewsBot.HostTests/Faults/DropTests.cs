namespace NewsBot.HostTests.Faults;

/// <summary><c>Delivery:WhenUnsure=Drop</c>: what may have arrived is never sent again.</summary>
public sealed class DropTests
{
    [Fact]
    public async Task WhenUnsure_Drop_WhatMayHaveArrivedIsNotRepeated()
    {
        await using var scene = await FaultScene.SetAsync(("Delivery:WhenUnsure", "Drop"));
        long cut, reset, refused, held;
        string title, late;
        await using (var bot = await scene.StartAsync())
        {
            cut = await scene.FollowerAsync("Cut");
            reset = await scene.FollowerAsync("Reset");
            refused = await scene.FollowerAsync("Refused");
            held = await scene.FollowerAsync("Held");
            await scene.FaultAsync("cutOff", cut);
            await scene.FaultAsync("resetBefore", reset);
            // Telegram said itself that it failed: this one did not arrive, and is sent again.
            await scene.FaultAsync("serverError", refused);
            title = scene.Publish()[0];
            await scene.CaughtUpAsync(cut, reset, refused, held);

            await scene.FaultAsync("delayAfter", held);
            late = scene.Publish()[0];
            await scene.SeesAsync(held, late);
            await bot.KillAsync();
        }
        await scene.People.ClearFaultsAsync(TestContext.Current.CancellationToken);

        await using var again = await scene.StartAsync();
        await scene.CaughtUpAsync(cut, reset, refused, held);
        Assert.Equal(1, await scene.TimesAsync(cut, title));
        Assert.Equal(0, await scene.TimesAsync(reset, title));
        Assert.Equal(1, await scene.TimesAsync(refused, title));
        Assert.Equal(1, await scene.TimesAsync(held, late));
    }
}
