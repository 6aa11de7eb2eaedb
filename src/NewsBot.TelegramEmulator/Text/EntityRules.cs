namespace NewsBot.TelegramEmulator.Text;

/// <summary>How entities may stand together: sorted, none inside code, block quotes not nested, at most a hundred.</summary>
internal static class EntityRules
{
    /// <summary>Entities beyond this number are dropped in silence.</summary>
    public const int Maximum = 100;

    public static List<TextEntity> Sorted(IEnumerable<TextEntity> entities) =>
        [.. entities.OrderBy(e => e.Offset).ThenByDescending(e => e.Length)];

    public static List<TextEntity> Arrange(IReadOnlyList<TextEntity> entities, string text)
    {
        var code = entities.Where(IsCode).ToList();
        var kept = new List<TextEntity>();
        TextEntity? quote = null;
        foreach (var entity in entities)
        {
            if (string.IsNullOrWhiteSpace(text.Substring(entity.Offset, entity.Length)))
                continue;
            if (IsQuote(entity))
            {
                if (quote is not null && entity.Offset < quote.End)
                    continue;
                quote = entity;
                kept.Add(entity);
            }
            else if (IsCode(entity))
            {
                if (!code.Any(c => !ReferenceEquals(c, entity) && c.Offset <= entity.Offset && entity.End <= c.End && (c.Length > entity.Length || c.Type == "pre")))
                    kept.Add(entity);
            }
            else
            {
                kept.AddRange(Outside(entity, code));
            }
        }
        return Sorted(kept).Take(Maximum).ToList();
    }

    // Bold around code becomes bold before and after it; a link may hold code.
    private static List<TextEntity> Outside(TextEntity entity, List<TextEntity> code)
    {
        var parts = new List<TextEntity> { entity };
        foreach (var block in code)
        {
            if (block.Offset <= entity.Offset && entity.End <= block.End)
                return entity.Type is "text_link" or "text_mention" && block.Offset == entity.Offset && block.End == entity.End ? parts : [];
            if (entity.Type is "text_link" or "text_mention" or "custom_emoji" or "date_time")
                continue;
            parts = [.. parts.SelectMany(part => Without(part, block))];
        }
        return parts;
    }

    private static IEnumerable<TextEntity> Without(TextEntity part, TextEntity block)
    {
        if (block.End <= part.Offset || part.End <= block.Offset)
        {
            yield return part;
            yield break;
        }
        if (part.Offset < block.Offset)
            yield return part with { Length = block.Offset - part.Offset };
        if (block.End < part.End)
            yield return part with { Offset = block.End, Length = part.End - block.End };
    }

    private static bool IsCode(TextEntity entity) => entity.Type is "code" or "pre";

    private static bool IsQuote(TextEntity entity) => entity.Type is "blockquote" or "expandable_blockquote";
}
