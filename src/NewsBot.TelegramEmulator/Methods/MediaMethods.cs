using System.Globalization;
using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>sendPhoto, sendDocument, sendMediaGroup, getFile.</summary>
internal static class MediaMethods
{
    private const int MaximumDownload = 20 << 20;

    public static JsonNode SendPhoto(MethodCall call) => Sending.Send(call.World, SendTarget.Read(call), InputMedia.Read(call, "photo").Fill);

    public static JsonNode SendDocument(MethodCall call) => Sending.Send(call.World, SendTarget.Read(call), InputMedia.Read(call, "document").Fill);

    public static JsonNode SendMediaGroup(MethodCall call)
    {
        var target = SendTarget.Read(call) with { Keyboard = null };
        var items = call.Parameters.Array("media", "InputMedia") ?? [];
        if (items.Count is < 2 or > 10)
            throw Refusal.BadRequest(items.Count < 2 ? "group send failed: 2–10 items expected" : "too many messages to send as an album");
        var media = items.Select(i => i as JsonObject ?? throw Refusal.BadRequest("can't parse InputMedia: Object expected"))
            .Select(i => InputMedia.Read(call, i)).ToList();
        if (media.Select(m => m.Kind).Distinct().Count() > 1)
            throw Refusal.BadRequest("Can't use the media of the specified type in the album");
        var group = call.World.Next("album").ToString(CultureInfo.InvariantCulture);
        return new JsonArray([.. media.Select(item => (JsonNode)Sending.Send(call.World, target, message =>
        {
            message["media_group_id"] = group;
            item.Fill(message);
        }))]);
    }

    public static JsonNode GetFile(MethodCall call)
    {
        var id = call.Parameters.Text("file_id");
        var file = call.World.Files.Find(id) ?? throw Refusal.BadRequest("wrong file_id or the file is temporarily unavailable");
        if (file.Content.Length > MaximumDownload)
            throw Refusal.BadRequest("file is too big");
        return new JsonObject
        {
            ["file_id"] = file.Id,
            ["file_unique_id"] = FileSource.Unique(file.Id),
            ["file_size"] = file.Content.Length,
            ["file_path"] = FilePath.Issue(file, call.World.Now),
        };
    }
}
