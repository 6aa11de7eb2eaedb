using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What a story waits for that is due here: a time, Telegram, its turn. Each wait with its end; the longest decides.</summary>
internal static class WhyWaiting
{
    /// <summary>Whether it could go now, so that the queue says when.</summary>
    public static bool WaitsForItsTurn(Turn turn, DeliveryRecord delivery) => delivery.State == "due" && delivery.NotBefore <= turn.Desk.Time.NowMilliseconds();

    /// <summary>The queue. To be read outside the transaction: it may be long.</summary>
    public static Task<Backlog> BacklogAsync(Session session, Turn turn, CancellationToken cancellationToken) =>
        Backlog.ReadAsync(session, turn.Bot.BotId, turn.Desk.Time.NowMilliseconds(), turn.Desk.Sending, cancellationToken);

    /// <summary>Of a delivery that is due, or whose message is on its way.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="turn">Who asks.</param>
    /// <param name="delivery">What waits.</param>
    /// <param name="backlog">The queue, where it was read before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Explanation> OfAsync(Session session, Turn turn, DeliveryRecord delivery, Backlog? backlog, CancellationToken cancellationToken)
    {
        var now = turn.Desk.Time.NowMilliseconds();
        if (turn.Chat.State == "stopped")
            return Explanation.Of(turn.Words.Html("why-not.stopped"));
        var message = delivery.MessageId is { } id ? await turn.Desk.Messages.GetAsync(session, id, cancellationToken) : null;
        var waits = new List<(long Until, string Text)>();
        if (delivery.State == "due" && delivery.NotBefore > now)
            waits.Add((delivery.NotBefore, Held(turn, delivery)));
        if (await FloodWaits.HoldingAsync(session, turn.Bot.BotId, turn.Chat.ChatKey, now, cancellationToken) is { } wait)
            waits.Add((wait.Until, turn.Words.Html(wait.WholeBot ? "why-not.bot-paused" : "why-not.chat-paused", ("moment", Moment(turn, wait.Until)))));
        if (message is { State: "queued" or "unsure", Reason: { } reason })
            waits.Add((message.NotBefore, turn.Words.Html("why-not.again", ("reason", reason), ("moment", Moment(turn, message.NotBefore)))));
        if (waits.Count == 0)
            waits.Add((now, message is { State: "flight" } ? turn.Words.Html("why-not.on-its-way") : await TurnAsync(session, turn, delivery, backlog, now, cancellationToken)));
        return new Explanation(
            [.. waits.OrderByDescending(each => each.Until).Select(each => each.Text)],
            delivery.State == "due" && delivery.NotBefore > now ? [[Buttons.Press(turn.Words.Say("button.send-now"), Verbs.WhySendNow, ButtonKey.Of(delivery.DeliveryId))]] : []);
    }

    /// <summary>A tap on [Send now].</summary>
    public static Task<Decision> SendNowAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        if (ButtonKey.Parse(data.Key) is not { } id || !await turn.Desk.Rescheduling.SendNowAsync(session, turn.Chat.ChatKey, id, cancellation))
            return new Answer([new Reply.Rebutton(After(turn))], turn.Words.Say("why-not.not-held"));
        return new Answer([new Reply.Rebutton(After(turn))], turn.Words.Say("why-not.goes-now"));
    });

    private static Keyboard After(Turn turn) => Keyboard.Of([Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "topics")]);

    private static string Held(Turn turn, DeliveryRecord delivery) => turn.Words.Html(
        delivery.Occasion switch
        {
            Occasions.Morning => "why-not.held-night",
            Occasions.Digest => "why-not.held-digest",
            _ => "why-not.held",
        }, ("moment", Moment(turn, delivery.NotBefore)));

    private static async Task<string> TurnAsync(Session session, Turn turn, DeliveryRecord delivery, Backlog? backlog, long now, CancellationToken cancellationToken)
    {
        backlog ??= await BacklogAsync(session, turn, cancellationToken);
        var (before, due) = await turn.Desk.Deliveries.PlaceAsync(session, turn.Chat.ChatKey, delivery, now, cancellationToken);
        var (_, share) = backlog.Messages(due, delivery.Occasion is not null);
        var span = backlog.For((before / share) + 1, !turn.Chat.IsPrivate);
        return turn.Words.Html("why-not.turn", ("count", backlog.Places), ("place", before + 1), ("span", span));
    }

    private static Wording.Markup Moment(Turn turn, long at) => MomentMarkup.Of(turn.Words, turn.Chat, at, "dt");
}
