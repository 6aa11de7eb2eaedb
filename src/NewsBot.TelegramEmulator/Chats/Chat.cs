namespace NewsBot.TelegramEmulator.Chats;

/// <summary>What somebody is in a chat, in Bot API words.</summary>
internal static class MemberStatus
{
    public const string Creator = "creator";
    public const string Administrator = "administrator";
    public const string Member = "member";
    public const string Left = "left";
    public const string Kicked = "kicked";

    /// <summary>A member of a supergroup who may not write.</summary>
    public const string Restricted = "restricted";

    public static bool IsPresent(string status) => status is Creator or Administrator or Member or Restricted;

    public static bool IsAdministrator(string status) => status is Creator or Administrator;
}

internal sealed class Member
{
    public long PersonId { get; set; }

    public string Status { get; set; } = MemberStatus.Member;

    /// <summary>An administrator who speaks as the group itself.</summary>
    public bool Anonymous { get; set; }
}

internal sealed class ForumTopic
{
    public long ThreadId { get; set; }

    public string Name { get; set; } = "";

    public bool Closed { get; set; }
}

/// <summary>A private chat, group or supergroup, as one bot account sees it.</summary>
internal sealed class Chat
{
    public const string Private = "private";
    public const string Group = "group";
    public const string Supergroup = "supergroup";

    public long Id { get; set; }

    public string Type { get; set; } = Private;

    public string? Title { get; set; }

    public long? PersonId { get; set; }

    public List<Member> Members { get; set; } = [];

    /// <summary>The bot's place in a group; "member" in private chats.</summary>
    public string Bot { get; set; } = MemberStatus.Member;

    /// <summary>Whether the bot has ever met this chat; before, Telegram says "chat not found".</summary>
    public bool KnownToBot { get; set; }

    /// <summary>Private: the person has written to the bot; before, it can't begin.</summary>
    public bool Started { get; set; }

    public bool Blocked { get; set; }

    /// <summary>The person's account is gone, or the group was deleted.</summary>
    public bool Deleted { get; set; }

    public long? MigratedTo { get; set; }

    public long? PinnedMessageId { get; set; }

    public List<ForumTopic> Topics { get; set; } = [];

    public bool IsPrivate => Type == Private;

    public bool BotIsPresent => MemberStatus.IsPresent(Bot);

    public Member? MemberOf(long personId) => Members.Find(m => m.PersonId == personId);
}
