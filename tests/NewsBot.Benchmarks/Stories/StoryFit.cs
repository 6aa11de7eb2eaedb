using System.Globalization;
using NewsBot.Core.Stories;
using NewsBot.Tests.Stories;

namespace NewsBot.Benchmarks.Stories;

/// <summary>
/// <c>stories fit</c>: weights from the fitting half. Articles come in one after another and are put where they belong; each
/// comparison on the way is an example. Cross-validation leaves out events together with what resembles them.
/// </summary>
internal static class StoryFit
{
    private const int Folds = 5;
    private static readonly double[] _thresholds = [0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65];

    public static void Run()
    {
        var half = LabelledStory.Read("fitting");
        var examples = ExamplesOf(half);
        Console.WriteLine($"  fitting half {LabelledStory.HashOf("fitting")}");
        Console.WriteLine($"  {half.Count} articles, {examples.Count} comparisons, {examples.Count(example => example.IsOneStory)} of them one story");

        var foldOf = FoldsOf(half);
        var ofFold = Enumerable.Range(0, Folds)
            .Select(fold => LogisticFit.Of([.. examples.Where(example => foldOf[example.EventOfArticle] != fold && foldOf[example.EventOfStory] != fold)], 0.5)).ToList();
        Console.WriteLine($"  cross-validation by event, {Folds} folds:");
        foreach (var threshold in _thresholds)
            Print(threshold, StoryScores.Of(StoryReplay.Run(half, label => ofFold[foldOf[label.Event]] with { Threshold = threshold })));

        var languages = half.Select(label => label.Language).Distinct().ToList();
        var ofLanguage = languages.ToDictionary(
            language => language,
            language => LogisticFit.Of([.. examples.Where(example => !example.EventOfArticle.Contains($"-{language}-", StringComparison.Ordinal))], 0.5));
        Console.WriteLine("  each language with weights from the other four:");
        foreach (var threshold in _thresholds)
            Print(threshold, StoryScores.Of(StoryReplay.Run(half, label => ofLanguage[label.Language] with { Threshold = threshold })));

        var fitted = LogisticFit.Of(examples, StoryDecision.FittedThreshold);
        Console.WriteLine("  StoryWeights.cs:");
        Console.WriteLine($"    FittedTo = \"{LabelledStory.HashOf("fitting")}\"");
        Console.WriteLine($"    Bias = {Text(fitted.Bias)}");
        Console.WriteLine($"    Values = [{string.Join(", ", fitted.Weights.Select(Text))}]");
        foreach (var (name, weight) in StoryFeatures.Names.Zip(fitted.Weights))
            Console.WriteLine($"      {name,-16} {Text(weight),8}");
    }

    public static void Print(double threshold, StoryScores scores) =>
        Console.WriteLine($"    {threshold.ToString("0.00", CultureInfo.InvariantCulture)}   B-cubed {scores.BCubed}   pairs {scores.Pairs}");

    private static List<Example> ExamplesOf(IReadOnlyList<LabelledStory> half)
    {
        var book = new StoryBook();
        var stories = new Dictionary<string, long>(StringComparer.Ordinal);
        var events = new Dictionary<long, string>();
        var examples = new List<Example>();
        foreach (var (label, article) in LabelledStory.InOrder(half))
        {
            book.CloseUntil(article.At);
            var text = book.Read(article);
            // What a copy or a title decides is no question for the weights.
            if (book.Decide(text) is StoryVerdict.Related or StoryVerdict.New)
                examples.AddRange(book.Compare(text).Select(comparison =>
                    new Example(comparison.Features.Values, events[comparison.Story.Id] == label.Event, label.Event, events[comparison.Story.Id])));
            var story = stories.TryGetValue(label.Event, out var known) ? known : stories[label.Event] = article.ArticleId;
            events[story] = label.Event;
            book.Add(text, story);
        }

        return examples;
    }

    // An event and its look-alikes are in one fold.
    private static Dictionary<string, int> FoldsOf(IReadOnlyList<LabelledStory> half)
    {
        var likes = half.Where(label => label.IsLookAlike).GroupBy(label => label.Event).ToDictionary(group => group.Key, group => group.First().Like!, StringComparer.Ordinal);
        return half.Select(label => label.Event).Distinct().ToDictionary(name => name, name => (int)(TermHash.Of(Root(name)) % Folds), StringComparer.Ordinal);

        string Root(string name)
        {
            var seen = new SortedSet<string>(StringComparer.Ordinal);
            while (seen.Add(name) && likes.TryGetValue(name, out var like))
                name = like;
            // Two that resemble each other.
            return likes.ContainsKey(name) ? seen.Min! : name;
        }
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
