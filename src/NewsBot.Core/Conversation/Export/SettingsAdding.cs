using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>
/// Adds what a file with settings brings, in one transaction and once. What the chat has already stays as it is, and nothing
/// old is sent: a subscription looks forwards only, and the back catalogue of a new feed is not news.
/// </summary>
internal static class SettingsAdding
{
    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var (views, chatKey) = (turn.Desk.Views, turn.Chat.ChatKey);
        if (await views.LoadAsync<SettingsOffer>(session, chatKey, SettingsOfferScreen.Kind, data.Key, cancellation) is not { } offer)
            return Answers.OldMenu(turn, "subscriptions");
        if (offer.Finished)
            return Answer.OnlyToast(turn.Words.Say("settings-file.finished"));
        offer.Finished = true;
        await views.UpdateAsync(session, chatKey, SettingsOfferScreen.Kind, data.Key, offer, cancellation);

        var undo = new UndoSteps();
        var plan = await SettingsPlan.OfAsync(session, turn, offer.File, cancellation);
        await AddAsync(session, turn, plan, undo, cancellation);
        // First, as the language of the answer may be among them.
        var changed = data.Argument == SettingsOfferScreen.All ? await ChangeSettingsAsync(session, turn, offer, undo, cancellation) : [];
        return Answer.Show(new Screen(
            string.Join('\n', [turn.Words.Html("settings-file.done"), .. SettingsOfferScreen.Counts(turn, plan, step => step.Fate == SettingsFate.Add, "settings-file.added-"), .. changed]) + SettingsOfferScreen.Reasons(turn, offer, plan),
            Keyboard.Of([Buttons.Undo(turn, await Undo.SaveAsync(session, turn, undo, cancellation))], [Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "settings")])));
    });

    private static async Task AddAsync(Session session, Turn turn, IReadOnlyList<SettingsStep> plan, UndoSteps undo, CancellationToken cancellationToken)
    {
        var feeds = new Dictionary<string, long>();
        var pausing = new List<long>();
        foreach (var step in plan.Where(step => step.Fate == SettingsFate.Add))
        {
            switch (step)
            {
                case SettingsStep.OwnFeed own:
                    var feedId = await FeedAsync(own.Address!, own.Wish.Title, own.Wish.Group ?? "");
                    if (own.Wish.Paused)
                        pausing.Add(feedId);
                    break;
                case SettingsStep.Subscription wanted:
                    var subject = wanted.Subject ?? Subject.Feed(await FeedAsync(wanted.Address!, wanted.Wish.Title, ""));
                    if (await Effects.SubscribeAsync(session, turn, subject, cancellationToken) is SubscribeResult.Added added)
                        await KeepAsync(session, turn, added, wanted.Wish, undo, cancellationToken);
                    break;
                case SettingsStep.Mute mute:
                    var muted = mute.Subject ?? Subject.Feed(await FeedAsync(mute.Address!, null, ""));
                    undo.EndMutes.Add((await Effects.MuteAsync(session, turn, muted, cancellationToken)).MuteId);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        // Last, since following a source that is paused reads it again.
        foreach (var feedId in pausing)
            await FeedPauses.PauseOwnAsync(session, turn.Chat.ChatKey, feedId, turn.Desk.Time.NowMilliseconds(), cancellationToken);

        async Task<long> FeedAsync(Uri address, string? title, string folder)
        {
            var key = SettingsPlan.KeyOf(address.AbsoluteUri);
            if (feeds.TryGetValue(key, out var known))
                return known;
            var (feedId, isNew) = await OwnFeeds.AddAsync(session, turn, address, title, folder, cancellationToken);
            if (isNew)
                undo.RemoveFeeds.Add(feedId);
            return feeds[key] = feedId;
        }
    }

    private static async Task KeepAsync(Session session, Turn turn, SubscribeResult.Added added, SubscriptionWish wish, UndoSteps undo, CancellationToken cancellationToken)
    {
        undo.EndSubscriptions.Add(added.Subscription.SubscriptionId);
        undo.Stop |= added.Resumed;
        var subscription = added.Subscription;
        (subscription.Rhythm, subscription.MayWake, subscription.Silent) = (wish.Rhythm, wish.MayWake ? 1 : 0, wish.Silent ? 1 : 0);
        await turn.Desk.Subscriptions.ArrangeAsync(session, subscription, cancellationToken);
    }

    private static async Task<IEnumerable<string>> ChangeSettingsAsync(Session session, Turn turn, SettingsOffer offer, UndoSteps undo, CancellationToken cancellationToken)
    {
        var chat = await turn.Desk.Chats.GetAsync(session, turn.Chat.ChatKey, cancellationToken) ?? turn.Chat;
        var before = ChatBefore.Of(chat);
        turn.SpeakIn(offer.File.Settings.Language ?? chat.Language);
        var changes = offer.File.Settings.Apply(chat, turn.Words);
        if (changes.Count == 0)
            return [];
        undo.Chat = before;
        await ChatSettings.SaveAsync(session, turn, chat, cancellationToken);
        return [turn.Words.Html("settings-file.changed", ("changes", string.Join(" · ", changes)))];
    }
}

/// <summary>Languages, looks and times as they were, to be given back.</summary>
internal sealed class ChatBefore
{
    public string Language { get; set; } = "";
    public long LanguageChosen { get; set; }
    public string ReadingLanguages { get; set; } = "";
    public long Pictures { get; set; }
    public long Summary { get; set; }
    public long Sound { get; set; }
    public string? TimeZone { get; set; }
    public string Rhythm { get; set; } = "";
    public string DigestAt { get; set; } = "";
    public long? QuietFrom { get; set; }
    public long? QuietUntil { get; set; }

    public static ChatBefore Of(Chat chat) => new()
    {
        Language = chat.Language, LanguageChosen = chat.LanguageChosen, ReadingLanguages = chat.ReadingLanguages, Pictures = chat.Pictures, Summary = chat.Summary,
        Sound = chat.Sound, TimeZone = chat.TimeZone, Rhythm = chat.Rhythm, DigestAt = chat.DigestAt, QuietFrom = chat.QuietFrom, QuietUntil = chat.QuietUntil,
    };

    public async Task GiveBackAsync(Session session, Turn turn, CancellationToken cancellationToken)
    {
        if (await turn.Desk.Chats.GetAsync(session, turn.Chat.ChatKey, cancellationToken) is not { } chat)
            return;
        (chat.Language, chat.LanguageChosen, chat.ReadingLanguages, chat.Pictures, chat.Summary, chat.Sound) = (Language, LanguageChosen, ReadingLanguages, Pictures, Summary, Sound);
        (chat.TimeZone, chat.Rhythm, chat.DigestAt, chat.QuietFrom, chat.QuietUntil) = (TimeZone, Rhythm, DigestAt, QuietFrom, QuietUntil);
        await ChatSettings.SaveAsync(session, turn, chat, cancellationToken);
        turn.SpeakIn(chat.Language);
    }
}
