using System.Runtime.InteropServices;
using System.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Core.Text;

/// <summary>The tokens of an article. The positions of the body follow those of the title, after a gap.</summary>
internal sealed record AnalyzedText(IReadOnlyList<Token> Title, IReadOnlyList<Token> Body);

/// <summary>
/// The one place where text becomes tokens: articles for both full-text indexes and for the evaluator, and the words of
/// a query. Nothing else may take a text apart, or a search and a subscription would disagree.
/// </summary>
internal static class Analyzer
{
    /// <summary>Stored with the index; a higher number here means that the index is to be made anew.</summary>
    public const int Version = 2;

    /// <summary>Tokens beyond this position are not searchable (PostgreSQL: MAXENTRYPOS).</summary>
    public const int MaximumPosition = 16_383;

    /// <summary>A stem, or a term where there are no stems, is kept at its first positions only (PostgreSQL: MAXNUMPOS).</summary>
    public const int MaximumPositionsPerTerm = 256;

    /// <summary>UTF-8 bytes of tokens and stems in one article; keeps its tsvector below the limit of 1 MB.</summary>
    public const int MaximumTokenBytes = 400_000;

    /// <summary>
    /// The tokens of an article: a title of one line and a body whose blocks stand on lines of their own (the form of
    /// <see cref="HtmlText.ToPlainText"/>). No phrase runs from the title into the body or from one block into the next.
    /// </summary>
    /// <param name="title">One line of plain text.</param>
    /// <param name="body">Plain text, blocks on lines of their own.</param>
    /// <param name="stemmer">That of the text's language; null: the tokens get no stems.</param>
    public static AnalyzedText Analyze(string title, string? body, Stemmer? stemmer = null)
    {
        var article = new ArticleTokenizer(stemmer);
        var titleTokens = article.Take(title, breaksPhrases: false);
        return new AnalyzedText(titleTokens, article.Take(body ?? "", breaksPhrases: true));
    }

    /// <summary>
    /// The tokens of a text that stand next to each other, as a query or a name needs them. Of a run in a script without
    /// spaces the lone last character is left out at the end: 中国 is one token here, so that it is found in 中国人 too.
    /// </summary>
    public static IReadOnlyList<string> Words(string text)
    {
        using var folded = new FoldedText(text);
        var reader = new TokenReader(folded.Characters, folded.Kinds);
        var words = new List<string>();
        while (reader.Read())
            words.Add(reader.Token.ToString());
        if (words.Count > 1 && IsLoneUnspaced(words[^1]) && IsUnspacedPair(words[^2]))
            words.RemoveAt(words.Count - 1);
        return words;
    }

    /// <summary>Whether the token is a single character of a script without spaces: it begins every token it stands first in.</summary>
    public static bool IsLoneUnspaced(string token) =>
        Rune.TryGetRuneAt(token, 0, out var rune) && UnicodeRanges.IsUnspaced(rune.Value) && rune.Utf16SequenceLength == token.Length;

    /// <summary>Whether the token is of a script without spaces.</summary>
    public static bool IsUnspaced(string token) => Rune.TryGetRuneAt(token, 0, out var rune) && UnicodeRanges.IsUnspaced(rune.Value);

    /// <summary>
    /// A text that <see cref="Words"/> takes apart into the same tokens again, with the separator where a word ends.
    /// </summary>
    public static string Join(IEnumerable<string> words, char separator)
    {
        var joined = new StringBuilder();
        var insideRun = false;
        foreach (var word in words)
        {
            var isPair = IsUnspacedPair(word);
            if (!insideRun)
                joined.Append(joined.Length == 0 ? "" : separator.ToString()).Append(word);
            else if (isPair)
                joined.Append(word.AsSpan(char.IsHighSurrogate(word[0]) ? 2 : 1));
            insideRun = isPair;
        }

        return joined.ToString();
    }

    private static bool IsUnspacedPair(string token) =>
        Rune.TryGetRuneAt(token, 0, out var rune) && UnicodeRanges.IsUnspaced(rune.Value) && rune.Utf16SequenceLength < token.Length;

    /// <summary>Counts positions, repetitions and bytes over the title and the body of one article.</summary>
    private sealed class ArticleTokenizer(Stemmer? stemmer)
    {
        private readonly Dictionary<string, Word> _words = new(256, StringComparer.Ordinal);
        private readonly Dictionary<string, Counter> _stems = new(StringComparer.Ordinal);
        private int _position;
        private int _bytes;

        public List<Token> Take(string text, bool breaksPhrases)
        {
            var tokens = new List<Token>(text.Length / 6);
            var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
            using var folded = new FoldedText(text);
            var reader = new TokenReader(folded.Characters, folded.Kinds);
            if (_position > 0)
                _position++;

            while (reader.Read())
            {
                _position += breaksPhrases && reader.AfterBreak && tokens.Count > 0 ? 2 : 1;
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(words, reader.Token, out var exists);
                var word = exists ? known! : known = Meet(reader.Token.ToString());
                _bytes += word.Bytes;
                if (_position > MaximumPosition || _bytes > MaximumTokenBytes)
                    break;
                if (word.Seen.Times++ < MaximumPositionsPerTerm)
                    tokens.Add(new Token(word.Text, _position, word.Stem));
            }

            return tokens;
        }

        private Word Meet(string text)
        {
            var bytes = Encoding.UTF8.GetByteCount(text);
            if (stemmer is null)
                return new Word(text, null, bytes, new Counter());
            var stem = stemmer.Stem(text);
            ref var counter = ref CollectionsMarshal.GetValueRefOrAddDefault(_stems, stem, out _);
            counter ??= new Counter();
            return new Word(text, stem == text ? text : stem, bytes + Encoding.UTF8.GetByteCount(stem) + StemMark, counter);
        }

        // The language in front of a stem, as the indexes hold it.
        private const int StemMark = 3;

        private sealed record Word(string Text, string? Stem, int Bytes, Counter Seen);

        private sealed class Counter
        {
            public int Times { get; set; }
        }
    }
}
