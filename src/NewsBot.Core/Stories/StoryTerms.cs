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
    private readonly Dictionary<string, Term> _terms = new(Most, StringComparer.Ordinal);

    // Of each word as it is written; null for one that says nothing.
    private readonly Dictionary<string, Term?> _words = new(Most, StringComparer.Ordinal);

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
                if (TermOf(token) is not { } term)
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
        Span<StoryTerm> made = stackalloc StoryTerm[Most];
        Span<ulong> order = stackalloc ulong[Most];
        var count = 0;
        foreach (var (stem, term) in kept)
        {
            made[count] = Make(stem, term, text);
            order[count] = ((ulong)made[count].Id << 32) | (uint)count;
            count++;
        }

        order = order[..count];
        order.Sort();
        var terms = new StoryTerm[count];
        var distinct = 0;
        foreach (var place in order)
        {
            var term = made[(int)(uint)place];
            // Two stems of one number: 1,204 and 1.204.
            if (distinct > 0 && terms[distinct - 1].Id == term.Id)
                terms[distinct - 1] = terms[distinct - 1].With(term);
            else
                terms[distinct++] = term;
        }

        return distinct == count ? terms : terms[..distinct];
    }

    // A word of no text, or one that says nothing, may have the stem of another one all the same.
    private Term? TermOf(ReadOnlySpan<char> token)
    {
        if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var known) && known is not null)
            return known;
        var word = token.ToString();
        return _terms.GetValueOrDefault(stemmer?.Stem(word) ?? word);
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
            ref var word = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, token.Text, out var isKnown);
            if (!isKnown)
                word = Meet(token);
            if (word is not { } term)
                continue;
            term.Times++;
            stands(term);
        }
    }

    private Term? Meet(Token token)
    {
        if (!char.IsAsciiDigit(token.Text[0]) && (token.Text.Length < 2 || _stopWords.Contains(token.Text)))
            return null;
        ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(_terms, token.Stem ?? token.Text, out _);
        return term ??= new Term();
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
