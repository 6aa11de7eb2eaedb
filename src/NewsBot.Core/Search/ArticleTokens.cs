using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Search;

/// <summary>
/// What queries see of an article. The evaluator reads it directly, both full-text indexes are written from it
/// (<see cref="IndexWriter"/>) and the matcher goes through its tokens, so all of them find the same.
/// </summary>
internal sealed class ArticleTokens
{
    private TokenPositions? _exact;
    private TokenPositions? _stems;

    private ArticleTokens(AnalyzedText text, SourceNames source, string? language, Stemmer? stemmer)
    {
        Text = text;
        Source = source;
        Language = language;
        Stemmer = stemmer;
        LastTitlePosition = text.Title is [.., var last] ? last.Position : 0;
    }

    public AnalyzedText Text { get; }

    /// <summary>The names of the feed that brought the article.</summary>
    public SourceNames Source { get; }

    /// <summary>Normalised; null when it is not known.</summary>
    public string? Language { get; }

    /// <summary>That of the language, with which the tokens got their stems; null: they have none.</summary>
    public Stemmer? Stemmer { get; }

    /// <summary>Tokens up to this position are in the title; 0 when it has none.</summary>
    public int LastTitlePosition { get; }

    /// <summary>The tokens as they are written, by position.</summary>
    private TokenPositions Exact => _exact ??= new TokenPositions(Text, token => token.Text);

    /// <summary>The stems by position.</summary>
    private TokenPositions Stems => _stems ??= new TokenPositions(Text, token => token.Stem!);

    /// <summary>Analyses an article.</summary>
    /// <param name="title">One line of plain text.</param>
    /// <param name="body">Plain text, blocks on lines of their own.</param>
    /// <param name="source">The names of its feed; without them no <c>source:</c> finds it.</param>
    /// <param name="language">Normalised; null when it is not known.</param>
    public static ArticleTokens Of(string title, string? body, SourceNames? source = null, string? language = null)
    {
        var stemmer = Stemmer.For(language);
        return new ArticleTokens(Analyzer.Analyze(title, body, stemmer), source ?? SourceNames.None, language, stemmer);
    }

    /// <summary>Whether tokens of the term stand next to each other somewhere, in the title if the term says so.</summary>
    public bool Holds(Query.Term term) => PlacesOf(term).Any();

    /// <summary>
    /// The positions at which the term begins. Of a word in any form those where its stems stand in the article's
    /// language; as the same words have the same stems, those where it stands as it is written are among them.
    /// </summary>
    public IEnumerable<int> PlacesOf(Query.Term term)
    {
        var end = term.InTitle ? LastTitlePosition : int.MaxValue;
        return term.IsInAnyForm && Stemmer is { } stemmer
            ? Stems.PlacesOf([.. term.Tokens.Select(stemmer.Stem)], endsOpen: false, end)
            : Exact.PlacesOf(term.Tokens, term.EndsOpen, end);
    }
}
