using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation.Timing;

/// <summary>People who set their times by talking to the bot, news that comes in, and what Telegram is asked to send, with when.</summary>
internal sealed class TimingPlay(TestBot bot) : IAsyncDisposable
{
    private readonly Dictionary<long, long> _people = [];
    private long _message = 50;

    public List<Sent> Messages { get; } = [];

    public TestBot Bot => bot;

    public static async Task<TimingPlay> StartAsync(StorageProvider provider, string moment)
    {
        var bot = await TestBot.StartAsync(provider: provider);
        bot.Time.SetUtcNow(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
        return new TimingPlay(bot);
    }

    /// <summary>Says something, or taps a button by what it carries; the answers are not news.</summary>
    public async Task SayAsync(long person, params string[] texts)
    {
        foreach (var text in texts)
        {
            bot.Time.Advance(TimeSpan.FromSeconds(20));
            IncomingContent content = text.StartsWith("1:", StringComparison.Ordinal)
                ? new IncomingContent.Press("press", text, 1) : new IncomingContent.Text(text, ++_message, false, false, null);
            await bot.AcceptAsync(new Incoming(
                TestBot.Identity.BotId, 0, new IncomingChat(person, "private", $"P{person}", null, 0), new NewsBot.Core.Conversation.Sender(person, "P", "en", false, false), 0, content));
            await KeepAsync(await bot.RunAsync());
        }
    }

    /// <summary>The button of a subscription that lets it wake.</summary>
    public async Task<string> WakeButtonAsync(string query)
    {
        var id = await bot.Database.ReadAsync(session => session.ScalarAsync<long>(
            "SELECT subscription_id FROM subscription WHERE query = @query ORDER BY subscription_id DESC LIMIT 1", new { query }, TestBot.Ct), TestBot.Ct);
        return new ButtonData("st", ButtonKey.Of(id), "0,wake").Encode();
    }

    /// <summary>Time passes, and what is due goes.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        bot.Time.Advance(span);
        await KeepAsync(await bot.SendAsync());
    }

    /// <summary>A quarter of an hour, with the sender at work every five minutes.</summary>
    public async Task PassQuarterAsync()
    {
        for (var part = 0; part < 3; part++)
            await PassAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>Time passes until the clocks show a full quarter, or half where they are half an hour apart.</summary>
    public void ToFullQuarter() =>
        bot.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(bot.Time.GetUtcNow().Ticks % TimeSpan.FromMinutes(15).Ticks));

    /// <summary>What came to one chat unasked.</summary>
    public IReadOnlyList<Sent> NewsOf(long person) =>
        [.. Messages.Where(sent => sent.Person == person)];

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    private async Task KeepAsync(IReadOnlyList<(Message Row, ChatRequest Request)> sent)
    {
        foreach (var (row, request) in sent.Where(sent => sent.Row.Kind is not (MessageKind.Reply or MessageKind.Edit)))
            Messages.Add(new Sent(bot.Time.GetUtcNow(), await PersonAsync(row.DestinationId), row.Kind, TelegramHtml.ToPlain(((ChatRequest.SendText)request).Html)));
    }

    private async Task<long> PersonAsync(long destinationId)
    {
        if (!_people.TryGetValue(destinationId, out var person))
        {
            person = _people[destinationId] = await bot.Database.ReadAsync(session => session.ScalarAsync<long>(
                "SELECT c.telegram_chat_id FROM chat c JOIN destination d ON d.chat_key = c.chat_key WHERE d.destination_id = @destinationId",
                new { destinationId }, TestBot.Ct), TestBot.Ct);
        }
        return person;
    }
}

/// <summary>A message as Telegram was asked to send it.</summary>
internal sealed record Sent(DateTimeOffset At, long Person, string Kind, string Text)
{
    /// <summary>When, on the clock of a zone.</summary>
    public DateTime On(string zone) => TimeZoneInfo.ConvertTime(At, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;
}
