using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Search;

namespace NewsBot.Core.Conversation;

/// <summary>/start: the welcome with topics to tap; the links topic-KEY, claim-CODE and invite-CODE; the way back after /stop.</summary>
internal static class StartCommand
{
    private const string TopicLink = "topic-";
    private const string ClaimLink = "claim-";
    private const string InviteLink = "invite-";

    public static async Task<Decision> RunAsync(Turn turn, string argument, CancellationToken cancellationToken)
    {
        if (argument.StartsWith(ClaimLink, StringComparison.Ordinal))
            return Links.Claim(turn, argument[ClaimLink.Length..]);
        if (argument.StartsWith(InviteLink, StringComparison.Ordinal))
            return Links.Invite(turn, argument[InviteLink.Length..]);
        if (argument.StartsWith(TopicLink, StringComparison.Ordinal))
            return await new AccessGate(turn.Desk).RefuseAsync(turn, Access.Administrators, cancellationToken) is { } refusal
                ? Decide.To(refusal)
                : await FollowAsync(turn, argument[TopicLink.Length..], cancellationToken);
        return await WelcomeAsync(turn, cancellationToken);
    }

    /// <summary>A tap on a topic: followed, with Undo, and one real story as proof.</summary>
    public static Task<Decision> FollowAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        FollowAsync(turn, data.Key, cancellationToken);

    /// <summary>What to send instead of tapping.</summary>
    public static Task<Decision> OwnLinkAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) =>
        Task.FromResult(Decide.To(Answer.Say(new Screen(turn.Words.Html(turn.Chat.IsPrivate ? "start.own-link" : "start.own-link-group")))));

    /// <summary>The welcome alone, for those who come in by a link.</summary>
    public static async Task<Screen> WelcomeScreenAsync(Storage.Session session, Turn turn, string first, CancellationToken cancellationToken) =>
        new(first + turn.Words.Html(turn.Chat.IsPrivate ? "start.welcome" : "start.welcome-group"), await TopicButtons.OfferAsync(session, turn, cancellationToken));

    private static async Task<Decision> WelcomeAsync(Turn turn, CancellationToken cancellationToken)
    {
        // A member of a group may say hello; only its administrators bring it back from /stop.
        var mayResume = turn.Chat.State == "stopped" && await new AccessGate(turn.Desk).RefuseAsync(turn, Access.Administrators, cancellationToken) is null;
        return async (session, cancellation) =>
        {
            if (!mayResume)
                return Answer.Show(await WelcomeScreenAsync(session, turn, "", cancellation));
            await Effects.ResumeAsync(session, turn, cancellation);
            var kept = (await turn.Desk.Subscriptions.ForChatAsync(session, turn.Chat.ChatKey, cancellation)).Count;
            return Answer.Show(await WelcomeScreenAsync(session, turn, turn.Words.Html("start.resumed", ("count", (long)kept)) + "\n\n", cancellation));
        };
    }

    private static async Task<Decision> FollowAsync(Turn turn, string topicKey, CancellationToken cancellationToken)
    {
        var topic = await turn.Desk.Database.ReadAsync(session => turn.Desk.Topics.GetAsync(session, topicKey, cancellationToken), cancellationToken);
        if (topic is not { Enabled: 1 } || QueryParser.Parse(topic.Query) is not QueryParseResult.Parsed parsed)
            return async (session, cancellation) => Answer.Show(await WelcomeScreenAsync(session, turn, turn.Words.Html("start.no-topic") + "\n\n", cancellation));
        var label = Labels.Of(turn, topic);
        var (outlook, proof) = await turn.Desk.Database.ReadAsync(async session => (
            await FollowAnswer.LookAsync(session, turn, topic.Query, cancellationToken),
            await Horizon.NewestAsync(session, turn, parsed.Query, null, cancellationToken)), cancellationToken);
        return async (session, cancellation) =>
        {
            var (screen, added) = await FollowAnswer.SubscribeAsync(
                session, turn, Subject.Topic(topic.TopicKey), turn.Words.Html("subscribe.topic", ("name", label)), FollowAnswer.Line(turn, outlook),
                new UndoSteps { Then = "topics" }, _ => [[Buttons.Open(turn, "topics"), Buttons.Open(turn, "latest")]], FollowAnswer.NarrowingOf(turn, outlook, topic.Query), cancellation);
            return new Answer([new Reply.Show(screen), .. added ? FollowAnswer.Proof(turn, proof, label) : []]);
        };
    }
}
