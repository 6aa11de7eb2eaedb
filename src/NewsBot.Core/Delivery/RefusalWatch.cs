namespace NewsBot.Core.Delivery;

/// <summary>
/// A 429 does not say whether a chat or the whole bot is meant (Bot API, ResponseParameters). Where most of the latest
/// answers are refusals, and not all of one chat, it is the bot; single refusals among what is accepted mean their chats.
/// </summary>
internal sealed class RefusalWatch
{
    private const int Latest = 20;
    private const double Most = 0.6;
    private const long Span = 1_500;

    private readonly Queue<(long At, long? RefusedChat)> _answers = new();

    /// <summary>Telegram took a message.</summary>
    public void Accepted(long now) => Add(now, null);

    /// <summary>Telegram refused a message to this chat. The chats of the latest refusals if they mean the bot; else none.</summary>
    public IReadOnlyList<long> Refused(long chatKey, long now)
    {
        Add(now, chatKey);
        var refused = _answers.Where(answer => answer.RefusedChat is not null).Select(answer => answer.RefusedChat!.Value).ToList();
        var chats = refused.Distinct().ToList();
        return chats.Count > 1 && refused.Count >= Most * _answers.Count ? chats : [];
    }

    private void Add(long now, long? refusedChat)
    {
        _answers.Enqueue((now, refusedChat));
        while (_answers.Count > Latest || now - _answers.Peek().At > Span)
            _answers.Dequeue();
    }
}
