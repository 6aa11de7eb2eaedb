using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Buttons that act on a feed: the key is the feed, the argument the chat whose own it is (empty: the catalogue's). They name
/// rows and no view, so they work for as long as the feed is there.
/// </summary>
internal static class FeedButtons
{
    /// <summary>Verbs; old messages carry them, so they stay.</summary>
    public const string PauseVerb = "fp";

    /// <summary>Reads it again.</summary>
    public const string ResumeVerb = "fr";

    /// <summary>Takes it away.</summary>
    public const string RemoveVerb = "fd";

    /// <summary>Looks at once.</summary>
    public const string TryVerb = "ft";

    /// <summary>Shows how it is, in a message of its own.</summary>
    public const string OpenVerb = "fo";

    private const int LabelLimit = 40;

    /// <summary>Try now, pause, remove.</summary>
    /// <param name="words">The reader's language.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="ownerKey">The chat whose own feed it is; 0: the catalogue's.</param>
    public static IReadOnlyList<IReadOnlyList<Button>> Rows(Words words, long feedId, long ownerKey) =>
        [[Try(words, feedId, ownerKey)], [Of(words.Say("button.pause"), PauseVerb, feedId, ownerKey), Remove(words, feedId, ownerKey)]];

    /// <summary>Looks at once, and says what came of it.</summary>
    public static Button Try(Words words, long feedId, long ownerKey, string from = "") =>
        Of(words.Say("button.try-now"), TryVerb, feedId, ownerKey, from);

    /// <summary>Pauses it, or resumes it where it is paused.</summary>
    public static Button PauseOrResume(Words words, long feedId, long ownerKey, bool paused, string from = "") =>
        paused ? Of(words.Say("button.resume"), ResumeVerb, feedId, ownerKey, from) : Of(words.Say("button.pause"), PauseVerb, feedId, ownerKey, from);

    /// <summary>Takes it away.</summary>
    public static Button Remove(Words words, long feedId, long ownerKey, string from = "") =>
        Of(words.Say("button.remove-source"), RemoveVerb, feedId, ownerKey, from) with { Style = ButtonStyle.Danger };

    /// <summary>One button.</summary>
    /// <param name="label">What stands on it.</param>
    /// <param name="verb">One of those above.</param>
    /// <param name="feedId">The feed.</param>
    /// <param name="ownerKey">The chat whose own feed it is; 0: the catalogue's.</param>
    /// <param name="from">The list that the feed was opened from, to go back to; or empty.</param>
    public static Button Of(string label, string verb, long feedId, long ownerKey, string from = "") => new(
        TelegramHtml.TruncatePlain(label, LabelLimit),
        new ButtonData(verb, ButtonKey.Of(feedId), (ownerKey == 0 ? "" : ButtonKey.Of(ownerKey)) + (from.Length == 0 ? "" : "," + from)).Encode());
}
