using System.Net;
using System.Text;
using NewsBot.Core.Delivery;

namespace NewsBot.Tests.Support;

/// <summary>Telegram as a conversation meets it: presses are answered, roles are told. Messages are read from the ledger.</summary>
internal sealed class ConversationTransport : IChatTransport
{
    /// <summary>Answers to presses, oldest first.</summary>
    public List<(string PressId, PressAnswer Answer)> Presses { get; } = [];

    /// <summary>Administrators: (chat, user).</summary>
    public HashSet<(long Chat, long User)> Administrators { get; } = [];

    /// <summary>How often a role was asked for.</summary>
    public int RolesAsked { get; private set; }

    public Task<SendResult> SendAsync(ChatAddress to, ChatRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The conversation sends through the ledger.");

    public Task AnswerPressAsync(string pressId, PressAnswer answer, CancellationToken cancellationToken)
    {
        Presses.Add((pressId, answer));
        return Task.CompletedTask;
    }

    /// <summary>What can be downloaded, by file id; anything else cannot be had.</summary>
    public Dictionary<string, FileDownload> Files { get; } = [];

    /// <summary>How often a file was asked for.</summary>
    public int Downloads { get; private set; }

    public Task<FileDownload> DownloadAsync(string fileId, int limit, CancellationToken cancellationToken)
    {
        Downloads++;
        return Task.FromResult(Files.GetValueOrDefault(fileId) switch
        {
            null => new FileDownload.Failed("There is no such file."),
            FileDownload.Received received when received.Bytes.Length > limit => new FileDownload.TooLarge(),
            var other => other,
        });
    }

    public Task<ChatRole> GetRoleAsync(long telegramChatId, long userId, CancellationToken cancellationToken)
    {
        RolesAsked++;
        return Task.FromResult(Administrators.Contains((telegramChatId, userId)) ? ChatRole.Administrator : ChatRole.Member);
    }
}

/// <summary>The web as a test wants it: pages by address; everything else is 404, and hosts without a page do not exist.</summary>
internal sealed class TestWeb : HttpMessageHandler
{
    public Dictionary<string, (string ContentType, string Body)> Pages { get; } = [];

    public bool Knows(string host) => Pages.Keys.Any(address => new Uri(address).Host == host);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Pages.TryGetValue(request.RequestUri!.AbsoluteUri, out var page))
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request, Content = new StringContent("") });
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(page.Body));
        content.Headers.TryAddWithoutValidation("Content-Type", page.ContentType);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = content });
    }
}
