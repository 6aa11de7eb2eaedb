using System.Globalization;
using NewsBot.Core.Articles;
using NewsBot.Core.Stories;

namespace NewsBot.Operations;

/// <summary>A <see cref="StoryReason"/> in plain words, line by line, and how many readers said that the two are apart.</summary>
internal static class StoryWhyText
{
    public static IEnumerable<string> Of(Article earlier, Article later, StoryReason reason, long apart)
    {
        var features = reason.Beside.Features;
        return
        [
            $"{earlier.ArticleId}  {ArticleLine.Of(earlier)}",
            $"{later.ArticleId}  {ArticleLine.Of(later)}",
            "",
            Answer(reason),
            earlier.StoryId == later.StoryId ? "In the store they are one story." : "In the store they are two stories.",
            "",
            "Copied",
            Line("address or item key", reason.SameKey ? "the same" : "different"),
            Line("title", reason.SameTitle ? "the same" : "different, or too short to tell"),
            Line("rows of three words", $"{reason.Shingles.Earlier} and {reason.Shingles.Later}; Jaccard {Number(reason.Jaccard)} (a copy from 0.50), containment {Number(reason.Containment)} (from 0.70)"),
            Line("particular numbers", reason.NumbersDiffer ? "fewer than half the same: no copy" : "no contradiction"),
            "",
            "Told in other words",
            Line("likeness of all terms", Number(features.Likeness)),
            Line("title and lead, known to the first", Number(features.OpeningKnown)),
            Line("title and lead of the first, told", Number(features.OpeningTold)),
            Line("title, known to the first", Number(features.TitleKnown)),
            Line("title of the first, told", Number(features.TitleTold)),
            Line("names and rare words in both", $"{Number(Math.Exp(features.RareTerms) - 1)}{List(reason.SharedNames)}"),
            Line("numbers in both", $"{Number(Math.Exp(features.Numbers) - 1)}{List(reason.SharedNumbers)}"),
            Line("numbers in the first only", ListOrNone(reason.NumbersOfEarlier)),
            Line("numbers in the second only", ListOrNone(reason.NumbersOfLater)),
            Line("apart", Apart(TimeSpan.FromMilliseconds(Math.Abs(Article.SortTimeOf(later.ArticleId) - Article.SortTimeOf(earlier.ArticleId))))),
            Line("what forbids it", Forbids(reason.Beside.Veto)),
            Line("probability", $"{Number(reason.Beside.Probability)} (one story from {Number(StoryDecision.FittedThreshold)})"),
            "",
            "Readers",
            Line("who said \"not the same story\"", apart == 0 ? "none" : apart.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static string Answer(StoryReason reason) => reason.Verdict switch
    {
        StoryVerdict.SameArticle => "One story: they are the same article.",
        StoryVerdict.SameTitle => "One story: two outlets gave the same title.",
        StoryVerdict.Copy => "One story: one text is the other, edited or cut.",
        StoryVerdict.Related related => $"One story: told in other words, probability {Number(related.By.Probability)}.",
        StoryVerdict.New when reason.Beside.Veto != Veto.None => $"Two stories: {Forbids(reason.Beside.Veto)}.",
        StoryVerdict.New => $"Two stories: the probability {Number(reason.Beside.Probability)} is below {Number(StoryDecision.FittedThreshold)}.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Forbids(Veto veto) => veto switch
    {
        Veto.None => "nothing",
        Veto.OtherLanguage => "they are not known to be in one language",
        Veto.OutOfTime => "they are too far apart in time",
        Veto.SameOutlet => "one outlet wrote both, and they are no copies",
        Veto.Templated => "one is a briefing or the like, of several stories",
        Veto.TooShort => "one is too short to tell an event from its subject",
        Veto.TooFewShared => "fewer than two rare words or numbers are in both",
        Veto.HardlyAlike => "the rare words in both are few beside all others",
        Veto.UnfamiliarLanguage => "too few articles in their language are stored to tell its common words from rare ones",
        Veto.NumbersClash => "the titles have one form, and the facts differ",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Line(string name, string value) => $"  {name,-36}{value}";

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> words) => words.Count == 0 ? "" : $": {string.Join(", ", words)}";

    private static string ListOrNone(IReadOnlyList<string> words) => words.Count == 0 ? "none" : string.Join(", ", words);

    private static string Apart(TimeSpan time) => time.TotalDays >= 1 ? $"{(int)time.TotalDays} d {time.Hours} h" : $"{time.Hours} h {time.Minutes} min";
}
