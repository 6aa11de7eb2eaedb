using System.Buffers;
using NewsBot.Core.Text;

namespace NewsBot.Tests.Search.Differential;

/// <summary>Random queries with every operator, from the words of the articles: many find something, most find not everything.</summary>
internal sealed class QuerySamples(Random random, IReadOnlyList<NaiveArticle> articles)
{
    private static readonly string[] Sources = ["bbc", "news world", "bbc.co.uk", "правда", "українська", "bote", "hauser", "Häuser", "朝日", "asahi", "aol", "example"];
    private static readonly SearchValues<char> _signs = SearchValues.Create("\"“”„‟«»＂*");
    private static readonly string[] Tags = ["en", "uk", "de", "ru", "ja", "it"];

    public NaiveQuery Next()
    {
        while (true)
        {
            var query = Tree(random.Next(4));
            if (query.Typed.Length <= 450)
                return query;
        }
    }

    private NaiveQuery Tree(int depth)
    {
        if (depth == 0)
            return Leaf();
        return random.Next(8) switch
        {
            0 or 1 or 2 => new NaiveQuery.And(Parts(depth), random.Next(3) == 0 ? " AND " : " "),
            3 or 4 => new NaiveQuery.Or(Parts(depth), random.Next(2) == 0),
            5 => new NaiveQuery.And([Tree(depth - 1), new NaiveQuery.Not(Tree(depth - 1), random.Next(2) == 0 ? "-" : "NOT ")], " "),
            6 when depth > 1 => new NaiveQuery.Not(Tree(depth - 1), "-"),
            7 => new NaiveQuery.Titled(TitleGroup()),
            _ => Leaf(),
        };
    }

    private NaiveQuery[] Parts(int depth) => [.. Enumerable.Range(0, 2 + random.Next(2)).Select(_ => Tree(depth - 1))];

    private NaiveQuery TitleGroup()
    {
        NaiveQuery[] parts = [.. Enumerable.Range(0, 2).Select(_ => Words(inTitle: true))];
        return random.Next(2) == 0 ? new NaiveQuery.And(parts, " ") : new NaiveQuery.Or(parts, false);
    }

    private NaiveQuery Leaf() => random.Next(14) switch
    {
        0 => Sources[random.Next(Sources.Length)] is var name && !name.Contains(' ', StringComparison.Ordinal) && name.All(char.IsAsciiLetter) && random.Next(2) == 0
            ? new NaiveQuery.Source(name[..3], IsOpen: true)
            : new NaiveQuery.Source(name, IsOpen: false),
        1 => new NaiveQuery.Language(Tags[random.Next(Tags.Length)]),
        _ => Words(random.Next(4) == 0),
    };

    private NaiveQuery.Leaf Words(bool inTitle) => random.Next(8) switch
    {
        0 or 1 => new NaiveQuery.Leaf($"{Word()} {Word()}", '"', inTitle),
        2 => new NaiveQuery.Leaf(FromAnArticle(), '"', inTitle),
        3 => new NaiveQuery.Leaf(Beginning(), '*', inTitle),
        _ => new NaiveQuery.Leaf(Word(), 'w', inTitle),
    };

    private string Word() => ArticleSamples.Words[random.Next(ArticleSamples.Words.Length)];

    private string Beginning()
    {
        while (true)
        {
            var word = Word();
            if (word.Length > 3 && word.All(char.IsLetter) && word[..(3 + random.Next(word.Length - 3))] is var beginning && Analyzer.Words(beginning)[^1] is var last && (last.Length >= 3 || Analyzer.IsUnspaced(last)))
                return beginning;
        }
    }

    // Words that stand next to each other in a line, across lines, or from the title into the text.
    private string FromAnArticle()
    {
        while (true)
        {
            var article = articles[random.Next(articles.Count)];
            var words = $"{article.Title} {article.Body}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Where(word => !word.AsSpan().ContainsAny(_signs) && word.Any(char.IsLetterOrDigit)).ToArray();
            if (words.Length >= 3 && random.Next(words.Length - 2) is var start)
                return string.Join(' ', words[start..(start + 2 + random.Next(2))]);
        }
    }
}
