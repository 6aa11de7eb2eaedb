using System.Globalization;

namespace NewsBot.TelegramEmulator.Store;

internal sealed record StoredFile(string Id, string Name, string ContentType, byte[] Content);

/// <summary>Uploaded files of one bot account; the id is also the last part of the download path.</summary>
internal sealed class FileStore(EmulatorStore store, long botId)
{
    public StoredFile Add(string kind, string name, string contentType, byte[] content)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{kind}-{botId}-{store.Next(botId, "file")}");
        store.Execute(
            "INSERT INTO file(bot_id, id, name, type, content) VALUES($0, $1, $2, $3, $4)", botId, id, name, contentType, content);
        return new StoredFile(id, name, contentType, content);
    }

    public StoredFile? Find(string id) => store.Single(
        "SELECT id, name, type, content FROM file WHERE bot_id = $0 AND id = $1",
        r => new StoredFile(r.GetString(0), r.GetString(1), r.GetString(2), (byte[])r.GetValue(3)), botId, id);
}
