using System.Globalization;
using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>The emulator's world in the page's words.</summary>
internal static class PageView
{
    public const int MessagesInState = 100;

    /// <summary>How the page reaches uploaded files; the key is added when the answer leaves.</summary>
    public const string FilePath = "/emulator/files/";

    // A load test has tens of thousands of chats; a page and a test that waits for one message must not read them all.
    private const int ChatsInState = 200;

    /// <summary>What there is: of many chats, the first few hundred groups and private chats; or one chat alone.</summary>
    public static JsonObject State(BotAccount account, long? onlyChat)
    {
        var world = account.World;
        var chats = onlyChat is { } id
            ? [PageLookups.Chat(world, id)]
            : world.Chats.Values.Where(c => !c.IsPrivate).Take(ChatsInState).Concat(world.Chats.Values.Where(c => c.IsPrivate).Take(ChatsInState)).ToList();
        var people = chats.SelectMany(c => c.PersonId is { } person ? [person] : c.Members.Select(m => m.PersonId)).Distinct().Order();
        return new JsonObject
        {
            ["bot"] = Bot(world, account.IsConnected),
            ["people"] = new JsonArray([.. people.Select(p => (JsonNode)Person(world.People[p]))]),
            ["chats"] = new JsonArray([.. chats.Select(c => (JsonNode)Chat(c))]),
            ["commands"] = Commands(world),
            ["messages"] = new JsonObject(chats.Select(c => KeyValuePair.Create(
                c.Id.ToString(CultureInfo.InvariantCulture), (JsonNode?)Messages(world, c.Id, 0, long.MaxValue, MessagesInState)))),
            ["clock"] = ClockActs.View(account.Clock),
        };
    }

    public static JsonArray Messages(BotWorld world, long chatId, long after, long before, int limit) =>
        [.. world.Messages.Page(chatId, after, before, limit).Select(m => (JsonNode)PageMessage.Of(world, m))];

    public static JsonObject Bot(BotWorld world, bool connected)
    {
        var bot = new JsonObject { ["id"] = world.Id, ["username"] = world.Profile.Username, ["firstName"] = world.Profile.FirstName };
        if (world.Profile.Descriptions.GetValueOrDefault("") is { } description)
            bot["description"] = description;
        if (world.Profile.ShortDescriptions.GetValueOrDefault("") is { } shortDescription)
            bot["shortDescription"] = shortDescription;
        bot["descriptions"] = new JsonObject(world.Profile.Descriptions.Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value)));
        bot["connected"] = connected;
        return bot;
    }

    public static JsonObject Person(Person person)
    {
        var json = new JsonObject { ["id"] = person.Id, ["firstName"] = person.FirstName };
        if (person.LastName is not null)
            json["lastName"] = person.LastName;
        if (person.Username is not null)
            json["username"] = person.Username;
        json["languageCode"] = person.LanguageCode;
        return json;
    }

    public static JsonObject Chat(Chat chat)
    {
        var json = new JsonObject { ["id"] = chat.Id, ["type"] = chat.Type };
        if (chat.Title is not null)
            json["title"] = chat.Title;
        if (chat.PersonId is { } person)
            json["personId"] = person;
        json["members"] = new JsonArray([.. chat.Members.Select(m => (JsonNode)new JsonObject
        {
            ["personId"] = m.PersonId,
            ["status"] = m.Status,
            ["anonymous"] = m.Anonymous,
        })]);
        json["bot"] = chat.Bot;
        json["blocked"] = chat.Blocked;
        json["started"] = chat.Started;
        if (chat.MigratedTo is { } moved)
            json["migratedTo"] = moved;
        if (chat.PinnedMessageId is { } pinned)
            json["pinned"] = pinned;
        if (chat.Topics.Count > 0)
            json["topics"] = new JsonArray([.. chat.Topics.Select(t => (JsonNode)new JsonObject { ["threadId"] = t.ThreadId, ["name"] = t.Name, ["closed"] = t.Closed })]);
        return json;
    }

    public static JsonArray Commands(BotWorld world) => [.. world.Profile.Commands.Select(c => (JsonNode)new JsonObject
    {
        ["scope"] = c.Scope.DeepClone(),
        ["languageCode"] = c.LanguageCode,
        ["commands"] = c.Commands.DeepClone(),
    })];
}
