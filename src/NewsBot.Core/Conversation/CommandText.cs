namespace NewsBot.Core.Conversation;

/// <summary>A command as it was typed: <c>/search@NewsBot heat pump</c>.</summary>
/// <param name="Name">Without the slash, in lower case.</param>
/// <param name="To">The bot that is named after the @, or null.</param>
/// <param name="Argument">What follows, trimmed.</param>
internal sealed record CommandText(string Name, string? To, string Argument)
{
    /// <summary>Null for a text that is no command.</summary>
    public static CommandText? Parse(string text)
    {
        if (!text.StartsWith('/'))
            return null;
        var end = text.AsSpan().IndexOfAny(" \n\r\t\u00a0");
        var head = end < 0 ? text[1..] : text[1..end];
        var argument = end < 0 ? "" : text[end..].Trim();
        var at = head.IndexOf('@', StringComparison.Ordinal);
        var name = (at < 0 ? head : head[..at]).ToLowerInvariant();
        return name.Length is > 0 and <= 32 && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? new CommandText(name, at < 0 ? null : head[(at + 1)..], argument)
            : null;
    }

    /// <summary>Whether it is for the bot of this name: it names it, or names none.</summary>
    public bool IsFor(string username) => To is null || string.Equals(To, username, StringComparison.OrdinalIgnoreCase);
}
