using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Stories;

/// <summary>An article as stories see it: numbers instead of words. Of the same article it is the same in every process.</summary>
/// <param name="Article">Without its texts.</param>
/// <param name="Title">Its title's key and form.</param>
/// <param name="Terms">Its terms, in the order of ids.</param>
/// <param name="Shingles">Of lead and body (<see cref="Stories.Shingles"/>).</param>
internal sealed record StoryText(StoryArticle Article, StoryTitle Title, StoryTerm[] Terms, uint[] Shingles)
{
    /// <summary>News says what it is about first; what stands behind is background, and fifty thousand texts are kept.</summary>
    public const int MostCharacters = 4_000;

    /// <summary>Words of the lead: where a feed gives the whole text as summary, its beginning.</summary>
    public const int WordsOfLead = 60;

    /// <summary>The numbers that two texts hardly share by chance, in ascending order of ids.</summary>
    public uint[] Numbers { get; } = [.. Terms.Where(term => term.IsParticularNumber).Select(term => term.Id)];

    /// <summary>The words of the title in ascending order of ids, without those that stand in every text.</summary>
    public uint[] TitleWords { get; } = [.. Terms.Where(term => term.Title > 0).Select(term => term.Id)];

    /// <summary>By which copies are found (<see cref="MinHash"/>); none where it is too short for that. Made where texts are read, which may be many at a time.</summary>
    public uint[] Bands { get; } = CopyIndex.BandsOf(Shingles);

    /// <summary>Reads an article whose outlet's repeated lines are gone (<see cref="Boilerplate"/>).</summary>
    public static StoryText Of(StoryArticle article)
    {
        var title = StoryTitle.Of(article.Title, article.Language);
        var stemmer = Stemmer.For(article.Language);
        var lead = Beginning(article.Lead);
        var body = Beginning(article.Body);
        var opening = Analyzer.Analyze(title.Text, lead, stemmer);
        var rest = Analyzer.Analyze("", body, stemmer).Body;
        // Without a summary the body begins with the lead.
        var all = opening.Body.Count == 0 ? rest : [.. opening.Body, .. rest];
        var leadWords = Math.Min(opening.Body.Count == 0 ? all.Count : opening.Body.Count, WordsOfLead);

        var terms = new StoryTerms(article.Language, stemmer);
        terms.AddTitle(opening.Title);
        terms.AddLead(all.Take(leadWords));
        terms.AddBody(all.Skip(leadWords));
        terms.FindNames(title.Text, lead, body);
        return new StoryText(article with { Title = "", Lead = "", Body = "" }, title, terms.ToArray($"{title.Text}\n{lead}\n{body}"), Stories.Shingles.Of(all));
    }

    private static string Beginning(string text)
    {
        if (text.Length <= MostCharacters)
            return text;
        var end = text.LastIndexOfAny([' ', '\n'], MostCharacters);
        return text[..(end > 0 ? end : char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
    }
}
