using NewsBot.Core.Text;

namespace NewsBot.Core.Search;

/// <summary>Says what is wrong at a place of a query.</summary>
internal delegate void QueryProblemReport(QueryProblem problem, int position, int length, int? limit = null);

/// <summary>Makes terms of the words of a query. Where a word is wrong, it is reported and what is probably meant comes back.</summary>
internal sealed class QueryLeafReader(string text, QueryProblemReport report)
{
    /// <summary>Letters and digits before a star.</summary>
    public const int MinimumBeginning = 3;

    /// <summary>The term of a word or of quoted words, in a field or null for the whole text.</summary>
    public Query? Read(Lexeme lexeme, string? field)
    {
        var written = text.Substring(lexeme.Position, lexeme.Length);
        if (field == "lang")
            return ReadLanguage(lexeme, written);

        var value = lexeme.Text;
        var hasStar = false;
        if (lexeme.Kind == LexemeKind.Word && value.Contains('*'))
            (value, hasStar) = ReadStar(lexeme);

        var words = Analyzer.Words(value);
        if (words.Count == 0)
        {
            report(QueryProblem.NoWords, lexeme.Position, lexeme.Length);
            return null;
        }

        if (hasStar && Analyzer.IsUnspaced(words[^1]))
        {
            // There every character begins a token: the star says nothing more.
            hasStar = false;
        }
        else if (hasStar && words[^1].Count(char.IsLetterOrDigit) < MinimumBeginning)
        {
            report(QueryProblem.BeginningTooShort, lexeme.Position, lexeme.Length, MinimumBeginning);
            hasStar = false;
        }

        var tokens = new ValueList<string>(words);
        if (field == "source")
            return new Query.Source(tokens, hasStar || Analyzer.IsLoneUnspaced(words[^1]));
        var form = hasStar ? TermForm.Beginning : lexeme.Kind == LexemeKind.Quoted ? TermForm.Quoted : TermForm.Word;
        return new Query.Term(tokens, form, InTitle: field == "title") { Written = written };
    }

    private Query.Language? ReadLanguage(Lexeme lexeme, string written)
    {
        if (LanguageTag.Normalize(lexeme.Text) is { } tag)
            return new Query.Language(tag);
        report(QueryProblem.UnknownLanguage, lexeme.Position, lexeme.Length);
        return LanguageTag.Guess(lexeme.Text) is { } guess ? new Query.Language(guess) : null;
    }

    private (string Value, bool HasStar) ReadStar(Lexeme lexeme)
    {
        var value = lexeme.Text;
        var star = value.IndexOf('*');
        if (star == value.Length - 1)
            return (value[..star], true);

        report(QueryProblem.MisplacedStar, lexeme.Position + star, 1);
        var beginning = value[..star];
        return beginning.Count(char.IsLetterOrDigit) >= MinimumBeginning
            ? (beginning, Analyzer.Words(beginning) is [.., var last] && last.Count(char.IsLetterOrDigit) >= MinimumBeginning)
            : (value.Replace("*", "", StringComparison.Ordinal), false);
    }
}
