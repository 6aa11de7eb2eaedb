using NewsBot.Core.Feeds;

namespace NewsBot.Core.Intake.Documents;

/// <summary>What kind of piece an article of a page is.</summary>
internal enum PageArticleKind
{
    /// <summary>With a title of its own.</summary>
    Article,

    /// <summary>A few sentences without a title.</summary>
    Brief,

    /// <summary>Stands under a line that says it is a video.</summary>
    Video,
}

/// <summary>A picture of a page: only its texts are in the document.</summary>
/// <param name="Caption">What it shows, without the credit.</param>
/// <param name="Credit">Who made it: what stands in parentheses at the end of the caption.</param>
internal sealed record PagePicture(string? Caption, string? Credit);

/// <summary>One article of a page document. All texts are plain.</summary>
internal sealed record PageArticle
{
    /// <summary>Line of the document at which it begins, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What it is.</summary>
    public required PageArticleKind Kind { get; init; }

    /// <summary>The section line above it, as written.</summary>
    public string? Section { get; init; }

    /// <summary>Its title; a brief's is its first sentence, shortened at a word.</summary>
    public required string Title { get; init; }

    /// <summary>Minutes, where the page states it.</summary>
    public int? ReadingMinutes { get; init; }

    /// <summary>As in the header or in the line "by …".</summary>
    public string? Author { get; init; }

    /// <summary>As in the header, in a line of its own, or, for a brief, as its text says ("on Jan. 29": noon UTC of that day).</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>The article's own address, where the header gives it.</summary>
    public string? Address { get; init; }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<PagePicture> Pictures { get; init; } = [];

    /// <summary>The body.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];
}

/// <summary>What could not be read, and why.</summary>
/// <param name="Line">Line of the document, from 1.</param>
/// <param name="Reason">In English, for the owner, without a full stop.</param>
internal sealed record DocumentProblem(int Line, string Reason);

/// <summary>
/// A news page as plain text: what a person gets who copies the page of an article, with the briefs below it.
/// <code>
/// Source: The Daily Sample            optional header: known keys only, then an empty line
/// Published: 2026-03-18T14:05:00Z
///
/// News Feed                           section line: short, alone, a known word or the page's own first one
///
/// The title of the article
///
/// 2 min read                          optional
/// The title of the article            optional: the picture's alternative text, mostly the title again
/// What the picture shows. (Credit)    optional
///
/// First paragraph …                   paragraphs, an empty line between them
///
/// Video                               the next section line begins the next article or brief
///
/// A brief: a paragraph without a title.
///
/// Show More                           page furniture: never content
/// </code>
/// Keys of the header: <c>Source</c>, <c>Language</c> and <c>Sample: yes|no</c> hold for the document; <c>Published</c> (ISO 8601) for
/// every article that does not give its own moment; <c>Address</c> and <c>Author</c> for the first article. An article that follows
/// another without a section line is recognised by its reading time and stays in that section.
/// </summary>
internal sealed record PageDocument
{
    /// <summary>Name of the source, from the header.</summary>
    public string? Source { get; init; }

    /// <summary>Language of the texts ("uk"), from the header.</summary>
    public string? Language { get; init; }

    /// <summary>Marked as a sample, from the header.</summary>
    public bool IsSample { get; init; }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<PageArticle> Articles { get; init; } = [];

    /// <summary>What was refused; the rest was read.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; init; } = [];

    /// <summary>Reads a document in UTF-8, with or without a byte order mark, or any charset it can be told to be in.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="reference">A moment at or after the writing, from which the year of a day without one is decided.</param>
    public static PageDocument Read(ReadOnlySpan<byte> bytes, DateTimeOffset reference) => Read(FeedEncoding.Decode(bytes, null), reference);

    /// <summary>Reads a document.</summary>
    /// <param name="text">The document; any line ends.</param>
    /// <param name="reference">A moment at or after the writing, from which the year of a day without one is decided.</param>
    public static PageDocument Read(string text, DateTimeOffset reference)
    {
        var blocks = PageBlock.Split(text);
        var problems = new List<DocumentProblem>();
        var header = PageHeader.Take(blocks, problems);
        var articles = new List<PageArticle>();
        foreach (var part in PagePart.Split(blocks))
        {
            if (PageArticleReader.Read(part, reference) is { } article)
                articles.Add(Complete(article, header, isFirst: articles.Count == 0));
            else
                problems.Add(new DocumentProblem(part.Line, $"nothing stands under '{part.Section}'"));
        }

        if (articles.Count == 0 && problems.Count == 0)
            problems.Add(new DocumentProblem(1, "there is no article in it: expected a section line, a title and paragraphs, with empty lines between them"));
        return new PageDocument { Source = header.Source, Language = header.Language, IsSample = header.IsSample, Articles = articles, Problems = problems };
    }

    private static PageArticle Complete(PageArticle article, PageHeader header, bool isFirst) => article with
    {
        Published = article.Published ?? header.Published,
        Address = isFirst ? header.Address : null,
        Author = article.Author ?? (isFirst ? header.Author : null),
    };
}
