using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Methods;
using NewsBot.TelegramEmulator.Store;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>What a person does in a chat: writes, edits, presses.</summary>
internal static class PersonActs
{
    private const int MaximumText = 4096;

    public static JsonObject Write(BotWorld world, JsonObject act)
    {
        var (chat, person) = Speaker(world, act);
        if (chat.Blocked)
            throw new PageError(409, $"{person.FirstName} has blocked the bot; unblock it first.");
        var message = Incoming.From(world, chat, person);
        if ((long?)act["replyTo"] is { } replyTo)
        {
            message["reply_to_message"] = SendTarget.WithoutReply(
                world.Messages.Find(chat.Id, replyTo) ?? throw PageError.NotFound($"There is no message {replyTo} in this chat to reply to."));
        }
        if ((long?)act["threadId"] is { } thread)
            TopicActs.Place(chat, person, message, thread);
        Fill(world, act, message, person);
        if (chat.IsPrivate && !chat.Started)
        {
            chat.Started = true;
            chat.KnownToBot = true;
            world.Save(chat);
        }
        Incoming.Deliver(world, chat, message);
        return message;
    }

    public static JsonObject Edit(BotWorld world, JsonObject act)
    {
        var (chat, person) = Speaker(world, act);
        var message = Message(world, chat, act);
        if ((long?)message[MessageStore.Beside]?["personId"] != person.Id || message["text"] is null)
            throw new PageError(409, $"{person.FirstName} can edit only own text messages.");
        Sending.SetText(message, Text((string?)act["text"]));
        message["edit_date"] = world.Now;
        Sending.Changed(world, message);
        if (PrivacyMode.Sees(world, chat, message))
            world.Updates.Add("edited_message", MessageStore.ForBot(message));
        return message;
    }

    /// <summary>A press on an inline button; the id under which the answer comes.</summary>
    public static string Press(BotWorld world, JsonObject act)
    {
        var (chat, person) = Speaker(world, act);
        var message = Message(world, chat, act);
        var row = message["reply_markup"]?["inline_keyboard"] as JsonArray;
        var button = At(At(row, (int?)act["row"] ?? 0) as JsonArray, (int?)act["column"] ?? 0) as JsonObject
            ?? throw PageError.NotFound("There is no such button at this message.");
        if ((string?)button["callback_data"] is not { } data)
            throw new PageError(409, "This button opens or copies something; it sends nothing to the bot.");
        if (!chat.IsPrivate && !chat.BotIsPresent)
            throw new PageError(409, "The bot is no longer in this group and gets no presses.");
        var id = world.Presses.Add();
        world.Updates.Add("callback_query", new JsonObject
        {
            ["id"] = id,
            ["from"] = Wire.User(person),
            ["message"] = MessageStore.ForBot(message),
            ["chat_instance"] = (chat.Id * 31 + 7).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["data"] = data,
        });
        return id;
    }

    private static void Fill(BotWorld world, JsonObject act, JsonObject message, Person person)
    {
        switch ((string?)act["kind"] ?? "text")
        {
            case "text":
                Sending.SetText(message, Text((string?)act["text"]));
                break;
            case "forward":
                Sending.SetText(message, Text((string?)act["text"] ?? "A forwarded message"));
                message["forward_origin"] = new JsonObject
                {
                    ["type"] = "hidden_user", ["sender_user_name"] = "Somebody", ["date"] = world.Now,
                };
                break;
            case "sticker":
                message["sticker"] = Placeholder(("width", 512), ("height", 512), ("is_animated", false), ("is_video", false), ("type", "regular"), ("emoji", "👍"));
                break;
            case "voice":
                message["voice"] = Placeholder(("duration", 3), ("mime_type", "audio/ogg"), ("file_size", 4096));
                break;
            case "document":
                var document = Upload(world, act, "document");
                message["document"] = document.Document();
                Sending.SetCaption(message, Caption(act));
                break;
            case "photo":
                message["photo"] = act["document"] is null
                    ? new JsonArray(Placeholder(("width", 800), ("height", 600)))
                    : Upload(world, act, "photo").Photo();
                Sending.SetCaption(message, Caption(act));
                break;
            case var other:
                throw new PageError(400, $"{person.FirstName} can't send \"{other}\"; expected text, forward, sticker, voice, document or photo.");
        }
    }

    private static JsonObject Placeholder(params ReadOnlySpan<(string Name, JsonNode Value)> parts)
    {
        var json = new JsonObject { ["file_id"] = "placeholder", ["file_unique_id"] = "placeholder" };
        foreach (var (name, value) in parts)
            json[name] = value;
        return json;
    }

    private static FileSource Upload(BotWorld world, JsonObject act, string kind)
    {
        var name = (string?)act["document"]?["name"] ?? "file";
        byte[] content;
        try
        {
            content = Convert.FromBase64String((string?)act["document"]?["contentBase64"] ?? "");
        }
        catch (FormatException)
        {
            throw new PageError(400, "The document's contentBase64 is not base64.");
        }
        var type = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".opml" or ".xml" => "text/xml",
            ".txt" => "text/plain",
            ".json" => "application/json",
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            _ => "application/octet-stream",
        };
        var stored = world.Files.Add(kind, Path.GetFileName(name), type, content);
        return new FileSource(stored.Id, null, stored);
    }

    private static FormattedText Caption(JsonObject act) =>
        (string?)act["text"] is { Length: > 0 } caption ? Text(caption) : FormattedText.Empty;

    private static FormattedText Text(string? raw)
    {
        var text = PlainEntities.Find(TextCleanup.Apply(new FormattedText(raw ?? "", [])));
        return TextCleanup.Length(text.Text) switch
        {
            0 => throw new PageError(400, "The message is empty; write something first."),
            > MaximumText => throw new PageError(400, $"The message is longer than {MaximumText} characters; send it in parts."),
            _ => text,
        };
    }

    private static (Chat Chat, Person Person) Speaker(BotWorld world, JsonObject act)
    {
        var chat = PageLookups.Chat(world, (long?)act["chatId"]);
        var person = PageLookups.Person(world, (long?)act["personId"] ?? chat.PersonId);
        if (chat.IsPrivate ? chat.PersonId != person.Id : chat.MemberOf(person.Id) is null)
            throw new PageError(409, $"{person.FirstName} is not in this chat; add them first.");
        return chat.MigratedTo is { } moved
            ? throw new PageError(409, $"This group has become the supergroup {moved}; write there.")
            : (chat, person);
    }

    private static JsonObject Message(BotWorld world, Chat chat, JsonObject act)
    {
        var id = (long?)act["messageId"] ?? 0;
        return world.Messages.Find(chat.Id, id) ?? throw PageError.NotFound($"There is no message {id} in this chat.");
    }

    private static JsonNode? At(JsonArray? array, int index) => array is not null && index >= 0 && index < array.Count ? array[index] : null;
}
