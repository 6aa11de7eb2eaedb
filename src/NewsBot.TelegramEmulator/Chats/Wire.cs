using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Chats;

/// <summary>People and chats as the Bot API writes them.</summary>
internal static class Wire
{
    /// <summary>The account Telegram names as the sender of an anonymous administrator's message.</summary>
    public const long GroupAnonymousBot = 1087968824;

    public static JsonObject User(Person person)
    {
        var json = new JsonObject { ["id"] = person.Id, ["is_bot"] = false, ["first_name"] = person.FirstName };
        if (person.LastName is not null)
            json["last_name"] = person.LastName;
        if (person.Username is not null)
            json["username"] = person.Username;
        json["language_code"] = person.LanguageCode;
        return json;
    }

    public static JsonObject Bot(BotWorld world) => new()
    {
        ["id"] = world.Id,
        ["is_bot"] = true,
        ["first_name"] = world.Profile.FirstName,
        ["username"] = world.Profile.Username,
    };

    public static JsonObject AnonymousAdministrator() => new()
    {
        ["id"] = GroupAnonymousBot,
        ["is_bot"] = true,
        ["first_name"] = "Group",
        ["username"] = "GroupAnonymousBot",
    };

    public static JsonObject Chat(BotWorld world, Chat chat)
    {
        var json = new JsonObject { ["id"] = chat.Id };
        if (chat.IsPrivate)
        {
            var person = world.People[chat.PersonId!.Value];
            json["first_name"] = person.FirstName;
            if (person.LastName is not null)
                json["last_name"] = person.LastName;
            if (person.Username is not null)
                json["username"] = person.Username;
        }
        else
        {
            json["title"] = chat.Title;
            if (chat.Type == Chats.Chat.Supergroup && chat.Topics.Count > 0)
                json["is_forum"] = true;
        }
        json["type"] = chat.Type;
        return json;
    }

    /// <summary>A ChatMember object.</summary>
    public static JsonObject Member(JsonObject user, string status, bool anonymous = false)
    {
        var json = new JsonObject { ["user"] = user, ["status"] = status };
        switch (status)
        {
            case MemberStatus.Creator:
                json["is_anonymous"] = anonymous;
                break;
            case MemberStatus.Administrator:
                json["is_anonymous"] = anonymous;
                json["can_be_edited"] = false;
                foreach (var right in AdministratorRights)
                    json[right] = true;
                break;
            case MemberStatus.Kicked:
                json["until_date"] = 0;
                break;
            case MemberStatus.Restricted:
                json["is_member"] = true;
                json["until_date"] = 0;
                foreach (var right in MemberRights)
                    json[right] = false;
                break;
        }
        return json;
    }

    private static readonly string[] MemberRights =
    [
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
        "can_send_voice_notes", "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_change_info", "can_invite_users",
        "can_pin_messages", "can_manage_topics",
    ];

    private static readonly string[] AdministratorRights =
    [
        "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
        "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories", "can_pin_messages",
    ];
}
