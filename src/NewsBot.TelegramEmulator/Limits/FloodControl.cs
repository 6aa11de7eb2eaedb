using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Limits;

/// <summary>
/// Flood control of one bot token: says 429 to what is too much, and counts in any profile. It is asked before a method
/// runs; a request that Telegram then refuses for another reason has counted all the same. In memory only.
/// </summary>
internal sealed class FloodControl
{
    private sealed record ChatLimit(IRate Rate, Ban Ban);

    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly FloodProfile standard;
    private readonly Dictionary<long, ChatLimit> chats = [];
    private readonly Ban ban = new();
    private SecondRate free;
    private SecondRate all;

    public FloodControl(TimeProvider clock, FloodProfile profile)
    {
        this.clock = clock;
        standard = profile;
        Policy = FloodPolicy.Of(profile);
        (free, all) = Overall();
    }

    public FloodPolicy Policy { get; private set; }

    public Traffic Traffic { get; } = new();

    /// <summary>Lets the request pass, or refuses it.</summary>
    /// <returns>True when it used the paid rate above the free one, which costs Stars.</returns>
    /// <exception cref="Refusal">429 with retry_after.</exception>
    public bool Admit(string method, MessageCost cost)
    {
        if (cost.IsFree)
            return false;
        lock (gate)
        {
            var now = clock.GetUtcNow().UtcTicks;
            var chat = Chat(cost);
            Check(ban, method, cost, FloodScope.Bot, now, cost.Overall(Policy), cost.Paid ? [all] : [free, all]);
            Check(chat.Ban, method, cost, FloodScope.Chat, now, cost.InChat(Policy), [chat.Rate]);
            chat.Rate.Take(now, cost.InChat(Policy));
            var overFree = cost.Paid && all.Taken(now) + cost.Messages > Policy.PerSecond;
            all.Take(now, cost.Overall(Policy));
            if (!cost.Paid)
                free.Take(now, cost.Overall(Policy));
            Traffic.Passed(now, cost);
            return overFree;
        }
    }

    /// <summary>Another policy, with empty windows, no bans and new counts.</summary>
    public void Use(FloodPolicy policy)
    {
        lock (gate)
        {
            Policy = policy;
            (free, all) = Overall();
            Forget();
        }
        Traffic.Clear();
    }

    /// <summary>The policy it was started with, empty.</summary>
    public void StartOver() => Use(FloodPolicy.Of(standard));

    /// <summary>Bans one chat, or the bot where there is none, in any profile.</summary>
    public void BanFor(long? chatId, int seconds)
    {
        lock (gate)
        {
            var banned = chatId is { } id ? Chat(new MessageCost(id, 1, 0, false)).Ban : ban;
            banned.Begin(clock.GetUtcNow().UtcTicks, seconds);
        }
    }

    /// <summary>The clock was set back: what came lies in the future now and counts no more.</summary>
    public void Forget()
    {
        lock (gate)
        {
            chats.Clear();
            ban.Clear();
            free.Clear();
            all.Clear();
        }
    }

    private void Check(Ban banned, string method, MessageCost cost, FloodScope scope, long now, int count, ReadOnlySpan<IRate> rates)
    {
        if (banned.SecondsLeft(now) > 0)
        {
            if (Policy.BansGrow)
                banned.Ignored(now);
            Refuse(banned.SecondsLeft(now));
        }
        if (Policy.Profile == FloodProfile.Off || count == 0)
            return;
        var freeAt = now;
        foreach (var rate in rates)
            freeAt = Math.Max(freeAt, rate.FreeAt(now, count));
        if (freeAt <= now)
            return;
        banned.Begin(now, Math.Max(Policy.ShortestBan, (freeAt - now + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond));
        Refuse(banned.SecondsLeft(now));

        void Refuse(int seconds)
        {
            Traffic.Refused(now, new FloodRefusal(now, method, cost.ChatId, scope, seconds));
            throw new FloodRefused(seconds);
        }
    }

    private ChatLimit Chat(MessageCost cost)
    {
        if (!chats.TryGetValue(cost.ChatId, out var chat))
        {
            IRate rate = cost.IsPrivate
                ? new BurstRate(Policy.ChatPerSecond, Policy.ChatBurst)
                : new WindowRate(Policy.GroupPerMinute, TimeSpan.FromMinutes(1));
            chats.Add(cost.ChatId, chat = new ChatLimit(rate, new Ban()));
        }
        return chat;
    }

    private (SecondRate Free, SecondRate All) Overall() =>
        (new SecondRate(Policy.PerSecond, Policy.Leeway), new SecondRate(Policy.PaidPerSecond, Policy.Leeway));
}
