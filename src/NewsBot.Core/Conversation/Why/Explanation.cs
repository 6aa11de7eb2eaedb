using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>Why something did not come.</summary>
/// <param name="Reasons">A line of HTML each; the first is the one that decided.</param>
/// <param name="Buttons">Rows of what can be done about it; none where nothing can.</param>
internal sealed record Explanation(IReadOnlyList<string> Reasons, IReadOnlyList<IReadOnlyList<Button>> Buttons)
{
    public static Explanation Of(params IReadOnlyList<string> reasons) => new(reasons, []);

    public string Html => string.Join('\n', Reasons.Select(reason => "• " + reason));
}
