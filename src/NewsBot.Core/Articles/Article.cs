namespace NewsBot.Core.Articles;

/// <summary>A row of <c>article</c>. Texts are plain; times Unix milliseconds UTC.</summary>
internal sealed class Article
{
    private const int SequenceBits = 20;

    /// <summary>Sort time in seconds &lt;&lt; 20 | sequence: search row id, key, paging cursor and order everywhere.</summary>
    public long ArticleId { get; set; }
    public long FeedId { get; set; }
    public long StoryId { get; set; }
    public long ItemKey { get; set; }
    public string? Url { get; set; }
    public long? UrlKey { get; set; }
    public string Title { get; set; } = "";
    public string Summary { get; set; } = "";
    public string Body { get; set; } = "";
    public long BodyComplete { get; set; }
    public string Kind { get; set; } = "article";
    public string? Section { get; set; }
    public string? Author { get; set; }

    /// <summary>Normalised ("uk"); null: unknown, shown to everyone.</summary>
    public string? Language { get; set; }
    public long? PublishedAt { get; set; }
    public long FirstSeenAt { get; set; }
    public long? ReadingMinutes { get; set; }
    public string? PictureUrl { get; set; }
    public string? PictureCaption { get; set; }
    public string? PictureCredit { get; set; }
    public long Sample { get; set; }

    /// <summary>1: brought without being sent to anybody; 0: who followed it was told; null: from before this was kept.</summary>
    public long? Quiet { get; set; }
    public long ContentHash { get; set; }
    public long AnalyzerVersion { get; set; }

    /// <summary>The order in which the store took articles in, whichever program did; null: from before this was kept.</summary>
    public long? Arrival { get; set; }

    /// <summary>When its source last changed the headline.</summary>
    public long? CorrectedAt { get; set; }

    /// <summary>How often its source changed the headline.</summary>
    public long Corrections { get; set; }

    /// <summary>When its source took it back: it is not shown any more. Null: it stands by it.</summary>
    public long? WithdrawnAt { get; set; }

    /// <summary>From the join with <c>feed</c>; not a column of its own.</summary>
    public string FeedTitle { get; set; } = "";

    /// <summary>The smallest id of a second.</summary>
    public static long FirstIdOf(long sortTimeMilliseconds) => Math.Max(0, sortTimeMilliseconds / 1000) << SequenceBits;

    /// <summary>The sort time that an id holds, Unix milliseconds.</summary>
    public static long SortTimeOf(long articleId) => (articleId >> SequenceBits) * 1000;
}
