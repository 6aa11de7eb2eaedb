using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// What is shown in one message: Telegram HTML and the buttons under it.
/// <paramref name="PreviewUrl"/>: the one address whose preview is shown; null: none.
/// </summary>
internal sealed record Screen(string Html, Keyboard? Buttons = null, string? PreviewUrl = null);

/// <summary>How something is shown.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>In place of the pressed message; as a new message where something was typed.</summary>
    public sealed record Show(Screen Screen) : Reply;

    /// <summary>As a new message.</summary>
    public sealed record Say(Screen Screen) : Reply;

    /// <summary>Other buttons under the pressed message; its text stays.</summary>
    public sealed record Rebutton(Keyboard Buttons) : Reply;

    /// <summary>A message that another room rendered, as it is.</summary>
    public sealed record Post(ChatRequest Request) : Reply;
}

/// <summary>
/// What a turn is answered with.
/// <paramref name="Toast"/>: for a press: the line that appears for a moment, at most 200 characters.
/// <paramref name="Alert"/>: whether the toast must be read and closed.
/// </summary>
internal sealed record Answer(IReadOnlyList<Reply> Replies, string? Toast = null, bool Alert = false)
{
    public static Answer None { get; } = new([]);

    /// <summary>Said once in a chat and never again, so the answer to a later message cannot stand for it.</summary>
    public bool IsSaidOnce { get; init; }

    public static Answer Show(Screen screen, string? toast = null) => new([new Reply.Show(screen)], toast);

    public static Answer Say(Screen screen, string? toast = null) => new([new Reply.Say(screen)], toast);

    public static Answer OnlyToast(string text, bool alert = false) => new([], text, alert);
}

/// <summary>
/// What a command decided: its effects and its answer, run in the transaction that also finishes the inbox row. It may
/// run more than once (deadlock), so it changes nothing but the store, and it never waits for the network.
/// </summary>
internal delegate Task<Answer> Decision(Session session, CancellationToken cancellationToken);

/// <summary>Decisions that need nothing from the store.</summary>
internal static class Decide
{
    public static Decision To(Answer answer) => (_, _) => Task.FromResult(answer);

    /// <summary>A decision without network or long reads before it.</summary>
    public static Task<Decision> In(Decision decision) => Task.FromResult(decision);
}
