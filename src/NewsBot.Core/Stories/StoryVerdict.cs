namespace NewsBot.Core.Stories;

/// <summary>An article beside an open story.</summary>
internal sealed record StoryComparison(OpenStory Story, StoryFeatures Features, double Probability, Veto Veto);

/// <summary>What was decided about an article, and by what.</summary>
/// <param name="Story">The one it joins; null: it is the first of a new one.</param>
internal abstract record StoryVerdict(OpenStory? Story)
{
    /// <summary>It has the address or the key of an article of the story.</summary>
    internal sealed record SameArticle(OpenStory Of) : StoryVerdict(Of);

    /// <summary>Another outlet gave the same title.</summary>
    internal sealed record SameTitle(OpenStory Of) : StoryVerdict(Of);

    /// <summary>Its text is that of an article of the story, edited or cut.</summary>
    internal sealed record Copy(OpenStory Of, double Jaccard, double Containment) : StoryVerdict(Of);

    /// <summary>It tells the same in other words.</summary>
    internal sealed record Related(StoryComparison By) : StoryVerdict(By.Story);

    /// <summary>Nothing resembles it enough; the nearest, if anything was compared.</summary>
    internal sealed record New(StoryComparison? Nearest) : StoryVerdict((OpenStory?)null);
}
