using NewsBot.TelegramEmulator.Chats;

namespace NewsBot.TelegramEmulator.PageApi;

internal static class PageLookups
{
    public static Chat Chat(BotWorld world, long? id) =>
        id is { } found && world.Chats.TryGetValue(found, out var chat) ? chat : throw PageError.NotFound($"There is no chat {id}.");

    public static Person Person(BotWorld world, long? id) =>
        id is { } found && world.People.TryGetValue(found, out var person) ? person : throw PageError.NotFound($"There is no person {id}.");
}
