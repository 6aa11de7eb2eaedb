using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>The page's calls about the rules of the game rather than what happens in chats: faults, clock, limits, starting over.</summary>
internal sealed class RuleActs(IReadOnlyList<BotAccount> accounts)
{
    /// <summary>The answer to POST /emulator/{path}, or null when it is none of these.</summary>
    public JsonObject? Act(BotAccount account, string path, JsonObject act)
    {
        switch (path)
        {
            case "faults":
                return account.Faults.Add(act);
            case "clock":
                if (ClockActs.Set(account.Clock, act))
                    ForgetFloods();
                ShowClock(account.Clock);
                return ClockActs.View(account.Clock);
            case "limits":
                return LimitActs.Choose(account.Flood, act);
            case "bans":
                LimitActs.Ban(account.Flood, act);
                return [];
            case "reset":
                StartOver(account);
                return [];
            default:
                return null;
        }
    }

    /// <summary>The answer to DELETE /emulator/{path}.</summary>
    public JsonObject Remove(BotAccount account, string path)
    {
        switch (path)
        {
            case "faults":
                account.Faults.Clear();
                return [];
            case "clock":
                ResetClock(account.Clock);
                return ClockActs.View(account.Clock);
            default:
                throw PageError.NotFound($"There is nothing to remove at /emulator/{path}.");
        }
    }

    // Messages, waiting updates and presses go, clock and limits are as at the start; people, groups and all counters
    // stay, so no id is given twice.
    private void StartOver(BotAccount account)
    {
        var world = account.World;
        ResetClock(account.Clock);
        account.Flood.StartOver();
        world.Change(() =>
        {
            world.Messages.Clear();
            world.Updates.Clear();
            world.Presses.Clear();
            foreach (var chat in world.Chats.Values.Where(c => c.PinnedMessageId is not null))
            {
                chat.PinnedMessageId = null;
                world.Save(chat);
            }
            world.Events.Publish("reset", new JsonObject());
        });
    }

    private void ResetClock(EmulatorClock clock)
    {
        if (!clock.IsSet)
            return;
        clock.Reset();
        ForgetFloods();
        ShowClock(clock);
    }

    // Moments that lie in the future once the clock went back would count for ever.
    private void ForgetFloods()
    {
        foreach (var account in accounts)
            account.Flood.Forget();
    }

    private void ShowClock(EmulatorClock clock)
    {
        foreach (var account in accounts)
            account.World.Events.Publish("clock", ClockActs.View(clock));
    }
}
