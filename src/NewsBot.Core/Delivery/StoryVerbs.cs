namespace NewsBot.Core.Delivery;

/// <summary>The verbs of buttons about stories; the key is the message's row in base 36.</summary>
internal static class StoryVerbs
{
    /// <summary>Under an alert that names other sources: one of them tells another story.</summary>
    public const string Apart = "apart";

    /// <summary>Opens all reports of the stories in a message.</summary>
    public const string Reports = "reports";
}
