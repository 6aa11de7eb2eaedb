using NewsBot.Core.Search;
using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Articles;

/// <summary>
/// The words of the newest articles and how often they stand there: what somebody may have meant. Read when it is first
/// needed, and what came in since whenever it is needed again; words met once go when it grows too large.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>About three megabytes.</summary>
    private const int MostWords = 40_000;

    /// <summary>Articles that are read at once: a person waits for it.</summary>
    private const int MostArticles = 1_000;

    /// <summary>Characters of a text: what it is about stands first.</summary>
    private const int BeginningOfText = 1_500;

    private const int ShortestWord = 3;
    private const int ShortWord = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private long _newest;

    /// <summary>Takes in what came since the last time.</summary>
    public async Task RefreshAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Article>(
            $"""
            SELECT article_id, title, substr(summary, 1, {BeginningOfText}) AS summary, substr(body, 1, {BeginningOfText}) AS body
            FROM article WHERE article_id > @newest ORDER BY article_id DESC LIMIT {MostArticles}
            """,
            new { newest = Volatile.Read(ref _newest) }, cancellationToken);
        foreach (var row in rows)
        {
            var words = Analyzer.Words(row.Title).Concat(Analyzer.Words(ArticleIndex.SearchText(row.Summary, row.Body)));
            lock (_gate)
            {
                foreach (var word in words.Where(word => word.Length >= ShortestWord && char.IsLetter(word[0])))
                    _words[word] = _words.GetValueOrDefault(word) + 1;
                Forget();
                _newest = Math.Max(_newest, row.ArticleId);
            }
        }
    }

    /// <summary>What was probably meant by a word that nothing holds, the likeliest first.</summary>
    public IReadOnlyList<string> Near(string word, int count)
    {
        if (word.Length < ShortestWord)
            return [];
        var most = word.Length < ShortWord ? 1 : 2;
        lock (_gate)
        {
            var otherKeys = KeyboardLayout.Others(word).Where(_words.ContainsKey).ToList();
            return [.. otherKeys.Concat(_words
                .Select(pair => (Word: pair.Key, Times: pair.Value, Distance: EditDistance.Of(word, pair.Key, most)))
                .Where(near => near.Distance is > 0)
                // The first letter is seldom wrong.
                .OrderBy(near => near.Distance + (near.Word[0] == word[0] ? 0 : 1)).ThenByDescending(near => near.Times).ThenBy(near => near.Word, StringComparer.Ordinal)
                .Select(near => near.Word)).Distinct().Take(count)];
        }
    }

    private void Forget()
    {
        for (var times = 1; _words.Count > MostWords; times++)
        {
            foreach (var (word, _) in _words.Where(pair => pair.Value <= times).ToList())
                _words.Remove(word);
        }
    }
}
