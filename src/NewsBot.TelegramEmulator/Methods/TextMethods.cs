using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.PageApi;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>sendMessage, sendRichMessage, drafts, sendChatAction, setMessageReaction.</summary>
internal static class TextMethods
{
    private static readonly HashSet<string> Actions =
    [
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    ];

    public static JsonNode SendMessage(MethodCall call)
    {
        var target = SendTarget.Read(call);
        var text = TextParameters.Text(call.Parameters);
        var preview = LinkPreview(call.Parameters);
        return Sending.Send(call.World, target, message =>
        {
            Sending.SetText(message, text);
            Sending.Set(message, "link_preview_options", preview);
        });
    }

    public static JsonNode SendRichMessage(MethodCall call)
    {
        var target = SendTarget.Read(call);
        var rich = RichMessage.Read(call.Parameters);
        return Sending.Send(call.World, target, rich.Fill);
    }

    // A draft is a preview of thirty seconds that leaves nothing behind; the page shows that the bot is writing.
    public static JsonNode SendMessageDraft(MethodCall call)
    {
        var chat = call.OpenChat();
        if (!chat.IsPrivate)
            throw Refusal.BadRequest("drafts can be sent to private chats only");
        if (call.Parameters.Number("draft_id") is null or 0)
            throw Refusal.BadRequest("draft_id must be non-zero");
        ShowTyping(call, chat.Id);
        return JsonValue.Create(true);
    }

    public static JsonNode SendChatAction(MethodCall call)
    {
        var chat = call.OpenChat();
        if (!Actions.Contains(call.Parameters.Text("action").ToLowerInvariant()))
            throw Refusal.BadRequest("wrong parameter action in request");
        ShowTyping(call, chat.Id);
        return JsonValue.Create(true);
    }

    public static JsonNode SetMessageReaction(MethodCall call)
    {
        var chat = call.OpenChat();
        var message = call.World.Messages.Find(chat.Id, call.RequiredNumber("message_id"))
            ?? throw Refusal.BadRequest("message to react not found");
        var reactions = call.Parameters.Array("reaction", "ReactionType") ?? [];
        Sending.Set(Sending.Beside(message), "reactions", new JsonArray([.. reactions.Select(r => r?["emoji"]?.DeepClone()).Where(e => e is not null)]));
        Sending.Changed(call.World, message);
        return JsonValue.Create(true);
    }

    /// <summary>link_preview_options as the Message object repeats them, or null.</summary>
    public static JsonObject? LinkPreview(RequestParameters parameters)
    {
        if (parameters.Object("link_preview_options", "link preview options") is { } options)
        {
            if ((string?)options["url"] is { Length: > 0 } url && LinkCheck.Check(url) is LinkCheck.Result.Refused)
                options.Remove("url");
            return options;
        }
        return parameters.Flag("disable_web_page_preview") ? new JsonObject { ["is_disabled"] = true } : null;
    }

    private static void ShowTyping(MethodCall call, long chatId) =>
        call.World.Events.Publish("typing", new JsonObject { ["chatId"] = chatId });
}
