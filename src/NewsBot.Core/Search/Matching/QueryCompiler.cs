using System.Diagnostics;

namespace NewsBot.Core.Search;

/// <summary>Writes a query as a program over the atoms of a segment that is being built.</summary>
internal struct QueryCompiler(QuerySegmentBuilder builder, List<int> program)
{
    private int _negations;
    private bool _namesLanguage;

    /// <summary>Writes the program at the end; returns whether the query names a language it wants.</summary>
    public bool Write(Query query)
    {
        WritePart(query);
        return _namesLanguage;
    }

    private void WritePart(Query query)
    {
        switch (query)
        {
            case Query.Term term:
                WriteTerm(term);
                break;
            case Query.Source source:
                program.Add(builder.AtomOf(SourceAtoms.WordOf(source), AtomKind.Source, inTitle: false, isPositional: false));
                break;
            case Query.Language language:
                program.Add(builder.AtomOf(language.Tag, AtomKind.Language, inTitle: false, isPositional: false));
                _namesLanguage |= _negations == 0;
                break;
            case Query.And all:
                WriteGroup(Operation.All, all.Parts);
                break;
            case Query.Or any:
                WriteGroup(Operation.Any, any.Parts);
                break;
            case Query.Not not:
                _negations++;
                var header = Open();
                WritePart(not.Part);
                Close(Operation.Not, header);
                _negations--;
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void WriteGroup(Operation operation, ValueList<Query> parts)
    {
        var header = Open();
        for (var index = 0; index < parts.Count; index++)
            WritePart(parts[index]);
        Close(operation, header);
    }

    private void WriteTerm(Query.Term term)
    {
        var kind = term.IsInAnyForm ? AtomKind.Plain : AtomKind.Exact;
        var lastKind = term.EndsOpen ? AtomKind.Beginning : kind;
        if (term.Tokens.Count == 1)
        {
            program.Add(builder.AtomOf(term.Tokens[0], lastKind, term.InTitle, isPositional: false));
            return;
        }

        var header = Open();
        for (var index = 0; index < term.Tokens.Count; index++)
            program.Add(builder.AtomOf(term.Tokens[index], index == term.Tokens.Count - 1 ? lastKind : kind, inTitle: false, isPositional: true));
        Close(term.InTitle ? Operation.TitlePhrase : Operation.Phrase, header);
    }

    private readonly int Open()
    {
        program.Add(0);
        return program.Count - 1;
    }

    private readonly void Close(Operation operation, int header) =>
        program[header] = QueryProgram.Header(operation, program.Count - 1 - header);
}
