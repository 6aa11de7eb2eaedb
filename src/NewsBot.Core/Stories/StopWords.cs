using System.Collections.Concurrent;
using System.Collections.Frozen;
using NewsBot.Core.Text;

namespace NewsBot.Core.Stories;

/// <summary>The short words of a language, as tokens: they stand in every text and say nothing of its story.</summary>
internal static class StopWords
{
    private static readonly ConcurrentDictionary<string, FrozenSet<string>> _byLanguage = new(StringComparer.Ordinal);

    /// <summary>Empty for a language of which we know none.</summary>
    public static FrozenSet<string> Of(string language) => _byLanguage.GetOrAdd(language, Read);

    private static FrozenSet<string> Read(string language) => LanguageWords.Features.Values
        .SelectMany(languages => languages.GetValueOrDefault(language) ?? FrozenSet<string>.Empty)
        .Where(feature => feature[0] != '+')
        .SelectMany(Analyzer.Words)
        .ToFrozenSet(StringComparer.Ordinal);
}
