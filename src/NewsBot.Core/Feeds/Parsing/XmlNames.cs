using System.Text.RegularExpressions;

namespace NewsBot.Core.Feeds;

/// <summary>The people and subjects that XML feeds and items name.</summary>
internal static partial class XmlNames
{
    // Those of a vocabulary that come first are asked first; others only where these say nothing.
    private static readonly string[][] People = [["atom:author", "author", "managingeditor", "dc:creator"], ["itunes:author"], ["dc:author", "dcterms:creator"], ["dc:publisher", "webmaster"], ["media:credit", "googleplay:author"]];

    /// <summary>The names of those who wrote it, each once.</summary>
    public static IReadOnlyList<string> Authors(FeedElement element)
    {
        foreach (var keys in People)
        {
            var names = new List<string>();
            foreach (var key in keys)
            {
                foreach (var child in element.Children)
                {
                    if (child.Key == key && names.Count < ParseLimits.Subjects && Name(child) is { } name && !names.Contains(name))
                        names.Add(name);
                }
            }

            if (names.Count > 0)
                return names;
        }

        return [];
    }

    /// <summary>The subjects of a feed or item, each once: its own, then those of iTunes, Dublin Core, and other vocabularies.</summary>
    public static IReadOnlyList<string> Categories(FeedElement element)
    {
        List<string>? subjects = null;
        foreach (var key in (ReadOnlySpan<string>)["category", "itunes:keywords", "keywords", "itunes:category", "dc:subject", "dcterms:subject", "atom:category"])
        {
            foreach (var child in element.Children)
            {
                if (child.Key == key)
                    Add(subjects ??= [], child);
            }
        }

        foreach (var media in XmlMedia.Elements(element))
        {
            if (media.Key == "media:category")
                Add(subjects ??= [], media);
        }

        return subjects is null ? [] : subjects;
    }

    private static void Add(List<string> subjects, FeedElement element)
    {
        if (element.Key is "itunes:keywords" or "keywords")
        {
            foreach (var keyword in element.Text().Split(','))
                Add(subjects, FeedText.FromText(keyword));
            return;
        }

        Add(subjects, element.Key switch
        {
            "category" or "atom:category" => FeedText.FromText(element.Attribute("term")) ?? FeedText.FromText(element.Attribute("label")) ?? FeedText.FromText(element.Text()),
            "itunes:category" => FeedText.FromText(element.Attribute("text")) ?? (element.HasChildren ? null : FeedText.FromText(element.Text())),
            _ => FeedText.FromText(element.Text()),
        });
        foreach (var child in element.Children)
        {
            if (child.Key == "itunes:category")
                Add(subjects, FeedText.FromText(child.Attribute("text")));
        }
    }

    private static void Add(List<string> subjects, string? subject)
    {
        if (subject is not null && subjects.Count < ParseLimits.Subjects && !subjects.Contains(subject))
            subjects.Add(subject);
    }

    private static string? Name(FeedElement person)
    {
        var stated = person.TextOf("atom:name", "name", "rdf:value") ?? person.TextOf("atom:email", "email") ?? person.TextOf("atom:uri", "atom:url", "atom:homepage", "uri", "url");
        var text = FeedText.FromHtml(stated ?? person.Text()) ?? FeedText.FromText(person.Attribute("name"));
        return text is null ? null : WithoutAddress(text);
    }

    // "anna@example.org (Anna)" and "Anna <anna@example.org>" name Anna.
    private static string WithoutAddress(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal) || text.Length > 300)
            return text;
        if (NameAfterAddress().Match(text) is { Success: true } after)
            return after.Groups[1].Value.Trim();
        return NameBeforeAddress().Match(text) is { Success: true } before ? before.Groups[1].Value.Trim().Trim('"') : text;
    }

    [GeneratedRegex(@"^(?:mailto:)?[^\s@()<>]+@[^\s@()<>]+\s*\(([^()]*[^()\s][^()]*)\)$", RegexOptions.NonBacktracking)]
    private static partial Regex NameAfterAddress();

    [GeneratedRegex(@"^([^<>()@]*[^<>()@\s])\s*[\s<(,]\s*[<(]?(?:mailto:)?[^\s@()<>,]+@[^\s@()<>,]+\s*[>)]?$", RegexOptions.NonBacktracking)]
    private static partial Regex NameBeforeAddress();
}
