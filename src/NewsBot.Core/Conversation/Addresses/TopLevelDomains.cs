using System.Collections.Frozen;
using System.Globalization;

namespace NewsBot.Core.Conversation.Addresses;

/// <summary>The endings that a name of the web can have (IANA's root zone, embedded).</summary>
internal static class TopLevelDomains
{
    private static readonly FrozenSet<string> All = Load();

    /// <summary>Whether the word could be a host: labels joined by dots, the last of them a top-level domain.</summary>
    public static bool CouldBeHost(string host)
    {
        var labels = host.Split('.');
        return labels.Length >= 2
            && host.Length <= 253
            && labels.All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(IsHostCharacter))
            && All.Contains(labels[^1].ToLowerInvariant());
    }

    private static bool IsHostCharacter(char character) =>
        char.IsLetterOrDigit(character) || character == '-' || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static FrozenSet<string> Load()
    {
        using var stream = typeof(TopLevelDomains).Assembly.GetManifestResourceStream("NewsBot.Core.Conversation.Addresses.top-level-domains.txt")
            ?? throw new InvalidOperationException("The list of top-level domains is not embedded.");
        using var text = new StreamReader(stream);
        return text.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
