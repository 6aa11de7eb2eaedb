using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Conversation;

/// <summary>
/// A query that finds less.
/// <paramref name="How"/>: what it leaves out, for a button: "only in titles".
/// <paramref name="Text"/>: as somebody would write it.
/// <paramref name="PerDay"/>: alerts a day that it would leave.
/// </summary>
internal sealed record NarrowerQuery(string How, string Text, double PerDay);

/// <summary>Ways to make a query narrower in one tap, found in what it would have sent; each leaves less, and something.</summary>
internal static class Narrower
{
    private const int Most = 4;

    // A way that leaves nearly all of it is none.
    private const double LeavesNearlyAll = 0.9;

    /// <summary>
    /// <paramref name="written"/>: the query as it was written.
    /// <paramref name="preview"/>: what it would have sent.
    /// </summary>
    public static async Task<IReadOnlyList<NarrowerQuery>> OfAsync(
        Session session, Turn turn, Query query, string written, ArticlePreview preview, CancellationToken cancellationToken)
    {
        var found = new List<NarrowerQuery>();
        foreach (var (how, text) in await CandidatesAsync(session, turn, query, written, preview, cancellationToken))
        {
            if (QueryParser.Parse(text) is not QueryParseResult.Parsed parsed)
                continue;
            var left = await Outlook.OfAsync(session, turn, parsed.Query, cancellationToken);
            // Where all is seen, both are counted over the same span.
            var perDay = preview.IsCut ? left.PerDay : preview.PerDayOf(left.Alerts.Count);
            if (left.Alerts.Count > 0 && perDay < preview.PerDay * LeavesNearlyAll)
                found.Add(new NarrowerQuery(how, text, perDay));
            if (found.Count == Most)
                break;
        }
        return found;
    }

    private static async Task<IReadOnlyList<(string How, string Text)>> CandidatesAsync(
        Session session, Turn turn, Query query, string written, ArticlePreview preview, CancellationToken cancellationToken)
    {
        var words = turn.Words;
        var candidates = new List<(string, string)>();
        if (NarrowerText.InTitle(query, written) is { } inTitle)
            candidates.Add((words.Say("narrow.in-title"), inTitle));
        if (NarrowerText.AsWritten(query, written) is { } exact)
            candidates.Add((words.Say("narrow.as-written"), exact));
        if (preview.Feeds is [var busiest, _, ..] && (await FeedStore.FindAsync(session, busiest, cancellationToken))?.Title is { } title && SourceOf(title) is { } source)
        {
            candidates.Add((words.Say("narrow.without", ("name", title)), NarrowerText.With(query, written, new Query.Not(source))));
            candidates.Add((words.Say("narrow.only", ("name", title)), NarrowerText.With(query, written, source)));
        }
        if (preview.Languages is [var language, _, ..] && LanguageTag.Normalize(language) == language && !query.WantedLeaves().Any(leaf => leaf is Query.Language))
            candidates.Add((words.Say("narrow.only", ("name", Words.NameOf(language))), NarrowerText.With(query, written, new Query.Language(language))));
        return candidates;
    }

    private static Query.Source? SourceOf(string title) => Analyzer.Words(title) is { Count: > 0 } tokens ? new Query.Source(new ValueList<string>(tokens)) : null;
}
