using System.Text.RegularExpressions;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>The entities Telegram itself finds in a text: addresses, mail, @names, #hashtags, /commands. Not inside code or links.</summary>
internal static partial class PlainEntities
{
    public static FormattedText Find(FormattedText source)
    {
        if (source.Text.AsSpan().IndexOfAny("./@#") < 0)
            return source;
        var found = new List<TextEntity>(source.Entities);
        Collect(source, found, Url(), "url");
        Collect(source, found, Mail(), "email");
        Collect(source, found, Mention(), "mention");
        Collect(source, found, Hashtag(), "hashtag");
        Collect(source, found, Command(), "bot_command");
        return source with { Entities = EntityRules.Sorted(found).Take(EntityRules.Maximum).ToList() };
    }

    private static void Collect(FormattedText source, List<TextEntity> found, Regex pattern, string type)
    {
        foreach (Match match in pattern.Matches(source.Text))
        {
            var taken = found.Any(e => e.Offset < match.Index + match.Length && match.Index < e.End
                && e.Type is "code" or "pre" or "text_link" or "text_mention" or "url" or "email" or "mention" or "date_time");
            if (!taken)
                found.Add(new TextEntity(type, match.Index, match.Length));
        }
    }

    // A host without a scheme counts only with an ending that is in wide use; Telegram has the whole list of endings.
    [GeneratedRegex(@"(?<![\p{L}\p{N}@./_-])(?:https?://[\p{L}\p{N}.-]+\.[\p{L}]{2,}|(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|info|io|dev|me|ua|uk|de|eu|us|news|tv|ru|fr|pl|co))(?::\d+)?(?:[/?#][^\s<>""]*[^\s<>"".,;:!?')\]])?(?![\p{L}\p{N}@])", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\p{L}\p{N}.+_-])[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_/@.])@[A-Za-z][A-Za-z0-9_]{3,31}(?![A-Za-z0-9_])")]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_#&/])#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*")]
    private static partial Regex Hashtag();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_/<>@.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\p{N}_/@])")]
    private static partial Regex Command();
}
