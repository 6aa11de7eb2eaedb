namespace NewsBot.Core.Intake.Documents;

/// <summary>Lines of a page document that stand together, trimmed, none of them empty.</summary>
/// <param name="Line">Number of the first, from 1.</param>
/// <param name="Lines">At least one.</param>
internal sealed record PageBlock(int Line, IReadOnlyList<string> Lines)
{
    /// <summary>The only line, or null.</summary>
    public string? Only => Lines.Count == 1 ? Lines[0] : null;

    /// <summary>The blocks of a text, without page furniture.</summary>
    public static List<PageBlock> Split(string text)
    {
        var blocks = new List<PageBlock>();
        var open = new List<string>();
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        for (var index = 0; index <= lines.Length; index++)
        {
            var line = index < lines.Length ? Clean(lines[index]) : "";
            if (line.Length > 0)
            {
                open.Add(line);
                continue;
            }

            if (open.Count > 0)
                AddWithoutFurniture(blocks, index - open.Count + 1, open);
            open = [];
        }

        // Without empty lines, each line stands for itself.
        return blocks is [{ Lines.Count: > 2 } only] ? [.. only.Lines.Select((line, index) => new PageBlock(only.Line + index, [line])).Where(block => !PageForm.IsFurniture(block.Lines[0]))] : blocks;
    }

    /// <summary>
    /// The paragraphs in it: lines that each end a sentence are paragraphs of their own, others one paragraph with wrapped lines.
    /// </summary>
    public IEnumerable<string> Paragraphs() =>
        Lines.Count > 1 && Lines.SkipLast(1).All(PageForm.EndsSentence) ? Lines : [string.Join(' ', Lines)];

    /// <summary>The same without its first lines; null when nothing is left.</summary>
    public PageBlock? Without(int lines) => lines < Lines.Count ? new PageBlock(Line + lines, [.. Lines.Skip(lines)]) : null;

    private static void AddWithoutFurniture(List<PageBlock> blocks, int firstLine, List<string> lines)
    {
        var start = lines.FindIndex(line => !PageForm.IsFurniture(line));
        var end = lines.FindLastIndex(line => !PageForm.IsFurniture(line));
        if (start >= 0)
            blocks.Add(new PageBlock(firstLine + start, lines.GetRange(start, end - start + 1)));
    }

    private static string Clean(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('\u200B', '\uFEFF');
}
