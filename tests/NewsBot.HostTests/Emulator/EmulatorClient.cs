using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.HostTests.Emulator;

/// <summary>
/// Acts as people in the emulator and reads what they see: the calls of the chat page, for tests. Every wait has a
/// timeout and names what it waited for when it fails.
/// </summary>
internal sealed partial class EmulatorClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient http;
    private readonly string botQuery;

    /// <param name="baseUrl">The emulator's address.</param>
    /// <param name="key">The page's key; <see cref="ConnectAsync"/> reads it from the page.</param>
    /// <param name="botId">Which of several bot accounts; null for the first.</param>
    public EmulatorClient(Uri baseUrl, string key, long? botId = null)
    {
        BaseUrl = baseUrl;
        Key = key;
        botQuery = botId is { } id ? $"bot={id}" : "";
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(baseUrl, "/emulator/") };
        http.DefaultRequestHeaders.Add("X-Emulator-Key", key);
    }

    public Uri BaseUrl { get; }

    public string Key { get; }

    /// <summary>Opens the chat page as a browser would and takes the key from it.</summary>
    public static async Task<EmulatorClient> ConnectAsync(Uri baseUrl, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = baseUrl };
        var page = await browser.GetStringAsync("/", cancellationToken);
        const string Before = "name=\"emulator-key\" content=\"";
        var start = page.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return new EmulatorClient(baseUrl, page[start..page.IndexOf('"', start)]);
    }

    // People and chats

    public async Task<EmulatorState> StateAsync(CancellationToken cancellationToken) => new((JsonObject)await GetAsync("state", cancellationToken));

    /// <summary>The person with this first name: Anna and Тарас are there from the start.</summary>
    public async Task<long> PersonAsync(string firstName, CancellationToken cancellationToken) =>
        (await StateAsync(cancellationToken)).PersonId(firstName);

    /// <summary>A new person; the id is also the id of their private chat.</summary>
    public async Task<long> AddPersonAsync(string firstName, string languageCode, CancellationToken cancellationToken) =>
        (long)(await PostAsync("people", new { firstName, languageCode }, cancellationToken))["id"]!;

    /// <summary>A group whose first person created it; the others are plain members.</summary>
    public async Task<long> AddGroupAsync(string title, bool withBot, IReadOnlyList<long> people, CancellationToken cancellationToken) =>
        (long)(await PostAsync("chats", new
        {
            type = "group",
            title,
            members = people.Select((id, i) => new { personId = id, status = i == 0 ? "creator" : "member" }),
            bot = withBot ? "member" : "left",
        }, cancellationToken))["id"]!;

    /// <summary>A supergroup with the bot in it; its id. The first person is its creator.</summary>
    public async Task<long> AddSupergroupAsync(string title, IReadOnlyList<long> people, CancellationToken cancellationToken) =>
        (long)(await PostAsync("chats", new
        {
            type = "supergroup",
            title,
            members = people.Select((id, i) => new { personId = id, status = i == 0 ? "creator" : "member" }),
            bot = "member",
        }, cancellationToken))["id"]!;

    /// <summary>Makes a topic in a supergroup; its thread id.</summary>
    public async Task<long> AddTopicAsync(long chatId, string name, CancellationToken cancellationToken) =>
        (long)(await PostAsync("topics", new { chatId, name }, cancellationToken))["threadId"]!;

    public Task CloseTopicAsync(long chatId, long threadId, bool closed, CancellationToken cancellationToken) =>
        PostAsync("topics", new { chatId, threadId, closed }, cancellationToken);

    public Task DeleteTopicAsync(long chatId, long threadId, CancellationToken cancellationToken) =>
        PostAsync("topics", new { chatId, threadId, deleted = true }, cancellationToken);

    public async Task<ChatMessage> SayInTopicAsync(long chatId, long threadId, long personId, string text, CancellationToken cancellationToken) =>
        new(await PostAsync("messages", new { chatId, personId, text, threadId }, cancellationToken));

    /// <summary>A person's account or a group is deleted.</summary>
    public Task DeleteChatAsync(long chatId, CancellationToken cancellationToken) => PostAsync("deletions", new { chatId }, cancellationToken);

    /// <summary>The bot's place in a group: member, administrator, restricted, left, kicked.</summary>
    public Task SetBotAsync(long chatId, string status, CancellationToken cancellationToken) =>
        PostAsync("members", new { chatId, bot = status }, cancellationToken);

    public Task SetMemberAsync(long chatId, long personId, string status, bool anonymous, CancellationToken cancellationToken) =>
        PostAsync("members", new { chatId, personId, status, anonymous }, cancellationToken);

    public Task BlockAsync(long personId, bool blocked, CancellationToken cancellationToken) =>
        PostAsync("blocks", new { personId, blocked }, cancellationToken);

    /// <summary>Turns a group into a supergroup and tells the bot; the new id.</summary>
    public async Task<long> MigrateAsync(long chatId, CancellationToken cancellationToken) =>
        (long)(await PostAsync("migrations", new { chatId }, cancellationToken))["newChatId"]!;

    /// <summary>[Start over] of the page.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) => PostAsync("reset", new { }, cancellationToken);

    // Acts

    /// <summary>Writes in a private chat (its id is the person's).</summary>
    public Task<ChatMessage> SayAsync(long personId, string text, CancellationToken cancellationToken) =>
        SayAsync(personId, personId, text, cancellationToken);

    public async Task<ChatMessage> SayAsync(long chatId, long personId, string text, CancellationToken cancellationToken) =>
        new(await PostAsync("messages", new { chatId, personId, text }, cancellationToken));

    public async Task<ChatMessage> ReplyAsync(long chatId, long personId, long replyTo, string text, CancellationToken cancellationToken) =>
        new(await PostAsync("messages", new { chatId, personId, text, replyTo }, cancellationToken));

    /// <summary>Sends something other than text: sticker, voice, forward, photo.</summary>
    public async Task<ChatMessage> SendAsync(long chatId, long personId, string kind, string? text, CancellationToken cancellationToken) =>
        new(await PostAsync("messages", new { chatId, personId, kind, text }, cancellationToken));

    public async Task<ChatMessage> SendDocumentAsync(long chatId, long personId, string name, byte[] content, CancellationToken cancellationToken) =>
        new(await PostAsync("messages", new
        {
            chatId,
            personId,
            kind = "document",
            document = new { name, contentBase64 = Convert.ToBase64String(content) },
        }, cancellationToken));

    /// <summary>The file that a message carries.</summary>
    public Task<byte[]> FileAsync(ChatMessage message, CancellationToken cancellationToken) =>
        http.GetByteArrayAsync((string)message.Json["document"]!["url"]!, cancellationToken);

    public async Task<ChatMessage> EditAsync(long chatId, long personId, long messageId, string text, CancellationToken cancellationToken) =>
        new(await PostAsync("edits", new { chatId, messageId, personId, text }, cancellationToken));

    /// <summary>Presses the first button whose text contains <paramref name="buttonText"/>; the press id.</summary>
    public async Task<string> PressAsync(ChatMessage message, long personId, string buttonText, CancellationToken cancellationToken)
    {
        var (row, column) = message.FindButton(buttonText)
            ?? throw new InvalidOperationException($"Message {message.Id} has no button \"{buttonText}\"; it has: {string.Join(" | ", message.ButtonTexts)}.");
        return (string)(await PostAsync("presses", new { chatId = message.ChatId, messageId = message.Id, personId, row, column }, cancellationToken))["pressId"]!;
    }

    /// <summary>Presses and waits for the bot's answer: its toast or alert, empty when it answered without a text.</summary>
    public async Task<string> PressAndAwaitAnswerAsync(ChatMessage message, long personId, string buttonText, CancellationToken cancellationToken)
    {
        await using var events = await ListenAsync(cancellationToken, message.ChatId);
        var press = await PressAsync(message, personId, buttonText, cancellationToken);
        var answer = await events.WaitAsync("answer", e => (string?)e["pressId"] == press, $"the answer to a press on \"{buttonText}\"", cancellationToken);
        return (string?)answer["text"] ?? "";
    }

    // What people see

    /// <summary>Messages of a chat after an id, oldest first.</summary>
    public async Task<IReadOnlyList<ChatMessage>> MessagesAsync(long chatId, long after, CancellationToken cancellationToken) =>
        ((JsonArray)await GetAsync($"chats/{chatId}/messages?after={after}&limit=500", cancellationToken)).Select(m => new ChatMessage((JsonObject)m!)).ToList();

    /// <summary>The next message of the bot after an id, which may be there already.</summary>
    public Task<ChatMessage> NextMessageAsync(long chatId, long after, CancellationToken cancellationToken) =>
        WaitForMessageAsync(chatId, after, _ => true, "the bot's next message", cancellationToken);

    /// <summary>The first message of the bot after an id whose text or caption contains something; an edit may bring it about.</summary>
    public Task<ChatMessage> WaitForTextAsync(long chatId, long after, string text, CancellationToken cancellationToken) =>
        WaitForMessageAsync(chatId, after, m => m.Text.Contains(text, StringComparison.Ordinal), $"\"{text}\"", cancellationToken);

    public async Task<ChatMessage> WaitForMessageAsync(
        long chatId, long after, Func<ChatMessage, bool> wanted, string what, CancellationToken cancellationToken)
    {
        await using var events = await ListenAsync(cancellationToken, chatId);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while (true)
            {
                foreach (var message in await MessagesAsync(chatId, after, patience.Token))
                {
                    if (message.FromBot && wanted(message))
                        return message;
                }
                await events.NextChangeAsync(chatId, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seen = (await MessagesAsync(chatId, after, cancellationToken)).Select(m => $"#{m.Id} {(m.FromBot ? "bot" : "person")}: {m.Text}");
            throw new TimeoutException($"Chat {chatId} did not show {what} within {Patience.TotalSeconds} s. It shows: {string.Join(" / ", seen)}");
        }
    }

    /// <summary>The event stream of the page; the state has been read when this returns. With a chat, only what happens there.</summary>
    public Task<EmulatorEvents> ListenAsync(CancellationToken cancellationToken, long? onlyChat = null) =>
        EmulatorEvents.OpenAsync(http, With(onlyChat is { } chat ? $"events?chat={chat}" : "events"), cancellationToken);

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(With(path), cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    private async Task<JsonObject> PostAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(With(path), body, cancellationToken);
        return (JsonObject)await ReadAsync(response, cancellationToken);
    }

    private string With(string path) => botQuery.Length == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{botQuery}";

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(body)!
            : throw new HttpRequestException($"{(int)response.StatusCode}: {body}", null, response.StatusCode);
    }
}
