using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace NewsBot.HostTests.Page;

/// <summary>
/// The chat page in a real browser, as a person uses it: write, press, read. Every wait ends with a
/// <see cref="TimeoutException"/> after <see cref="Patience"/>. Scripts that fail are kept in <see cref="Problems"/>.
/// </summary>
internal sealed class ChatPage : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly IBrowserContext context;
    private readonly List<string> problems = [];

    private ChatPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.PageError += (_, error) => problems.Add(error);
        page.Dialog += async (_, dialog) =>
        {
            problems.Add($"A script opened a dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of the page's scripts and dialogs that some script opened; empty when all is well.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>All messages of the open chat.</summary>
    public ILocator Messages => Page.Locator("article[data-message-id]");

    /// <summary>Opens the page as a person of the emulator.</summary>
    /// <param name="chromium">The shared browser; without one on this machine the test is skipped.</param>
    /// <param name="address">Where the emulator listens; a query such as ?start=payload may follow.</param>
    /// <param name="personId">Who to be; null: the first person.</param>
    /// <param name="phone">A phone's width, 390 × 844, instead of a desktop's.</param>
    /// <param name="dark">The dark theme instead of the light one.</param>
    /// <param name="scale">Pixels of the screen to one of the page.</param>
    /// <param name="cancellationToken">Ends the waiting for the browser.</param>
    public static async Task<ChatPage> OpenAsync(
        Chromium chromium, Uri address, long? personId = null, bool phone = false, bool dark = false, float scale = 1, CancellationToken cancellationToken = default)
    {
        var browser = await chromium.BrowserAsync(cancellationToken);
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = phone ? new() { Width = 390, Height = 844 } : new() { Width = 1180, Height = 800 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            DeviceScaleFactor = scale,
            IsMobile = phone,
            HasTouch = phone,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var page = new ChatPage(context, await context.NewPageAsync());
        var builder = new UriBuilder(address);
        if (personId is { } id)
            builder.Query = $"{builder.Query.TrimStart('?')}&person={id}".TrimStart('&');
        await page.Page.GotoAsync(builder.Uri.ToString());
        await page.Page.Locator("button[data-chat-id]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return page;
    }

    /// <summary>Taps the big Start button of an empty chat, or the one of a start link.</summary>
    public Task StartAsync() => Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

    /// <summary>Writes a message and sends it with Enter.</summary>
    public async Task SendAsync(string text)
    {
        var composer = Page.Locator("textarea[aria-label=\"Message\"]");
        await composer.FillAsync(text);
        // A list of commands may have opened over the text; Enter still sends what is written.
        await composer.PressAsync("Enter");
    }

    /// <summary>Attaches a file through the paper clip; what is written goes with it.</summary>
    public async Task AttachAsync(string name, string content)
    {
        await Page.Locator("button.attach-button").ClickAsync();
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Page.GetByRole(AriaRole.Menuitem, new() { Name = "File" }).ClickAsync());
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "text/xml", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
    }

    /// <summary>Presses the inline button with this text; of several, the one of the newest message.</summary>
    public Task PressAsync(string buttonText) => Button(buttonText).ClickAsync();

    /// <summary>The newest inline button with exactly this text.</summary>
    public ILocator Button(string text) =>
        Messages.GetByRole(AriaRole.Button, new() { Name = text, Exact = true }).Last;

    /// <summary>Waits until the open chat has a message of the bot with this text in it; gives the newest such message.</summary>
    public async Task<ILocator> WaitForMessageAsync(string text)
    {
        var message = Page.Locator("article[data-from=\"bot\"]", new() { HasText = text }).Last;
        await message.WaitForAsync();
        return message;
    }

    /// <summary>Waits until a message's text is gone from the open chat.</summary>
    public Task WaitForGoneAsync(string text) =>
        Assertions.Expect(Page.Locator("article[data-message-id]", new() { HasText = text })).ToHaveCountAsync(0, new() { Timeout = (float)Patience.TotalMilliseconds });

    /// <summary>Waits for a toast with this text in it.</summary>
    public Task WaitForToastAsync(string text) => Page.Locator("[role=status]", new() { HasText = text }).First.WaitForAsync();

    /// <summary>Opens a chat of this person from the list.</summary>
    public Task OpenChatAsync(long chatId) => Page.Locator($"button[data-chat-id=\"{chatId}\"]").ClickAsync();

    /// <summary>Becomes another person of the emulator, by name, through the person menu.</summary>
    public async Task BecomeAsync(string name)
    {
        await Page.Locator("#person-button").ClickAsync();
        await Page.GetByRole(AriaRole.Menuitemradio, new() { NameRegex = new Regex(Regex.Escape(name)) }).ClickAsync();
        await Page.Locator($"#person-button:has-text(\"{name}\")").WaitForAsync();
    }

    /// <summary>Waits until every picture in the open chat is there to be seen.</summary>
    public Task WaitUntilPicturesAreDrawnAsync() =>
        Page.WaitForFunctionAsync("[...document.querySelectorAll('article img')].every(image => image.complete && image.naturalWidth > 0)");

    /// <summary>Stores what the person sees as a PNG.</summary>
    public Task ScreenshotAsync(string path) => Page.ScreenshotAsync(new() { Path = path });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
