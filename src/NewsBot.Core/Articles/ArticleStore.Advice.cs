using System.Diagnostics;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Articles;

/// <summary>What may help somebody whose query finds nothing.</summary>
/// <param name="Corrected">A query that finds something and was probably meant, in the query language; null: none.</param>
/// <param name="Missing">Of several words those that find nothing alone, as they were written.</param>
internal sealed record SearchAdvice(string? Corrected, IReadOnlyList<string> Missing);

/// <summary>Advice for a search that found nothing.</summary>
internal sealed partial class ArticleStore
{
    private const int MostTermsLookedAt = 6;
    private const int NearWords = 3;

    private readonly Vocabulary _vocabulary = new();

    /// <summary>Says which words find nothing, and what was probably meant, from the words of the newest articles.</summary>
    public async Task<SearchAdvice> AdviseAsync(Session session, ArticleScope scope, Query query, CancellationToken cancellationToken)
    {
        var terms = query.WantedLeaves().OfType<Query.Term>().Distinct().Take(MostTermsLookedAt).ToList();
        var missing = new List<Query.Term>();
        foreach (var term in terms)
        {
            if (!await FindsAsync(session, scope, term, cancellationToken))
                missing.Add(term);
        }

        await _vocabulary.RefreshAsync(session, cancellationToken);
        var corrected = missing.Count == 0 ? null : await CorrectAsync(session, scope, query, missing, cancellationToken);
        // Where no word finds anything, there is none to blame.
        return new SearchAdvice(corrected?.ToString(), missing.Count == query.WantedLeaves().Distinct().Count() ? [] : [.. missing.Select(term => term.Written ?? term.ToString())]);
    }

    private async Task<Query?> CorrectAsync(Session session, ArticleScope scope, Query query, List<Query.Term> missing, CancellationToken cancellationToken)
    {
        var corrected = query;
        foreach (var term in missing)
        {
            if (await CorrectAsync(session, scope, term, cancellationToken) is not { } meant)
                return null;
            corrected = Replace(corrected, term, meant);
        }

        corrected = QueryCanonicalizer.Canonicalize(corrected);
        return corrected.ToString().Length <= QueryParser.MaximumLength && await FindsAsync(session, scope, corrected, cancellationToken) ? corrected : null;
    }

    // Each word in turn, the likeliest first, until the term finds something.
    private async Task<Query.Term?> CorrectAsync(Session session, ArticleScope scope, Query.Term term, CancellationToken cancellationToken)
    {
        for (var index = 0; index < term.Tokens.Count; index++)
        {
            foreach (var near in _vocabulary.Near(term.Tokens[index], NearWords))
            {
                var meant = new Query.Term(new ValueList<string>(term.Tokens.Select((token, position) => position == index ? near : token)), term.Form, term.InTitle);
                if (await FindsAsync(session, scope, meant, cancellationToken))
                    return meant;
            }
        }

        return null;
    }

    private async Task<bool> FindsAsync(Session session, ArticleScope scope, Query query, CancellationToken cancellationToken) =>
        (await SearchAsync(session, scope, query, null, 1, cancellationToken)).Articles.Count > 0;

    private static Query Replace(Query query, Query.Term term, Query.Term meant) => query switch
    {
        Query.Term leaf => leaf.Equals(term) ? meant : leaf,
        Query.And all => new Query.And(new ValueList<Query>(all.Parts.Select(part => Replace(part, term, meant)))),
        Query.Or any => new Query.Or(new ValueList<Query>(any.Parts.Select(part => Replace(part, term, meant)))),
        Query.Not or Query.Source or Query.Language => query,
        _ => throw new UnreachableException(),
    };
}
