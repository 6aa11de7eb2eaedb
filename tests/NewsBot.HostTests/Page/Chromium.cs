using Microsoft.Playwright;
using NewsBot.HostTests.Page;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace NewsBot.HostTests.Page;

/// <summary>
/// The machine's own chromium, started by the first test that needs it and shared by all: each page gets a context of
/// its own. A test that asks for it on a machine without chromium is skipped by name.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    // Nothing of the browser's own may go to the network during a test.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly SemaphoreSlim gate = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async Task<IBrowser> BrowserAsync(CancellationToken cancellationToken)
    {
        var place = Array.Find(Places, File.Exists);
        if (place is null)
            Assert.Skip("chromium is not installed; tests/run.sh installs it where it may.");
        await gate.WaitAsync(cancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            return browser ??= await playwright.Chromium.LaunchAsync(new() { ExecutablePath = place, Args = Arguments });
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        gate.Dispose();
    }
}
