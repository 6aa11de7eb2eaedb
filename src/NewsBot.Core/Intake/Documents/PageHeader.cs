using System.Globalization;
using NewsBot.Core.Feeds;
using NewsBot.Core.Text;

namespace NewsBot.Core.Intake.Documents;

/// <summary>The <c>Key: value</c> lines at the very top of a page document.</summary>
internal sealed record PageHeader
{
    private const string Keys = "Source, Published, Address, Language, Author, Sample";

    /// <summary>Name of the source.</summary>
    public string? Source { get; private set; }

    /// <summary>Of the articles that do not say it themselves.</summary>
    public DateTimeOffset? Published { get; private set; }

    /// <summary>Of the first article.</summary>
    public string? Address { get; private set; }

    /// <summary>Normalised ("uk").</summary>
    public string? Language { get; private set; }

    /// <summary>Of the first article.</summary>
    public string? Author { get; private set; }

    /// <summary>Made up, to show what the bot does.</summary>
    public bool IsSample { get; private set; }

    /// <summary>Takes the header off the blocks, if the first line is one of it.</summary>
    public static PageHeader Take(List<PageBlock> blocks, List<DocumentProblem> problems)
    {
        var header = new PageHeader();
        while (blocks.Count > 0 && IsKey(KeyOf(blocks[0].Lines[0])))
        {
            var taken = 0;
            foreach (var line in blocks[0].Lines)
            {
                // The section line may follow without an empty line.
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0)
                    break;
                if (header.Set(line[..colon].Trim(), line[(colon + 1)..].Trim()) is { } reason)
                    problems.Add(new DocumentProblem(blocks[0].Line + taken, reason));
                taken++;
            }

            if (blocks[0].Without(taken) is { } rest)
                blocks[0] = rest;
            else
                blocks.RemoveAt(0);
        }

        return header;
    }

    private static string KeyOf(string line) => line.Split(':', 2) is [var key, _] ? key.Trim() : "";

    private static bool IsKey(string key) => key.ToLowerInvariant() is "source" or "published" or "address" or "language" or "author" or "sample";

    private string? Set(string key, string value)
    {
        switch (key.ToLowerInvariant())
        {
            case "source":
                Source = value;
                return null;
            case "author":
                Author = value;
                return null;
            case "published":
                Published = DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
                return Published is null ? $"Published: '{value}' is no moment; expected ISO 8601, such as 2026-03-18T14:05:00Z" : null;
            case "address":
                Address = XmlLinks.IsWeb(value) && Uri.TryCreate(value, UriKind.Absolute, out _) ? value : null;
                return Address is null ? $"Address: '{value}' is no address; expected one that begins with https:// or http://" : null;
            case "language":
                Language = LanguageTag.Guess(value);
                return Language is null ? $"Language: '{value}' is no language; expected a tag such as en or uk" : null;
            case "sample":
                IsSample = value.ToLowerInvariant() is "yes" or "true";
                return value.ToLowerInvariant() is "yes" or "true" or "no" or "false" ? null : $"Sample: '{value}' is neither yes nor no";
            default:
                return $"the header has no key '{key}'; expected one of {Keys}";
        }
    }
}
