namespace NewsBot.Core.Feeds;

/// <summary>One tag of an OPML file.</summary>
/// <param name="Name">Local name in lower case.</param>
/// <param name="IsEnd">An end tag.</param>
/// <param name="IsEmpty">Closed in itself.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Attributes">By local name, in any case; references read. The first of a name counts.</param>
/// <param name="Defect">What is wrong with it, in English; null when it could be read.</param>
internal sealed record OpmlTag(string Name, bool IsEnd, bool IsEmpty, int Line, IReadOnlyDictionary<string, string> Attributes, string? Defect)
{
    /// <summary>Value of an attribute, trimmed; null where it is missing or empty.</summary>
    public string? Value(string attribute) => Attributes.TryGetValue(attribute, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}
