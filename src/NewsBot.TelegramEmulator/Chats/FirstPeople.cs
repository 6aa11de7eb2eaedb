namespace NewsBot.TelegramEmulator.Chats;

/// <summary>Who is there in a fresh emulator: Anna, Тарас, and their group without the bot.</summary>
internal static class FirstPeople
{
    private const long FirstPersonId = 1_000_000;
    private const long FirstGroupId = 4_000_000;
    private const long FirstSupergroupId = 1_002_000_000_000;

    public static void Introduce(BotWorld world)
    {
        var anna = Add(world, "Anna", null, "anna", "en");
        var taras = Add(world, "Тарас", null, "taras", "uk");
        world.Save(new Chat
        {
            Id = NewGroupId(world),
            Type = Chat.Group,
            Title = "Family",
            Bot = MemberStatus.Left,
            Members =
            [
                new Member { PersonId = anna.Id, Status = MemberStatus.Creator },
                new Member { PersonId = taras.Id },
            ],
        });
    }

    /// <summary>A new person with a private chat that is not started yet.</summary>
    public static Person Add(BotWorld world, string firstName, string? lastName, string? username, string languageCode)
    {
        var person = new Person
        {
            Id = FirstPersonId + world.Next("person"),
            FirstName = firstName,
            LastName = lastName,
            Username = username,
            LanguageCode = languageCode,
        };
        world.Save(person);
        world.Save(new Chat { Id = person.Id, PersonId = person.Id });
        return person;
    }

    public static long NewGroupId(BotWorld world) => -(FirstGroupId + world.Next("group"));

    public static long NewSupergroupId(BotWorld world) => -(FirstSupergroupId + world.Next("supergroup"));
}
