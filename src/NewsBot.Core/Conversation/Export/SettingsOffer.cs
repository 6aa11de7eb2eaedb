using NewsBot.Core.Chats;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Conversation;

/// <summary>A file with settings that somebody sent, kept behind the buttons that add it.</summary>
internal sealed class SettingsOffer
{
    /// <summary>Of the file.</summary>
    public string Name { get; set; } = "";
    public SettingsFile File { get; set; } = new();
    public List<SettingsProblem> Problems { get; set; } = [];
    public bool Finished { get; set; }
}

/// <summary>What a file would bring, what is there already, what cannot be and why; with buttons to add it.</summary>
internal static class SettingsOfferScreen
{
    public const string Kind = "settings-file";
    public const string All = "all";
    public const string WithoutSettings = "only";

    private const int MostReasons = 8;
    private const int LongestLabel = 60;

    /// <summary>Keeps the offer and shows it.</summary>
    public static async Task<Screen> OpenAsync(Session session, Turn turn, SettingsOffer offer, CancellationToken cancellationToken)
    {
        var key = await turn.Desk.Views.SaveAsync(session, turn.Chat.ChatKey, Kind, offer, cancellationToken);
        var words = turn.Words;
        var plan = await SettingsPlan.OfAsync(session, turn, offer.File, cancellationToken);
        var changes = await ChangesAsync(session, turn, offer, cancellationToken);
        var adds = plan.Count(step => step.Fate == SettingsFate.Add);
        var lines = new List<string> { words.Html("settings-file.found", ("name", offer.Name)) };
        lines.AddRange(Counts(turn, plan, step => step.Fate == SettingsFate.Add, "settings-file.new-"));
        if (changes.Count > 0)
            lines.Add(words.Html("settings-file.changes", ("changes", string.Join(" · ", changes))));
        if (plan.Count(step => step.Fate == SettingsFate.There) is > 0 and var there)
            lines.Add(words.Html("settings-file.there", ("count", (long)there)));
        if (adds == 0 && changes.Count == 0)
            lines.Add(words.Html("settings-file.nothing-new"));
        return new Screen(string.Join('\n', lines) + Reasons(turn, offer, plan), new Keyboard([.. Rows(turn, key, adds, changes.Count > 0)]));
    }

    /// <summary>What would change of languages, looks and times, in words.</summary>
    public static async Task<IReadOnlyList<string>> ChangesAsync(Session session, Turn turn, SettingsOffer offer, CancellationToken cancellationToken) =>
        offer.File.Settings.Apply(await turn.Desk.Chats.GetAsync(session, turn.Chat.ChatKey, cancellationToken) ?? turn.Chat, turn.Words);

    /// <summary>A line each for subscriptions, feeds and mutes; none for what there is none of.</summary>
    public static IEnumerable<string> Counts(Turn turn, IReadOnlyList<SettingsStep> steps, Func<SettingsStep, bool> counts, string key)
    {
        foreach (var (kind, count) in new[]
        {
            ("subscriptions", steps.Count(step => step is SettingsStep.Subscription && counts(step))),
            ("feeds", steps.Count(step => step is SettingsStep.OwnFeed && counts(step))),
            ("mutes", steps.Count(step => step is SettingsStep.Mute && counts(step))),
        })
        {
            if (count > 0)
                yield return turn.Words.Html(key + kind, ("count", (long)count));
        }
    }

    /// <summary>What cannot be added and why, the first few by name. HTML; empty when there is nothing of it.</summary>
    public static string Reasons(Turn turn, SettingsOffer offer, IReadOnlyList<SettingsStep> plan)
    {
        var reasons = plan.Where(step => step.Fate is not (SettingsFate.Add or SettingsFate.There)).Select(step => Reason(turn, step))
            .Concat(offer.Problems.Select(problem => turn.Words.Html(problem.Key, ("name", problem.Name))))
            .ToList();
        if (reasons.Count == 0)
            return "";
        return string.Join('\n',
        [
            "", turn.Words.Html("settings-file.problems", ("count", (long)reasons.Count)),
            .. reasons.Take(MostReasons).Select(reason => "• " + reason),
            .. reasons.Count > MostReasons ? [turn.Words.Html("opml.problems-more", ("count", (long)(reasons.Count - MostReasons)))] : (string[])[],
        ]);
    }

    private static string Reason(Turn turn, SettingsStep step)
    {
        var (limits, name) = (turn.Desk.Limits, TelegramHtml.TruncatePlain(step.Label, LongestLabel));
        return step.Fate switch
        {
            SettingsFate.UnknownTopic => turn.Words.Html("settings-file.no-topic", ("name", name)),
            SettingsFate.UnreadableQuery => turn.Words.Html("settings-file.no-query", ("name", name)),
            SettingsFate.RefusedAddress => turn.Words.Html("settings-file.no-address", ("name", name)),
            SettingsFate.UnknownSource => turn.Words.Html("settings-file.no-source", ("name", name)),
            SettingsFate.NoPlaceForFeed => turn.Words.Html("settings-file.no-place-feed", ("name", name), ("limit", limits.Feeds)),
            SettingsFate.NoPlaceForSubscription => turn.Words.Html("settings-file.no-place-subscription", ("name", name), ("limit", limits.Subscriptions)),
            SettingsFate.Add or SettingsFate.There => "",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static IEnumerable<IReadOnlyList<Button>> Rows(Turn turn, string key, int adds, bool changes)
    {
        if (adds > 0 || changes)
            yield return [Buttons.Press(turn.Words.Say("button.add-all"), Verbs.SettingsAdd, key, All, ButtonStyle.Primary)];
        if (adds > 0 && changes)
            yield return [Buttons.Press(turn.Words.Say("button.add-without-settings"), Verbs.SettingsAdd, key, WithoutSettings)];
        if (adds == 0)
            yield return [Buttons.Open(turn, "subscriptions"), Buttons.Open(turn, "settings")];
    }
}
