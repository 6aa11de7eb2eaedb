using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>What an Undo does: the opposite of what was done. Stored, so that it works after a restart.</summary>
internal sealed class UndoSteps
{
    /// <summary>When it was done, Unix milliseconds.</summary>
    public long At { get; set; }
    public List<long> EndSubscriptions { get; set; } = [];
    public List<long> RestoreSubscriptions { get; set; } = [];
    public List<long> EndMutes { get; set; } = [];
    public List<long> RestoreMutes { get; set; } = [];

    /// <summary>Own feeds to take away again.</summary>
    public List<long> RemoveFeeds { get; set; } = [];

    /// <summary>Own feeds to give back.</summary>
    public List<long> AddFeeds { get; set; } = [];

    /// <summary>What was done to feeds.</summary>
    public List<FeedStep> Feeds { get; set; } = [];

    /// <summary>Languages, looks and times as they were before; null: they were not changed.</summary>
    public ChatBefore? Chat { get; set; }
    /// <summary>When news came before; null: that was not changed.</summary>
    public Chats.ChatTimes? Times { get; set; }

    /// <summary>Reports that were split off their story, to be one with it again.</summary>
    public List<SplitStep> Joins { get; set; } = [];

    /// <summary>The chat stopped, and goes on.</summary>
    public bool Resume { get; set; }

    /// <summary>The chat had stopped before, and stops again.</summary>
    public bool Stop { get; set; }

    /// <summary>What was asked for, so that it can be read in another way.</summary>
    public string Text { get; set; } = "";

    /// <summary>The command whose list shows the result.</summary>
    public string Then { get; set; } = "subscriptions";

    /// <summary>The key of the news message under which it was done; null: an answer of its own.</summary>
    public string? NewsKey { get; set; }
    public bool Used { get; set; }
}

/// <summary>Reports that were split off a story.</summary>
internal sealed class SplitStep
{
    public long StoryId { get; set; }
    public List<long> Articles { get; set; } = [];
}

/// <summary>Undo works for ten minutes, after a restart too, and then says so.</summary>
internal static class Undo
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Kind = "undo";

    /// <summary>Keeps the steps and returns the key for the button.</summary>
    public static Task<string> SaveAsync(Session session, Turn turn, UndoSteps steps, CancellationToken cancellationToken)
    {
        steps.At = turn.Desk.Time.NowMilliseconds();
        return turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, steps, cancellationToken);
    }

    public static Task<Decision> PressAsync(Turn turn, ButtonData data, CancellationToken cancellationToken) => Decide.In(async (session, cancellation) =>
    {
        var steps = await LoadAsync(session, turn, data.Key, cancellation);
        if (steps is null)
            return Answers.OldMenu(turn, "subscriptions");
        if (steps.Used)
            return Answer.OnlyToast(turn.Words.Say("undo.used"));
        if (turn.Desk.Time.NowMilliseconds() - steps.At > (long)Lifetime.TotalMilliseconds)
            return Answer.OnlyToast(turn.Words.Say("undo.too-late", ("command", "/" + steps.Then)), alert: true);

        await UseAsync(session, turn, data.Key, steps, cancellation);
        var toast = turn.Words.Say("undo.done");
        return steps.NewsKey is { } news
            ? new Answer([new Reply.Rebutton(await NewsChoices.ClosedAsync(session, turn, news, cancellation))], toast)
            : Answer.Show(new Screen(turn.Words.Html("undo.done-line"), Keyboard.Of([Buttons.Go(turn, steps.Then)])), toast);
    });

    /// <summary>Null when there is nothing of this key in this chat.</summary>
    public static Task<UndoSteps?> LoadAsync(Session session, Turn turn, string key, CancellationToken cancellationToken) =>
        turn.Desk.Views.LoadAsync<UndoSteps>(session, turn.Chat.ChatKey, Kind, key, cancellationToken);

    /// <summary>Takes the effects back; a second time nothing happens.</summary>
    public static async Task UseAsync(Session session, Turn turn, string key, UndoSteps steps, CancellationToken cancellationToken)
    {
        if (steps.Used)
            return;
        await ApplyAsync(session, turn, steps, cancellationToken);
        steps.Used = true;
        await turn.Desk.Views.UpdateAsync(session, turn.Chat.ChatKey, Kind, key, steps, cancellationToken);
    }

    private static async Task ApplyAsync(Session session, Turn turn, UndoSteps steps, CancellationToken cancellationToken)
    {
        var desk = turn.Desk;
        await Effects.EndSubscriptionsAsync(session, turn, steps.EndSubscriptions, cancellationToken);
        foreach (var id in steps.RestoreSubscriptions)
            await Effects.RestoreSubscriptionAsync(session, turn, id, cancellationToken);
        foreach (var id in steps.EndMutes)
            await Effects.EndMuteAsync(session, turn, id, cancellationToken);
        foreach (var id in steps.RestoreMutes)
        {
            if (await desk.Mutes.RestoreAsync(session, id, cancellationToken) && await desk.Mutes.GetAsync(session, id, cancellationToken) is { } mute)
                await desk.Deliveries.WithdrawMutedAsync(session, mute, cancellationToken);
        }
        foreach (var id in steps.RemoveFeeds)
            await FeedStore.RemoveOwnAsync(session, turn.Chat.ChatKey, id, cancellationToken);
        foreach (var id in steps.AddFeeds)
            await FeedStore.AddOwnAsync(session, turn.Chat.ChatKey, id, turn.UserId, desk.Time.NowMilliseconds(), cancellationToken);
        foreach (var step in steps.Feeds)
            await FeedEffects.UndoAsync(session, turn, step, cancellationToken);
        if (steps.Chat is { } before)
            await before.GiveBackAsync(session, turn, cancellationToken);
        if (steps.Times is { } times)
            await TimesChange.RestoreAsync(session, turn, times, cancellationToken);
        foreach (var step in steps.Joins)
            await desk.Splits.JoinAsync(session, turn.Chat.ChatKey, step.StoryId, step.Articles, cancellationToken);
        if (steps.Resume)
            await Effects.ResumeAsync(session, turn, cancellationToken);
        if (steps.Stop)
            await Effects.StopAsync(session, turn, cancellationToken);
    }
}
