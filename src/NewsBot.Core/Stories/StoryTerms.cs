using System.Runtime.InteropServices;
using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Stories;

/// <summary>Gathers the terms of one text: stems without the short words of the language, names among them, and numbers.</summary>
internal sealed class StoryTerms(string language, Stemmer? stemmer)
{
    /// <summary>Terms that are kept of a text; those of the body that come last go first.</summary>
    public const int Most = 128;

    private const ushort TitleWeight = 6;
    private const ushort LeadWeight = 3;
    private const ushort BodyWeight = 2;
    private const int CountedInBody = 3;

    private readonly System.Collections.Frozen.FrozenSet<string> _stopWords = StopWords.Of(language);
    private readonly Dictionary<string, Term> _terms = new(StringComparer.Ordinal);

    /// <summary>What stands for a stem, or for a number as it is written.</summary>
    public static uint IdOf(string stem, string language) =>
        TermHash.Of(char.IsAsciiDigit(stem[0]) ? StoryNumber.Normalize(stem) : stem, TermHash.Of(language));

    public void AddTitle(IEnumerable<Token> tokens) => Add(tokens, static term => term.InTitle = true);

    public void AddLead(IEnumerable<Token> tokens) => Add(tokens, static term => term.InLead = true);

    public void AddBody(IEnumerable<Token> tokens) => Add(tokens, static term => term.InBody++);

    /// <summary>Tells names from other words by the texts as they are written.</summary>
    public void FindNames(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            Names.Find(text, (token, isInside) =>
            {
                if (!_terms.TryGetValue(stemmer?.Stem(token) ?? token, out var term))
                    return;
                term.Capitals++;
                if (isInside)
                    term.Inside++;
            });
        }
    }

    /// <summary>The terms in the order of ids.</summary>
    /// <param name="text">Where the signs beside numbers stand.</param>
    public StoryTerm[] ToArray(string text)
    {
        var kept = _terms.Count <= Most ? _terms.AsEnumerable() : _terms.OrderBy(pair => pair.Value.InTitle || pair.Value.InLead ? 0 : 1).Take(Most);
        var byId = new Dictionary<uint, StoryTerm>(Most);
        foreach (var (stem, term) in kept)
        {
            var made = Make(stem, term, text);
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(byId, made.Id, out var exists);
            known = exists ? known.With(made) : made;
        }

        var terms = byId.Values.ToArray();
        Array.Sort(terms, static (left, right) => left.Id.CompareTo(right.Id));
        return terms;
    }

    private StoryTerm Make(string stem, Term term, string text)
    {
        var weight = (term.InTitle ? TitleWeight : 0) + (term.InLead ? LeadWeight : 0) + (Math.Min(term.InBody, CountedInBody) * BodyWeight);
        var isNumber = char.IsAsciiDigit(stem[0]);
        var kind = !isNumber
            ? term.Inside > 0 && term.Times <= term.Capitals ? TermKind.Name : TermKind.Word
            : StoryNumber.Normalize(stem).Length switch { 1 => TermKind.Digit, 2 => TermKind.Number, _ => TermKind.LongNumber };
        return new StoryTerm(
            IdOf(stem, language), (ushort)weight, 1, (byte)(term.InTitle ? 1 : 0), (byte)(term.InTitle || term.InLead ? 1 : 0), kind,
            isNumber && StoryNumber.IsMeasure(stem, text));
    }

    private void Add(IEnumerable<Token> tokens, Action<Term> stands)
    {
        foreach (var token in tokens)
        {
            if (!char.IsAsciiDigit(token.Text[0]) && (token.Text.Length < 2 || _stopWords.Contains(token.Text)))
                continue;
            var stem = token.Stem ?? token.Text;
            if (!_terms.TryGetValue(stem, out var term))
                _terms.Add(stem, term = new Term());
            term.Times++;
            stands(term);
        }
    }

    private sealed class Term
    {
        public bool InTitle { get; set; }
        public bool InLead { get; set; }
        public int InBody { get; set; }

        /// <summary>In all parts.</summary>
        public int Times { get; set; }

        /// <summary>With a capital, wherever.</summary>
        public int Capitals { get; set; }

        /// <summary>With a capital inside a sentence.</summary>
        public int Inside { get; set; }
    }
}
