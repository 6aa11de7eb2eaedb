using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Updates;

/// <summary>allowed_updates sticks until it is given again; an empty list means Telegram's default.</summary>
internal static class AllowedUpdates
{
    public static void Remember(BotWorld world, RequestParameters parameters)
    {
        if (parameters.Array("allowed_updates", "String") is not { } given)
            return;
        var kinds = given.Select(k => (string?)k ?? "").Where(k => k.Length > 0).ToList();
        var before = world.Profile.AllowedUpdates ?? [];
        if (before.SequenceEqual(kinds))
            return;
        world.Profile.AllowedUpdates = kinds.Count > 0 ? kinds : null;
        world.SaveProfile();
    }
}
