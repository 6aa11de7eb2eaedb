using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Chats;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>People and groups come, change and move.</summary>
internal static class GroupActs
{
    private const int MaximumCrowd = 100_000;
    private const int CrowdPart = 250;

    public static Person AddPerson(BotWorld world, JsonObject act)
    {
        var firstName = ((string?)act["firstName"] ?? "").Trim();
        if (firstName.Length is < 1 or > 64)
            throw new PageError(400, "A person needs a first name of 1–64 characters.");
        return FirstPeople.Add(world, firstName, Optional(act, "lastName"), Optional(act, "username"), Optional(act, "languageCode") ?? "en");
    }

    /// <summary>
    /// Many people at once, for load: { "count": 20000, "firstName": "Reader", "languageCode": "en", "text": "/start" }.
    /// With a text everybody writes it to the bot; without one their chats are open to it already.
    /// </summary>
    public static JsonObject AddCrowd(BotWorld world, JsonObject act)
    {
        var count = (int?)act["count"] ?? 0;
        if (count is < 1 or > MaximumCrowd)
            throw new PageError(400, $"A crowd of {count} can't be made; expected 1 to {MaximumCrowd}.");
        var (firstName, language, text) = ((string?)act["firstName"] ?? "Reader", Optional(act, "languageCode") ?? "en", (string?)act["text"]);
        var ids = new JsonArray();
        // In parts, so that the bot and the others get their turn in between.
        while (ids.Count < count)
        {
            world.Change(() =>
            {
                for (var i = 0; i < CrowdPart && ids.Count < count; i++)
                    ids.Add(AddOneOfMany(world, $"{firstName} {ids.Count + 1}", language, text));
            });
        }
        return new JsonObject { ["ids"] = ids };
    }

    private static long AddOneOfMany(BotWorld world, string firstName, string language, string? text)
    {
        var person = FirstPeople.Add(world, firstName, null, null, language);
        if (text is not null)
        {
            PersonActs.Write(world, new JsonObject { ["chatId"] = person.Id, ["personId"] = person.Id, ["text"] = text });
            return person.Id;
        }
        var chat = world.Chats[person.Id];
        (chat.Started, chat.KnownToBot) = (true, true);
        world.Save(chat);
        return person.Id;
    }

    public static Chat AddChat(BotWorld world, JsonObject act)
    {
        var type = (string?)act["type"] ?? Chat.Group;
        if (type is not (Chat.Group or Chat.Supergroup))
            throw new PageError(400, $"A chat of type \"{type}\" can't be made; expected group or supergroup.");
        var title = ((string?)act["title"] ?? "").Trim();
        if (title.Length is < 1 or > 128)
            throw new PageError(400, "A group needs a title of 1–128 characters.");
        var members = (act["members"] as JsonArray ?? []).OfType<JsonObject>().Select(m => new Member
        {
            PersonId = PageLookups.Person(world, (long?)m["personId"]).Id,
            Status = Status((string?)m["status"] ?? MemberStatus.Member),
            Anonymous = (bool?)m["anonymous"] == true,
        }).ToList();
        if (members.Count == 0)
            throw new PageError(400, "A group needs at least one member.");
        if (!members.Exists(m => m.Status == MemberStatus.Creator))
            members[0].Status = MemberStatus.Creator;
        var chat = new Chat
        {
            Id = type == Chat.Group ? FirstPeople.NewGroupId(world) : FirstPeople.NewSupergroupId(world),
            Type = type,
            Title = title,
            Bot = MemberStatus.Left,
            Members = members,
        };
        world.Save(chat);
        var bot = (string?)act["bot"] ?? MemberStatus.Left;
        if (MemberStatus.IsPresent(bot))
            Membership.SetBot(world, chat, bot, Creator(world, chat));
        return chat;
    }

    public static Chat SetMember(BotWorld world, JsonObject act)
    {
        var chat = PageLookups.Chat(world, (long?)act["chatId"]);
        if (chat.IsPrivate)
            throw new PageError(409, "A private chat has no members to change; block the bot instead.");
        if ((string?)act["bot"] is MemberStatus.Restricted && chat.Type != Chat.Supergroup)
            throw new PageError(409, "Only in a supergroup can a member's right to write be taken away.");
        if ((string?)act["bot"] is { } bot)
            Membership.SetBot(world, chat, Status(bot), act["actorId"] is null ? Creator(world, chat) : PageLookups.Person(world, (long?)act["actorId"]));
        else
            Membership.SetPerson(
                world, chat, PageLookups.Person(world, (long?)act["personId"]), Status((string?)act["status"] ?? MemberStatus.Member), (bool?)act["anonymous"]);
        return chat;
    }

    /// <summary>A person's account or a group is deleted: Telegram tells the bot when it next writes there, and not before.</summary>
    public static Chat Delete(BotWorld world, JsonObject act)
    {
        var chat = PageLookups.Chat(world, (long?)act["chatId"]);
        chat.Deleted = true;
        world.Save(chat);
        return chat;
    }

    public static Chat Migrate(BotWorld world, JsonObject act)
    {
        var chat = PageLookups.Chat(world, (long?)act["chatId"]);
        return chat.Type == Chat.Group && chat.MigratedTo is null
            ? Migration.Move(world, chat)
            : throw new PageError(409, "Only a group that has not moved yet can become a supergroup.");
    }

    private static Person Creator(BotWorld world, Chat chat) =>
        world.People[(chat.Members.Find(m => m.Status == MemberStatus.Creator) ?? chat.Members[0]).PersonId];

    private static string Status(string status) =>
        status is MemberStatus.Creator or MemberStatus.Administrator or MemberStatus.Member or MemberStatus.Restricted or MemberStatus.Left or MemberStatus.Kicked
            ? status
            : throw new PageError(400, $"The status \"{status}\" is not known; expected creator, administrator, member, restricted, left or kicked.");

    private static string? Optional(JsonObject act, string name) => (string?)act[name] is { Length: > 0 } value ? value : null;
}
