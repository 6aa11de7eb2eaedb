using NewsBot.Core.Stories;

namespace NewsBot.Tests.Stories;

/// <summary>What becomes of copies that were edited by a machine, and of texts that have nothing in common.</summary>
internal static class CopyTrials
{
    public const int WordsOfText = 400;

    /// <summary>The ways in which an outlet changes an agency's text, by their names.</summary>
    public static IReadOnlyList<(string Name, Func<MadeUpTexts, string, string> Change)> Changes { get; } =
    [
        ("header and footer", (texts, body) => texts.WithHeaderAndFooter(body)),
        ("2 % of the words", (texts, body) => texts.Edited(body, 0.02)),
        ("5 % of the words", (texts, body) => texts.Edited(body, 0.05)),
        ("10 % of the words", (texts, body) => texts.Edited(body, 0.10)),
        ("cut to 60 %", (_, body) => MadeUpTexts.Cut(body, 0.6)),
    ];

    /// <summary>How many of so many copies, each under another headline, find their story; nothing else may take them.</summary>
    public static (int Found, int Wrong) Copies(int count, Func<MadeUpTexts, string, string> change, int seed)
    {
        var texts = new MadeUpTexts(seed);
        var book = new StoryBook();
        var originals = Enumerable.Range(0, count).Select(index => texts.Next("agency.example", index * 1000L, WordsOfText)).ToList();
        foreach (var original in originals)
            book.Assign(book.Read(original));
        int found = 0, wrong = 0;
        foreach (var original in originals)
        {
            var copy = original with
            {
                ArticleId = original.ArticleId + count, Outlet = "paper.example", At = original.At + 3_600_000, Title = texts.Headline(), Body = change(texts, original.Body),
            };
            var story = book.Assign(book.Read(copy)).Story;
            found += story?.Id == original.ArticleId ? 1 : 0;
            wrong += story is not null && story.Id != original.ArticleId ? 1 : 0;
        }

        return (found, wrong);
    }

    /// <summary>Of texts that have nothing to do with each other, each compared with each: how many would be one story.</summary>
    public static int Merged(int stories, int texts, int seed)
    {
        var made = new MadeUpTexts(seed);
        var book = new StoryBook();
        var open = Enumerable.Range(0, stories).Select(index => StoryText.Of(made.Next("one.example", index * 1000L, WordsOfText / 2))).Select(text => (Text: text, Story: book.Add(text, text.Article.ArticleId))).ToList();
        var merged = 0;
        for (var index = 0; index < texts; index++)
        {
            var other = StoryText.Of(made.Next("other.example", index * 1000L, WordsOfText / 2));
            foreach (var (text, story) in open)
            {
                var comparison = book.Compare(other, story);
                if ((comparison.Veto == Veto.None && comparison.Probability >= StoryDecision.FittedThreshold)
                    || CopyIndex.Compare(text.Shingles, other.Shingles) is not null
                    || (text.Title.Key != 0 && text.Title.Key == other.Title.Key))
                    merged++;
            }
        }

        return merged;
    }
}
