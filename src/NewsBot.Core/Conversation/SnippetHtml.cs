using NewsBot.Core.Articles;
using NewsBot.Core.Delivery;

namespace NewsBot.Core.Conversation;

/// <summary>A snippet as a message shows it: the words that were found are bold.</summary>
internal static class SnippetHtml
{
    public static string Of(IReadOnlyList<SnippetPart> parts) =>
        string.Concat(parts.Select(part => part.IsMatch ? TelegramHtml.Bold(part.Text) : TelegramHtml.Escape(part.Text))).Trim();
}
