using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>/topics: all topics, their state as labels; a tap follows or leaves.</summary>
internal static class TopicsCommand
{
    public static Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken) => Decide.In(
        async (session, cancellation) => Answer.Show(await ScreenAsync(session, turn, 0, cancellation)));

    public static Task<Decision> PageAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(
        async (session, cancellation) => Answer.Show(await ScreenAsync(session, turn, Buttons.PageIn(data.Key), cancellation)));

    public static Task<Decision> ToggleAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (await turn.Desk.Topics.GetAsync(session, data.Key, cancellation) is not { Enabled: 1 } topic)
            return Answers.OldMenu(turn, "topics");
        var name = ("name", (object)Labels.Of(turn, topic));
        var followed = await TopicButtons.FollowedAsync(session, turn, cancellation);
        string toast;
        if (followed.TryGetValue(topic.TopicKey, out var subscription))
        {
            await Effects.EndSubscriptionAsync(session, turn, subscription.SubscriptionId, cancellation);
            toast = turn.Words.Say("topics.left", name);
        }
        else if (await Effects.SubscribeAsync(session, turn, Subject.Topic(topic.TopicKey), cancellation) is SubscribeResult.LimitReached limit)
        {
            return Answer.OnlyToast(turn.Words.Say("subscribe.limit", ("count", (long)limit.Limit)), alert: true);
        }
        else
        {
            toast = turn.Words.Say("topics.followed", name);
        }
        return Answer.Show(await ScreenAsync(session, turn, Buttons.PageIn(data.Argument), cancellation), toast);
    });

    private static async Task<Screen> ScreenAsync(Session session, Turn turn, int page, CancellationToken cancellationToken)
    {
        var keyboard = await TopicButtons.TogglesAsync(session, turn, page, cancellationToken);
        return keyboard.Rows.Count == 0
            ? new Screen(turn.Words.Html(turn.Chat.IsPrivate ? "topics.none" : "topics.none-group"), Keyboard.Of([Buttons.Open(turn, "sources"), Buttons.Open(turn, "help")]))
            : new Screen(turn.Words.Html("topics.title"), keyboard);
    }
}
