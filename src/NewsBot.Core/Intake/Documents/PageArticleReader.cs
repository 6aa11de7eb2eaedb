using NewsBot.Core.Feeds;

namespace NewsBot.Core.Intake.Documents;

/// <summary>Reads one part of a page: head, pictures and body of an article, or a brief.</summary>
internal static class PageArticleReader
{
    /// <summary>The article, or null where nothing stands in the part.</summary>
    public static PageArticle? Read(PagePart part, DateTimeOffset reference)
    {
        if (part.Blocks.Count == 0)
            return null;
        return HasTitle(part.Blocks) ? ReadArticle(part) : ReadBrief(part, reference);
    }

    private static bool HasTitle(IReadOnlyList<PageBlock> blocks)
    {
        var title = blocks[0].Lines[0];
        if (blocks[0].Lines.Count > 1)
            return ReadingTime.FromLine(blocks[0].Lines[1]) is not null || PageForm.IsSameTitle(title, blocks[0].Lines[1]) || PageForm.IsTitleOver(title, blocks[0].Lines[1]);
        if (blocks.Count == 1)
            return false;
        return PageForm.MayBeTitle(title)
            || ReadingTime.FromLine(blocks[1].Lines[0]) is not null
            || PageForm.IsSameTitle(title, blocks[1].Lines[0]);
    }

    private static PageArticle ReadArticle(PagePart part)
    {
        var title = part.Blocks[0].Lines[0];
        var head = new Head();
        var pictures = new List<PagePicture>();
        var paragraphs = new List<string>();
        foreach (var block in part.Blocks.Skip(1).Prepend(part.Blocks[0].Without(1)).OfType<PageBlock>())
        {
            var inHead = paragraphs.Count == 0;
            var rest = inHead ? head.Take(block, title) : block;
            // The body may begin right under the caption.
            if (rest is { Lines.Count: > 1 } && rest != block && pictures.Count == 0 && PageForm.Caption(rest.Lines[0], mustNameAgency: !head.HasAlternative) is { } caption)
            {
                pictures.Add(caption);
                rest = rest.Without(1);
            }

            if (rest is null)
                continue;
            if (PictureIn(rest, title, followsHead: inHead && pictures.Count == 0, underHead: inHead && rest != block) is { } picture)
                pictures.Add(picture);
            else
                paragraphs.AddRange(rest.Paragraphs());
        }

        if (pictures.Count == 0 && head.HasAlternative)
            pictures.Add(new PagePicture(null, null));
        return new PageArticle
        {
            Line = part.Line,
            Kind = PageForm.IsVideo(part.Section) ? PageArticleKind.Video : PageArticleKind.Article,
            Section = part.Section,
            Title = title,
            ReadingMinutes = head.Minutes,
            Author = head.Author,
            Published = head.Published,
            Pictures = pictures,
            Paragraphs = paragraphs,
        };
    }

    private static PageArticle ReadBrief(PagePart part, DateTimeOffset reference)
    {
        var paragraphs = part.Blocks.SelectMany(block => block.Paragraphs()).ToList();
        return new PageArticle
        {
            Line = part.Line,
            Kind = PageForm.IsVideo(part.Section) ? PageArticleKind.Video : PageArticleKind.Brief,
            Section = part.Section,
            Title = FirstSentence.Of(paragraphs[0]),
            Published = DayMention.Latest(string.Join('\n', paragraphs), reference),
            Paragraphs = paragraphs,
        };
    }

    // A caption stands alone, or under the alternative text of its picture.
    private static PagePicture? PictureIn(PageBlock block, string title, bool followsHead, bool underHead)
    {
        if (block.Lines.Count > 2)
            return null;
        if (block.Lines.Count == 2)
        {
            return PageForm.EndsSentence(block.Lines[0]) && !PageForm.IsSameTitle(block.Lines[0], title)
                ? null
                : PageForm.Caption(block.Lines[1], mustNameAgency: !followsHead);
        }

        return PageForm.Caption(block.Lines[0], mustNameAgency: !underHead);
    }

    /// <summary>The lines between title and body.</summary>
    private sealed class Head
    {
        public int? Minutes { get; private set; }

        public string? Author { get; private set; }

        public DateTimeOffset? Published { get; private set; }

        public bool HasAlternative { get; private set; }

        /// <summary>Takes what belongs to the head off a block; null when that was all of it.</summary>
        public PageBlock? Take(PageBlock block, string title)
        {
            var taken = 0;
            while (taken < block.Lines.Count && TakeLine(block.Lines[taken], title))
                taken++;
            return block.Without(taken);
        }

        private bool TakeLine(string line, string title)
        {
            if (PageForm.IsSameTitle(line, title))
                return HasAlternative = true;
            if (Minutes is null && ReadingTime.FromLine(line) is { } minutes)
                Minutes = minutes;
            else if (Author is null && PageForm.Byline(line) is { } author)
                Author = author;
            else if (Published is null && PageForm.Dateline(line) is { } moment)
                Published = moment;
            else
                return false;
            return true;
        }
    }
}
