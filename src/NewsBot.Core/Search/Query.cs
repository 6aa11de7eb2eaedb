using System.Diagnostics;
using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>How a term was written, and with it what it finds.</summary>
internal enum TermForm
{
    /// <summary>A plain word: in any grammatical form.</summary>
    Word,

    /// <summary>In quotes: exactly these words in this order.</summary>
    Quoted,

    /// <summary>With a star: words that begin like the last token.</summary>
    Beginning,
}

/// <summary>
/// A query as a tree; what people write is read by <see cref="QueryParser"/>. The tree holds tokens, not text, so the
/// evaluator and both full-text indexes compare the same things. <c>ToString</c> gives text that reads as the same tree.
/// </summary>
internal abstract record Query
{
    private Query()
    {
    }

    /// <summary>The query in the query language.</summary>
    public sealed override string ToString() => QueryText.Print(this);

    /// <summary>
    /// Tokens that stand next to each other in the title or in one block of the body; one token in most cases, several
    /// for a phrase or for a word that is taken apart (covid-19).
    /// </summary>
    /// <param name="Tokens">At least one.</param>
    /// <param name="Form">How the term was written.</param>
    /// <param name="InTitle">Whether only the title counts.</param>
    internal sealed record Term(ValueList<string> Tokens, TermForm Form, bool InTitle = false) : Query
    {
        /// <summary>What the person wrote, for showing it; no part of equality.</summary>
        public string? Written { get; init; }

        /// <summary>
        /// Whether the last token is the beginning of a token: after a star, and for a lone character of a script without
        /// spaces, where each character begins a token of its own.
        /// </summary>
        public bool EndsOpen => Form == TermForm.Beginning || Analyzer.IsLoneUnspaced(Tokens[^1]);

        /// <summary>Whether it finds all grammatical forms, compared by their stems in the language of each article.</summary>
        public bool IsInAnyForm => Form == TermForm.Word && !EndsOpen;

        public bool Equals(Term? other) =>
            other is not null && Form == other.Form && InTitle == other.InTitle && Tokens.Equals(other.Tokens);

        public override int GetHashCode() => HashCode.Combine(Form, InTitle, Tokens);
    }

    /// <summary>Articles of feeds whose names hold these tokens; see <see cref="SourceNames"/>.</summary>
    /// <param name="Tokens">At least one.</param>
    /// <param name="EndsOpen">Whether the last token is the beginning of a token.</param>
    internal sealed record Source(ValueList<string> Tokens, bool EndsOpen = false) : Query;

    /// <summary>Articles in a language; one whose language is unknown is in none.</summary>
    /// <param name="Tag">As <see cref="LanguageTag.Normalize"/> gives it.</param>
    internal sealed record Language(string Tag) : Query;

    /// <summary>All of the parts.</summary>
    internal sealed record And(ValueList<Query> Parts) : Query;

    /// <summary>At least one of the parts.</summary>
    internal sealed record Or(ValueList<Query> Parts) : Query;

    /// <summary>Articles the part does not find.</summary>
    internal sealed record Not(Query Part) : Query;

    /// <summary>All terms of the query, those under a negation left out, in the order of the tree.</summary>
    public IEnumerable<Query> WantedLeaves() => this switch
    {
        And all => all.Parts.SelectMany(part => part.WantedLeaves()),
        Or any => any.Parts.SelectMany(part => part.WantedLeaves()),
        Not => [],
        Term or Source or Language => [this],
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// Whether the query asks for something: what it finds is found for what it holds, not only for what it lacks.
    /// </summary>
    public bool AsksForSomething => this switch
    {
        And all => all.Parts.Any(part => part.AsksForSomething),
        Or any => any.Parts.All(part => part.AsksForSomething),
        Not => false,
        Term or Source or Language => true,
        _ => throw new UnreachableException(),
    };
}
