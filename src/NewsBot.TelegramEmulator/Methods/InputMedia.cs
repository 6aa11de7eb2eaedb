using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>A photo or document with its caption, from parameters or from an InputMedia object.</summary>
internal sealed record InputMedia(string Kind, FileSource File, FormattedText Caption, bool CaptionAbove, bool Spoiler)
{
    public static InputMedia Read(MethodCall call, JsonObject media)
    {
        var kind = (string?)media["type"] ?? "";
        if (kind is not ("photo" or "document"))
            throw Refusal.BadRequest($"can't parse InputMedia: the emulator takes photo and document, not \"{kind}\"");
        var caption = TextParameters.Caption(
            (string?)media["caption"] ?? "", (string?)media["parse_mode"] ?? "", media["caption_entities"] as JsonArray);
        return new InputMedia(
            kind,
            FileSource.Read(call, "", (string?)media["media"] ?? "", kind == "photo"),
            caption,
            (bool?)media["show_caption_above_media"] == true,
            (bool?)media["has_spoiler"] == true);
    }

    public static InputMedia Read(MethodCall call, string kind) => new(
        kind,
        FileSource.Read(call, kind, call.Parameters.Text(kind), kind == "photo"),
        TextParameters.Caption(call.Parameters),
        call.Parameters.Flag("show_caption_above_media"),
        call.Parameters.Flag("has_spoiler"));

    public void Fill(JsonObject message)
    {
        if (Kind == "photo")
            message["photo"] = File.Photo();
        else
            message["document"] = File.Document();
        Sending.SetCaption(message, Caption);
        if (CaptionAbove)
            message["show_caption_above_media"] = true;
        if (Spoiler)
            message["has_media_spoiler"] = true;
    }
}
