namespace NewsBot.TelegramEmulator.Chats;

/// <summary>A person who can write to the bot; the id is also the id of their private chat, as in Telegram.</summary>
internal sealed class Person
{
    public long Id { get; set; }

    public string FirstName { get; set; } = "";

    public string? LastName { get; set; }

    public string? Username { get; set; }

    public string LanguageCode { get; set; } = "en";

    public string Name => LastName is null ? FirstName : $"{FirstName} {LastName}";
}
