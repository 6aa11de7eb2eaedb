using NewsBot.HostTests.Emulator;
using Telegram.Bot;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Page;

/// <summary>The chat page in its light and its dark colours: what stands there can be read.</summary>
public sealed class ChatPageColourTests(Chromium chromium)
{
    // The colours of a text and of what lies behind it, mixed as the browser mixes them, and their contrast (WCAG 2.2, 1.4.3).
    private const string ContrastOf =
        """
        element => {
          const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const paint = colour => { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); };
          const luminance = () => {
            const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map(value => value / 255)
              .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          };
          paint('white');
          const behind = [];
          for (let at = element; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
          behind.forEach(paint);
          const ground = luminance();
          paint(getComputedStyle(element).color);
          const text = luminance();
          return (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
        }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Texts_InEitherTheme_StandOutFromWhatLiesBehind(bool dark)
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await bench.Bot.SendMessage(
            bench.Anna, "<b>Headline</b> with <a href=\"https://example.com/x\">a link</a> and <code>code</code>", ParseMode.Html,
            replyMarkup: new InlineKeyboardMarkup(("Undo", "undo")), cancellationToken: Cancel);
        await using var page = await ChatPage.OpenAsync(chromium, bench.Server.BaseUrl, dark: dark, cancellationToken: Cancel);
        var message = await page.WaitForMessageAsync("Headline");

        Assert.Equal(dark, await page.Page.EvaluateAsync<bool>(
            "() => { const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number); return red + green + blue < 3 * 128; }"));
        foreach (var text in new[]
        {
            message.Locator("strong"), message.Locator(".text a"), message.Locator("code"), page.Button("Undo"),
            page.Page.Locator("article[data-from=\"person\"] .text").First, page.Page.Locator("textarea[aria-label=\"Message\"]"),
            page.Page.Locator("button[data-chat-id]").First,
        })
        {
            var contrast = await text.EvaluateAsync<double>(ContrastOf);
            Assert.True(contrast >= 4.5, $"{text}: {contrast:0.0} : 1");
        }
        Assert.Empty(page.Problems);
    }
}
