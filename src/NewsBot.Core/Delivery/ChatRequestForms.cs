namespace NewsBot.Core.Delivery;

/// <summary>The forms one request may take.</summary>
internal static class ChatRequestForms
{
    /// <summary>The column <c>message.form</c>.</summary>
    public static string Form(this ChatRequest request) => request switch
    {
        ChatRequest.SendPhoto or ChatRequest.EditCaption => "photo",
        ChatRequest.SendDocument => "document",
        ChatRequest.SendText or ChatRequest.EditText or ChatRequest.EditButtons => "text",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Telegram's id of the message that is edited; null for a new message.</summary>
    public static long? EditedMessageId(this ChatRequest request) => request switch
    {
        ChatRequest.EditText edit => edit.TelegramMessageId,
        ChatRequest.EditCaption edit => edit.TelegramMessageId,
        ChatRequest.EditButtons edit => edit.TelegramMessageId,
        ChatRequest.SendText or ChatRequest.SendPhoto or ChatRequest.SendDocument => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// The same without any markup, for Telegram to take when it could not parse it. Null when there is none left:
    /// nothing else can be tried.
    /// </summary>
    public static ChatRequest? WithoutMarkup(this ChatRequest request) => request switch
    {
        ChatRequest.SendText send => Plain(send.Html) is { } html ? send with { Html = html } : null,
        ChatRequest.SendPhoto send => send.Fallback with { Html = Plain(send.Fallback.Html) ?? send.Fallback.Html },
        ChatRequest.SendDocument send => Plain(send.CaptionHtml) is { } html ? send with { CaptionHtml = html } : null,
        ChatRequest.EditText edit => Plain(edit.Html) is { } html ? edit with { Html = html } : null,
        ChatRequest.EditCaption edit => Plain(edit.CaptionHtml) is { } html ? edit with { CaptionHtml = html } : null,
        ChatRequest.EditButtons => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What is sent instead where Telegram takes no picture or no file of ours; null when neither is in it.</summary>
    public static ChatRequest? WithoutFile(this ChatRequest request) => request switch
    {
        ChatRequest.SendPhoto photo => photo.Fallback,
        ChatRequest.SendDocument document => document.Fallback,
        ChatRequest.SendText or ChatRequest.EditText or ChatRequest.EditCaption or ChatRequest.EditButtons => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether it arrives without sound. An edit always does.</summary>
    public static bool IsSilent(this ChatRequest request) => request switch
    {
        ChatRequest.SendText send => send.Silent,
        ChatRequest.SendPhoto send => send.Silent,
        ChatRequest.SendDocument send => send.Silent,
        ChatRequest.EditText or ChatRequest.EditCaption or ChatRequest.EditButtons => true,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The same without sound.</summary>
    public static ChatRequest Silenced(this ChatRequest request) => request switch
    {
        ChatRequest.SendText send => send with { Silent = true },
        ChatRequest.SendPhoto send => send with { Silent = true, Fallback = send.Fallback with { Silent = true } },
        ChatRequest.SendDocument send => send with { Silent = true, Fallback = send.Fallback is null ? null : send.Fallback with { Silent = true } },
        ChatRequest.EditText or ChatRequest.EditCaption or ChatRequest.EditButtons => request,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The same message with these buttons, in each form that it may take.</summary>
    public static ChatRequest WithButtons(this ChatRequest request, Keyboard buttons) => request switch
    {
        ChatRequest.SendText send => send with { Buttons = buttons },
        ChatRequest.SendPhoto send => send with { Buttons = buttons, Fallback = send.Fallback with { Buttons = buttons } },
        ChatRequest.SendDocument send => send with { Buttons = buttons, Fallback = send.Fallback is { } other ? other with { Buttons = buttons } : null },
        ChatRequest.EditText edit => edit with { Buttons = buttons },
        ChatRequest.EditCaption edit => edit with { Buttons = buttons },
        ChatRequest.EditButtons edit => edit with { Buttons = buttons },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Plain(string html)
    {
        var plain = TelegramHtml.TruncatePlain(TelegramHtml.ToPlain(html), TelegramHtml.TextLimit);
        var escaped = TelegramHtml.Escape(plain);
        return escaped == html || plain.Length == 0 ? null : escaped;
    }
}
