using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Chats;

public sealed class ChatStoreTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chat_MetAgainUnderAnotherName_KeepsItsSettings(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var (chat, _) = await world.AddChatAsync(5);
        chat.Language = "uk";
        chat.LanguageChosen = 1;
        chat.Pictures = 0;
        await world.WriteAsync(session => world.Chats.UpdateSettingsAsync(session, chat, ChatWorld.Ct));

        var (again, added) = await world.WriteAsync(session => world.Chats.FindOrAddAsync(
            session, ChatWorld.Bot, new ChatIntroduction(5, "private", "Anna\0", null, "en", "en"), ChatWorld.Ct));

        Assert.False(added);
        Assert.Equal((chat.ChatKey, "Anna", "uk", 0L, "en,uk"), (again.ChatKey, again.Title, again.Language, again.Pictures, again.ReadingLanguages));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Chat_OfAnotherBot_IsAnotherChat(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var (chat, _) = await world.AddChatAsync(5);

        var (other, added) = await world.WriteAsync(session => world.Chats.FindOrAddAsync(
            session, ChatWorld.Bot + 1, new ChatIntroduction(5, "private", "Ann", null, "en", ""), ChatWorld.Ct));

        Assert.True(added);
        Assert.NotEqual(chat.ChatKey, other.ChatKey);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Group_BecomesSupergroupThatIsKnownAlready_KeepsItsSubscriptionsAndTakesTheNewer(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var (old, oldPlace) = await world.AddChatAsync(-10, "group");
        var (newer, newPlace) = await world.AddChatAsync(-100500, "supergroup");
        await world.WriteAsync(async session =>
        {
            var thread = await world.Chats.DestinationAsync(session, newer.ChatKey, 9, ChatWorld.Ct);
            await world.Subscriptions.AddAsync(session, oldPlace, Subject.Query("ceasefire", "ceasefire"), null, ChatWorld.Ct);
            await world.Subscriptions.AddAsync(session, newPlace, Subject.Query("ceasefire", "Ceasefire"), null, ChatWorld.Ct);
            await world.Subscriptions.AddAsync(session, newPlace, Subject.Query("kyiv", "kyiv"), null, ChatWorld.Ct);
            await world.Subscriptions.AddAsync(session, thread, Subject.Query("dnipro", "dnipro"), null, ChatWorld.Ct);
        });

        var migrated = await world.WriteAsync(session => world.Chats.MigrateAsync(session, ChatWorld.Bot, -10, -100500, ChatWorld.Ct));
        var again = await world.WriteAsync(session => world.Chats.MigrateAsync(session, ChatWorld.Bot, -10, -100500, ChatWorld.Ct));

        Assert.Equal((old.ChatKey, -100500, "supergroup"), (migrated!.ChatKey, migrated.TelegramChatId, migrated.Type));
        Assert.Null(again);
        var kept = await world.WriteAsync(session => world.Subscriptions.ForChatAsync(session, old.ChatKey, ChatWorld.Ct));
        Assert.Equal(["ceasefire", "kyiv", "dnipro"], kept.Select(subscription => subscription.Query));
        Assert.Null(await world.WriteAsync(session => world.Chats.GetAsync(session, newer.ChatKey, ChatWorld.Ct)));
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Thread_ThoughtGone_ComesBackWhenSomebodyWritesThere(StorageProvider provider)
    {
        await using var world = await ChatWorld.CreateAsync(provider);
        var (chat, place) = await world.AddChatAsync(-10, "supergroup");

        await world.WriteAsync(session => world.Chats.ForgetThreadAsync(session, place.DestinationId, ChatWorld.Ct));
        var gone = await world.WriteAsync(session => world.Chats.DestinationsAsync(session, chat.ChatKey, ChatWorld.Ct));
        var back = await world.WriteAsync(session => world.Chats.DestinationAsync(session, chat.ChatKey, 0, ChatWorld.Ct));

        Assert.Equal(1, Assert.Single(gone).ThreadGone);
        Assert.Equal((place.DestinationId, 0L), (back.DestinationId, back.ThreadGone));
    }
}
