namespace NewsBot.Core.Feeds;

/// <summary>The moments that elements of XML feeds state.</summary>
internal static class XmlDates
{
    /// <summary>
    /// The moment of the first of these keys that has a date; of several elements with one key the last counts, as it is
    /// the one a publisher's tool added when the item changed.
    /// </summary>
    public static DateTimeOffset? Last(FeedElement element, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            for (var index = element.Children.Count - 1; index >= 0; index--)
            {
                if (element.Children[index].Key == key && FeedDate.Parse(element.Children[index].Text()) is { } moment)
                    return moment;
            }
        }

        return null;
    }
}
