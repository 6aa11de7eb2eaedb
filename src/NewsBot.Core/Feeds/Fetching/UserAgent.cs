namespace NewsBot.Core.Feeds;

/// <summary>
/// Says honestly who asks: <c>NewsBot/1.2.0 (+https://example.org; 12 subscribers)</c>, in the form aggregators use, so that a
/// publisher can see how many readers one poll serves.
/// </summary>
/// <param name="contact">Where the owner of this bot is found; null: not said.</param>
internal sealed class UserAgent(string? contact)
{
    private static readonly string Product = "NewsBot/" + typeof(UserAgent).Assembly.GetName().Version!.ToString(3);

    // A header is one line of ASCII.
    private readonly string? _contact = string.IsNullOrWhiteSpace(contact) ? null : "+" + string.Concat(contact.Trim().Where(letter => letter is > ' ' and < '\x7F' and not ('(' or ')')));

    /// <summary>Value of the header.</summary>
    public string For(int? subscribers)
    {
        var count = subscribers is { } number ? $"{number} subscriber{(number == 1 ? "" : "s")}" : null;
        var comment = string.Join("; ", new[] { _contact, count }.OfType<string>());
        return comment.Length == 0 ? Product : $"{Product} ({comment})";
    }
}
