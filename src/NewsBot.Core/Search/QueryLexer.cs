using System.Buffers;

namespace NewsBot.Core.Search;

internal enum LexemeKind
{
    Word,
    Quoted,
    Open,
    Close,
    And,
    Or,
    Not,
    Field,
    End,
}

/// <summary>A piece of a query. The text is what stands inside: without quotes, without the colon of a field.</summary>
internal readonly record struct Lexeme(LexemeKind Kind, int Position, int Length, string Text);

/// <summary>
/// Takes the text of a query into words, quoted words and signs. Quotation marks and dashes of all kinds count as the
/// plain ones, since telephones put them in unasked.
/// </summary>
internal sealed class QueryLexer(string text)
{
    private const string Quotes = "\"“”„‟«»＂";
    private const string Dashes = "-‐‑‒–—−";

    private static readonly SearchValues<char> _quotes = SearchValues.Create(Quotes);
    private static readonly SearchValues<char> _dashes = SearchValues.Create(Dashes);

    private readonly List<Lexeme> _lexemes = [];
    private int _next;

    /// <summary>The quotation mark that is never closed; -1 when there is none.</summary>
    public int OpenQuote { get; private set; } = -1;

    /// <summary>The pieces, with one of kind <see cref="LexemeKind.End"/> behind the last.</summary>
    public IReadOnlyList<Lexeme> Read()
    {
        while (_next < text.Length)
        {
            var character = text[_next];
            if (char.IsWhiteSpace(character))
                _next++;
            else if (character == '(')
                Add(LexemeKind.Open, 1);
            else if (character == ')')
                Add(LexemeKind.Close, 1);
            else if (_quotes.Contains(character))
                ReadQuoted();
            else if (DashesOfNegation() is > 0 and var dashes)
                Add(LexemeKind.Not, dashes);
            else
                ReadWord();
        }

        _lexemes.Add(new Lexeme(LexemeKind.End, text.Length, 0, ""));
        return _lexemes;
    }

    /// <summary>
    /// The length of dashes that negate what follows. A plain one that stands alone is meant so too and is for the parser
    /// to refuse; a long one that stands alone is punctuation.
    /// </summary>
    private int DashesOfNegation()
    {
        var rest = text.AsSpan(_next);
        var length = rest.IndexOfAnyExcept(_dashes);
        if (length < 0)
            length = rest.Length;
        var standsAlone = length == rest.Length || char.IsWhiteSpace(rest[length]) || rest[length] == ')';
        return standsAlone && rest[..length] is not "-" ? 0 : length;
    }

    private void ReadQuoted()
    {
        var start = _next + 1;
        var length = text.AsSpan(start).IndexOfAny(_quotes);
        if (length < 0)
        {
            OpenQuote = _next;
            length = text.Length - start;
        }

        _lexemes.Add(new Lexeme(LexemeKind.Quoted, _next, Math.Min(length + 2, text.Length - _next), text.Substring(start, length)));
        _next = Math.Min(start + length + 1, text.Length);
    }

    private void ReadWord()
    {
        var end = _next;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')') && !_quotes.Contains(text[end]))
            end++;
        var word = text[_next..end];

        var colon = word.IndexOf(':');
        if (colon > 0 && word[..colon].ToLowerInvariant() is "title" or "source" or "lang")
            Add(LexemeKind.Field, colon + 1, word[..colon].ToLowerInvariant());
        else
            Add(KindOf(word), word.Length, word);
    }

    private static LexemeKind KindOf(string word) => word switch
    {
        "AND" => LexemeKind.And,
        "OR" => LexemeKind.Or,
        "NOT" => LexemeKind.Not,
        _ => LexemeKind.Word,
    };

    private void Add(LexemeKind kind, int length, string? value = null)
    {
        _lexemes.Add(new Lexeme(kind, _next, length, value ?? text.Substring(_next, length)));
        _next += length;
    }
}
