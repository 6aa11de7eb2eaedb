using System.Collections.Concurrent;
using NewsBot.Core.Delivery;

namespace NewsBot.Tests.Delivery;

/// <summary>Telegram as the tests want it: takes everything, or answers as told.</summary>
internal sealed class FakeTransport : IChatTransport
{
    private long _nextId = 1000;
    private int _running;

    public ConcurrentQueue<(ChatAddress To, ChatRequest Request)> Calls { get; } = new();

    /// <summary>What to answer; null: accepted.</summary>
    public Func<ChatAddress, ChatRequest, CancellationToken, Task<SendResult?>> Answer { get; set; } = (_, _, _) => Task.FromResult<SendResult?>(null);

    /// <summary>Most calls that ran at the same time to one chat.</summary>
    public int MostAtOnce { get; private set; }

    public IEnumerable<string> Texts => Calls.Select(call => TextOf(call.Request));

    public void AnswerWith(params SendResult?[] results)
    {
        var left = new Queue<SendResult?>(results);
        Answer = (_, _, _) =>
        {
            lock (left)
                return Task.FromResult(left.Count > 0 ? left.Dequeue() : null);
        };
    }

    public void AnswerChat(long telegramChatId, SendResult result) =>
        Answer = (to, _, _) => Task.FromResult(to.TelegramChatId == telegramChatId ? result : null);

    public async Task<SendResult> SendAsync(ChatAddress to, ChatRequest request, CancellationToken cancellationToken)
    {
        Calls.Enqueue((to, request));
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            return await Answer(to, request, cancellationToken) ?? new SendResult.Sent(request.EditedMessageId() ?? Interlocked.Increment(ref _nextId));
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public Task AnswerPressAsync(string pressId, PressAnswer answer, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<FileDownload> DownloadAsync(string fileId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<FileDownload>(new FileDownload.Failed("Nobody sends files here."));

    public Task<ChatRole> GetRoleAsync(long telegramChatId, long userId, CancellationToken cancellationToken) => Task.FromResult(ChatRole.Member);

    public static string TextOf(ChatRequest request) => request switch
    {
        ChatRequest.SendText send => send.Html,
        ChatRequest.SendPhoto send => send.CaptionHtml,
        ChatRequest.SendDocument send => send.CaptionHtml,
        ChatRequest.EditText edit => edit.Html,
        ChatRequest.EditCaption edit => edit.CaptionHtml,
        _ => "",
    };
}
