using FsCheck;
using FsCheck.Fluent;
using NewsBot.Core.Search;

namespace NewsBot.Tests.Search;

/// <summary>Random queries and articles from few words of several scripts, so that they often meet.</summary>
internal static class Samples
{
    public static readonly string[] Languages = ["en", "uk", "zh"];

    public static readonly (string Title, string Site)[] Sources =
    [
        ("BBC News – World", "https://www.bbc.co.uk/"),
        ("Українська правда", "https://www.pravda.com.ua/"),
        ("朝日新聞", "https://asahi.com/"),
    ];

    private static readonly string[] Words =
    [
        "power", "powers", "powered", "plants", "plant", "planted", "Power-plants", "Power-plant", "COVID-19", "covid19", "covid", "19", "iPhone15", "AT&T", "at", "t", "C++", "c", "C#",
        ".NET", "net", "U.S.", "us", "об'єкт", "об’єктом", "об", "Ёлка", "елка", "Ґанок", "Élection", "elect", "Straße", "3.14", "3", "14",
        "Trump’s", "trump", "中国", "中国人", "国", "人民", "手机iphone", "iphone", "猫", "ウクライナ", "イナ", "ไทย", "우크라이나가", "우크라", "عربي",
        "हिन्दी", "near", "title", "body", "article_index", "and", "or", "not", "rowid", "x'y", "a\\b", "qu`ote", "𠀀𠀁", "𠀁",
    ];

    private static readonly string[] Phrases =
    [
        "\"power plants\"", "\"plants power\"", "\"covid 19\"", "\"c++ .net\"", "\"us at&t\"", "\"об'єкт елка\"", "\"中国 人民\"", "\"手机 iphone\"",
        "\"猫 猫\"", "\"trump s\"", "plan*", "pow*", "об'є*", "ele*", "covid*", "iphone-15", "power-plan*", "NEAR/3", "body:power", "^power",
        "source:bbc", "source:правда", "source:\"bbc world\"", "source:朝日", "source:aol", "lang:uk", "lang:en", "lang:ja",
    ];

    private static Gen<Query> Leaf { get; } =
        from text in Gen.OneOf(
            Gen.Elements(Words),
            Gen.Elements(Phrases),
            Gen.Elements(Words).Two().Select(pair => $"\"{pair.Item1} {pair.Item2}\""))
        from inTitle in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Parse(inTitle && !text.Contains(':', StringComparison.Ordinal) ? "title:" + text : text);

    public static Gen<string> Article { get; } =
        from words in Gen.ListOf(Gen.Frequency((8, Gen.Elements(Words)), (2, Gen.Elements("\n", "\n", "\n", "!!!", "—", "_", "*", "'", "\"", "\\"))), 12)
        select string.Join(' ', words);

    public static Gen<string> Title { get; } =
        from words in Gen.ListOf(Gen.Elements(Words), 4)
        select string.Join(' ', words);

    public static Gen<Query> Query { get; } = Tree(4);

    /// <summary>What somebody, or something hostile, might type.</summary>
    public static Gen<string> Typed { get; } =
        from pieces in Gen.ListOf(Gen.OneOf(
            Gen.Elements(Words),
            Gen.Elements(Phrases),
            Gen.Elements("AND", "OR", "NOT", "-", "—", "(", ")", "\"", "“", "”", "«", "*", "title:", "source:", "lang:", ":", "'", "'); DROP TABLE article;--", "\0", "\t", "+", "^", "~"),
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")))
        from glue in Gen.Elements("", " ")
        select string.Join(glue, pieces);

    public static Query Parse(string text) => Assert.IsType<QueryParseResult.Parsed>(QueryParser.Parse(text)).Query;

    private static Gen<Query> Tree(int depth)
    {
        if (depth == 0)
            return Leaf;
        var inner = Tree(depth - 1);
        var parts = from first in inner
                    from second in inner
                    from others in Gen.ListOf(Leaf, 1)
                    select new ValueList<Query>([first, second, .. others]);
        return Gen.Frequency(
            (3, Leaf),
            (2, parts.Select(list => (Query)new Query.And(list))),
            (2, parts.Select(list => (Query)new Query.Or(list))),
            (1, inner.Select(part => (Query)new Query.Not(part))));
    }
}
