using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>
/// A file a bot names: by upload (attach://part or the part of the parameter's own name), by an id it got before, or by
/// an address. The emulator never fetches an address; the page shows it straight from there.
/// </summary>
internal sealed record FileSource(string FileId, string? Address, StoredFile? Stored)
{
    private const int MaximumUpload = 50 << 20;
    private const int MaximumPhoto = 10 << 20;

    public static FileSource Read(MethodCall call, string parameter, string value, bool photo)
    {
        var world = call.World;
        var part = value.StartsWith("attach://", StringComparison.Ordinal) ? value["attach://".Length..] : parameter;
        if (call.Parameters.Files.TryGetValue(part, out var upload))
        {
            if (upload.Content.Length == 0)
                throw Refusal.BadRequest("file must be non-empty");
            if (upload.Content.Length > (photo ? MaximumPhoto : MaximumUpload))
                throw photo ? Refusal.BadRequest("file is too big for a photo") : new Refusal(413, "Request Entity Too Large");
            if (photo && ImageSize.Read(upload.Content) is null)
                throw Refusal.BadRequest("IMAGE_PROCESS_FAILED");
            var stored = world.Files.Add(photo ? "photo" : "document", upload.Name, upload.ContentType, upload.Content);
            return new FileSource(stored.Id, null, stored);
        }
        if (value.Length == 0)
            throw Refusal.BadRequest($"there is no {(photo ? "photo" : "document")} in the request");
        if (value.StartsWith("url:", StringComparison.Ordinal))
            return new FileSource(value, value[4..], null);
        if (value.Contains("://", StringComparison.Ordinal))
            return LinkCheck.Check(value) is LinkCheck.Result.Accepted accepted && accepted.Url.StartsWith("http", StringComparison.Ordinal)
                ? new FileSource("url:" + accepted.Url, accepted.Url, null)
                : throw Refusal.BadRequest("Wrong HTTP URL specified");
        return world.Files.Find(value) is { } known
            ? new FileSource(known.Id, null, known)
            : throw Refusal.BadRequest("wrong remote file identifier specified: Wrong string length");
    }

    /// <summary>The photo array of a Message; sizes are read from uploads and taken as 1280×720 where only an address is known.</summary>
    public JsonArray Photo()
    {
        var (width, height) = Stored is null ? (1280, 720) : ImageSize.Read(Stored.Content) ?? (1280, 720);
        return
        [
            new JsonObject
            {
                ["file_id"] = FileId,
                ["file_unique_id"] = Unique(FileId),
                ["width"] = width,
                ["height"] = height,
                ["file_size"] = Stored?.Content.Length ?? 0,
            },
        ];
    }

    public JsonObject Document() => new()
    {
        ["file_id"] = FileId,
        ["file_unique_id"] = Unique(FileId),
        ["file_name"] = Stored?.Name ?? Path.GetFileName(new Uri(Address!).AbsolutePath),
        ["mime_type"] = Stored?.ContentType ?? "application/octet-stream",
        ["file_size"] = Stored?.Content.Length ?? 0,
    };

    public static string Unique(string fileId) => "u" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(fileId)))[..15];
}
