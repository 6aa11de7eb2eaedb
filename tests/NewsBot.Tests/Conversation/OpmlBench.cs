using System.Text;
using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Tests.Delivery;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

/// <summary>Somebody in a private chat who sends files and presses what stands under the answers.</summary>
internal sealed class OpmlBench(TestBot bot, long user = 11)
{
    private Keyboard? _buttons;
    private long _message;
    private int _files;

    /// <summary>A list of so many feeds, in groups of twenty.</summary>
    public static string ListOf(int feeds) =>
        $"<opml version=\"2.0\"><body>{string.Concat(Enumerable.Range(0, feeds).Chunk(20).Select((group, index) =>
            $"<outline text=\"Group {index + 1}\">{string.Concat(group.Select(number => $"<outline text=\"Feed {number + 1}\" type=\"rss\" xmlUrl=\"https://f{number + 1}.example.com/rss\"/>"))}</outline>"))}</body></opml>";

    /// <summary>Sends the file; the answer as a reader sees it.</summary>
    public Task<string> SendAsync(string content, string name = "list.opml", long? size = null)
    {
        var id = $"file{++_files}";
        bot.Telegram.Files[id] = new FileDownload.Received(Encoding.UTF8.GetBytes(content));
        return DoAsync(new IncomingContent.Document(id, name, size ?? content.Length, 5));
    }

    public Task<string> SayAsync(string text) => DoAsync(new IncomingContent.Text(text, 5, false, false, null));

    /// <summary>Presses the button whose text holds this; the answer, or the toast where there is no other.</summary>
    public Task<string> PressAsync(string label) => DoAsync(PressOf(label));

    public IncomingContent PressOf(string label) =>
        new IncomingContent.Press("press", _buttons!.Rows.SelectMany(row => row).First(button => button.Text.Contains(label, StringComparison.Ordinal)).Data!, _message);

    public Task AcceptAsync(IncomingContent content) => bot.AcceptAsync(new Incoming(
        TestBot.Identity.BotId, 0, new IncomingChat(user, "private", "Anna", "anna", 0), new NewsBot.Core.Conversation.Sender(user, "Anna", "en", false, false), 0, content));

    /// <summary>The file that the button under /sources gives.</summary>
    public async Task<string> ExportAsync()
    {
        await SayAsync("/sources");
        await AcceptAsync(PressOf("As a file"));
        return Assert.IsType<ChatRequest.SendDocument>(Assert.Single(await bot.RunAsync()).Request).Content;
    }

    /// <summary>Runs what waits; what was said, as a reader sees it.</summary>
    public async Task<string> RunAsync()
    {
        var said = new List<string>();
        foreach (var (row, request) in await bot.RunAsync())
        {
            var (html, buttons) = request switch
            {
                ChatRequest.SendText text => (text.Html, text.Buttons),
                ChatRequest.EditText edit => (edit.Html, edit.Buttons),
                _ => throw new ArgumentException($"No form for {request}."),
            };
            said.Add(TelegramRules.Parse(html).Text);
            (_buttons, _message) = (buttons, row.TelegramMessageId!.Value);
        }
        if (said.Count == 0 && bot.Telegram.Presses.LastOrDefault() is { Answer.Text: { } toast })
            said.Add(toast);
        bot.Telegram.Presses.Clear();
        return string.Join("\n---\n", said);
    }

    private async Task<string> DoAsync(IncomingContent content)
    {
        await AcceptAsync(content);
        return await RunAsync();
    }

    /// <summary>Places for so many feeds and subscriptions.</summary>
    public OpmlBench WithPlaces(int feeds, int subscriptions = 10_000)
    {
        var access = bot.Get<AccessOptions>();
        (access.FeedsPerChat, access.SubscriptionsPerChat) = (feeds, subscriptions);
        return this;
    }
}
