using NewsBot.Core.Feeds;

namespace NewsBot.Core.Intake.Documents;

/// <summary>The blocks of one article or brief, with the section line above it.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Section">The section line, or null.</param>
/// <param name="Blocks">What stands under it; may be empty.</param>
internal sealed record PagePart(int Line, string? Section, IReadOnlyList<PageBlock> Blocks)
{
    /// <summary>Cuts a page at its section lines, and before titles that a reading time follows.</summary>
    public static IEnumerable<PagePart> Split(IReadOnlyList<PageBlock> blocks)
    {
        if (blocks.Count == 0)
            yield break;
        var own = OpensWithSection(blocks) ? blocks[0].Lines[0] : null;
        string? section = null;
        var line = blocks[0].Line;
        var open = new List<PageBlock>();
        for (var index = 0; index < blocks.Count; index++)
        {
            var block = blocks[index];
            var isSection = IsSection(blocks, index, own);
            if (isSection || (open.Count > 0 && IsTitleWithTime(blocks, index)))
            {
                if (open.Count > 0 || section is not null && isSection)
                    yield return new PagePart(line, section, open);
                open = [];
                line = block.Line;
            }

            if (!isSection)
            {
                open.Add(block);
                continue;
            }

            section = block.Lines[0];
            // The title may follow without an empty line.
            if (block.Without(1) is { } rest)
                open.Add(rest);
        }

        if (open.Count > 0 || section is not null)
            yield return new PagePart(line, section, open);
    }

    private static bool OpensWithSection(IReadOnlyList<PageBlock> blocks)
    {
        var first = blocks[0].Lines[0];
        if (PageForm.IsKnownSection(first))
            return true;
        if (blocks[0].Only is null || blocks.Count < 2 || !PageForm.MayBeSection(first) || IsTitleWithTime(blocks, 0))
            return false;
        // Under a section stands a title; under a title, sentences.
        return blocks[1].Only is { } next && PageForm.MayBeTitle(next) ? blocks.Count > 2 : PageForm.WordsIn(first) <= 2;
    }

    private static bool IsSection(IReadOnlyList<PageBlock> blocks, int index, string? own)
    {
        var line = blocks[index].Lines[0];
        if (index == 0)
            return own is not null;
        if (blocks[index].Only is null)
            return PageForm.IsKnownSection(line) && blocks[index].Lines.Count > 1 && ReadingTime.FromLine(blocks[index].Lines[^1]) is not null;
        return line == own || PageForm.IsKnownSection(line) || (PageForm.MayBeSection(line) && IsTitleWithTime(blocks, index + 1));
    }

    // A title, and right under it the reading time, in the same block or in the next.
    private static bool IsTitleWithTime(IReadOnlyList<PageBlock> blocks, int index)
    {
        if (index >= blocks.Count)
            return false;
        var next = blocks[index].Lines.Count > 1 ? blocks[index].Lines[1] : index + 1 < blocks.Count ? blocks[index + 1].Lines[0] : "";
        return ReadingTime.FromLine(next) is not null && ReadingTime.FromLine(blocks[index].Lines[0]) is null;
    }
}
