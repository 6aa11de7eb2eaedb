using System.Text.Json.Serialization;

namespace NewsBot.Core.Delivery;

/// <summary>Where a message goes: a chat as Telegram numbers it, and a forum topic in it (0: none).</summary>
internal readonly record struct ChatAddress(long TelegramChatId, long ThreadId);

/// <summary>What Telegram is asked to do in one call. Texts are Telegram HTML (Bot API, "HTML style").</summary>
[JsonDerivedType(typeof(SendText), "text")]
[JsonDerivedType(typeof(SendPhoto), "photo")]
[JsonDerivedType(typeof(SendDocument), "document")]
[JsonDerivedType(typeof(EditText), "edit-text")]
[JsonDerivedType(typeof(EditCaption), "edit-caption")]
[JsonDerivedType(typeof(EditButtons), "edit-buttons")]
internal abstract record ChatRequest
{
    private ChatRequest()
    {
    }

    /// <summary>sendMessage. <paramref name="PreviewUrl"/>: the one address to preview small; null: no preview.</summary>
    public sealed record SendText(string Html, Keyboard? Buttons, bool Silent, string? PreviewUrl = null, long? ReplyTo = null) : ChatRequest;

    /// <summary>sendPhoto by address. <paramref name="Fallback"/> is sent as text with preview when Telegram refuses the picture.</summary>
    public sealed record SendPhoto(string PictureUrl, string CaptionHtml, Keyboard? Buttons, bool Silent, SendText Fallback) : ChatRequest;

    /// <summary>
    /// sendDocument by upload, for small files of text: <paramref name="Content"/> is sent as UTF-8. It stands in the row
    /// itself, so that a restart or a second attempt sends the very file that was asked for, whatever changed meanwhile.
    /// <paramref name="Fallback"/> is sent when the chat takes no files.
    /// </summary>
    public sealed record SendDocument(string FileName, string Content, string CaptionHtml, Keyboard? Buttons, bool Silent, SendText? Fallback = null) : ChatRequest;

    /// <summary>editMessageText.</summary>
    public sealed record EditText(long TelegramMessageId, string Html, Keyboard? Buttons, string? PreviewUrl = null) : ChatRequest;

    /// <summary>editMessageCaption.</summary>
    public sealed record EditCaption(long TelegramMessageId, string CaptionHtml, Keyboard? Buttons) : ChatRequest;

    /// <summary>editMessageReplyMarkup.</summary>
    public sealed record EditButtons(long TelegramMessageId, Keyboard? Buttons) : ChatRequest;
}

/// <summary>Rows of buttons under a message.</summary>
internal sealed record Keyboard(IReadOnlyList<IReadOnlyList<Button>> Rows)
{
    public static Keyboard Of(params IReadOnlyList<Button>[] rows) => new(rows);
}

/// <summary>How a button looks, where the client shows it.</summary>
internal enum ButtonStyle
{
    Plain,
    Primary,
    Danger,
}

/// <summary>One button: either it sends <paramref name="Data"/> back (at most 64 bytes), or it opens <paramref name="Url"/>.</summary>
internal sealed record Button(string Text, string? Data, string? Url = null, ButtonStyle Style = ButtonStyle.Plain)
{
    public static Button Link(string text, string url) => new(text, null, url);
}
