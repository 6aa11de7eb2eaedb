using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;

namespace NewsBot.TelegramEmulator.Store;

/// <summary>
/// The messages of one bot account. A record is the Bot API's own Message object; what the page alone needs stands in
/// it under <see cref="Beside"/> and is taken out before a bot sees it.
/// </summary>
internal sealed class MessageStore(EmulatorStore store, long botId)
{
    public const string Beside = "emulator";

    public JsonObject? Find(long chatId, long id) => store.Single(
        "SELECT json FROM message WHERE bot_id = $0 AND chat_id = $1 AND id = $2",
        r => Parse(r.GetString(0)), botId, chatId, id);

    public void Save(JsonObject message) => store.Execute(
        "INSERT INTO message(bot_id, chat_id, id, json) VALUES($0, $1, $2, $3) ON CONFLICT DO UPDATE SET json = excluded.json",
        botId, (long)message["chat"]!["id"]!, (long)message["message_id"]!, message.ToJsonString(EmulatorJson.Wire));

    public bool Delete(long chatId, long id) =>
        store.Execute("DELETE FROM message WHERE bot_id = $0 AND chat_id = $1 AND id = $2", botId, chatId, id) > 0;

    public void Clear() => store.Execute("DELETE FROM message WHERE bot_id = $0", botId);

    /// <summary>Messages after one id and before another, oldest first; the newest ones when there are more than the limit and only "before" is given.</summary>
    public List<JsonObject> Page(long chatId, long after, long before, int limit)
    {
        var direction = after > 0 ? "ASC" : "DESC";
        var found = store.All(
            $"SELECT json FROM message WHERE bot_id = $0 AND chat_id = $1 AND id > $2 AND id < $3 ORDER BY id {direction} LIMIT $4",
            r => Parse(r.GetString(0)), botId, chatId, after, before, limit);
        if (after <= 0)
            found.Reverse();
        return found;
    }

    /// <summary>The message as bots see it: a copy without the page's part.</summary>
    public static JsonObject ForBot(JsonObject message)
    {
        var copy = (JsonObject)message.DeepClone();
        copy.Remove(Beside);
        (copy["reply_to_message"] as JsonObject)?.Remove(Beside);
        (copy["pinned_message"] as JsonObject)?.Remove(Beside);
        return copy;
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
