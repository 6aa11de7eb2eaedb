using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation.Timing;

/// <summary>Every place is found by what its clock shows.</summary>
public sealed class ZoneScreenTests
{
    [Fact]
    public async Task Places_ByTheirClocks_AreAllOfferedUnderTheClockTheyHave()
    {
        await using var bot = await TestBot.StartAsync();
        var found = new HashSet<string>();
        foreach (var clock in ButtonsOf(await PressAsync(bot, "1:tz:all:s")).Where(button => button.Data!.StartsWith("1:tz:c", StringComparison.Ordinal)).ToList())
        {
            // All clocks are looked through while those on the buttons go.
            for (var next = clock.Data; next is not null;)
            {
                var buttons = ButtonsOf(await PressAsync(bot, next));
                found.UnionWith(buttons.Where(button => button.Data!.StartsWith("1:tz:z", StringComparison.Ordinal)).Select(button => button.Data!.Split(':')[2][1..]));
                next = buttons.LastOrDefault(button => button.Data!.StartsWith("1:tz:c", StringComparison.Ordinal) && button.Text == "More…")?.Data;
            }
        }

        Assert.Equal(Places.Ranked([]).Select(place => place.Zone).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("1:tz:zMars/Olympus:s")]
    [InlineData("1:tz:c99999:s.0.1")]
    [InlineData("1:tz:x:s")]
    [InlineData("1:qh:f1440")]
    [InlineData("1:qh:m600:600")]
    [InlineData("1:dg:t1440")]
    [InlineData("1:dg:yearly")]
    [InlineData("1:st:zz:0,wake")]
    [InlineData("1:night:?")]
    public async Task Press_OfWhatNoVersionMade_IsAnsweredAndChangesNothing(string data)
    {
        await using var bot = await TestBot.StartAsync();

        await PressAsync(bot, data);

        Assert.Single(bot.Telegram.Presses);
        var chat = await bot.Database.ReadAsync(session => bot.Get<ChatStore>().FindAsync(session, TestBot.Identity.BotId, 11, TestBot.Ct), TestBot.Ct);
        Assert.Equal((null, null, "at-once", ""), (chat!.TimeZone, chat.Times.Quiet, chat.Rhythm, chat.DigestAt));
    }

    private static async Task<ChatRequest> PressAsync(TestBot bot, string data)
    {
        // Slow enough for the pace, fast enough for the clocks.
        bot.Time.Advance(TimeSpan.FromSeconds(4));
        await bot.AcceptAsync(new Incoming(
            TestBot.Identity.BotId, 0, new IncomingChat(11, "private", "Anna", null, 0), new NewsBot.Core.Conversation.Sender(11, "Anna", "en", false, false), 0,
            new IncomingContent.Press("press", data, 1)));
        return (await bot.RunAsync()).Select(sent => sent.Request).FirstOrDefault() ?? new ChatRequest.EditText(1, "", null);
    }

    private static List<Button> ButtonsOf(ChatRequest request) => [.. ((ChatRequest.EditText)request).Buttons!.Rows.SelectMany(row => row)];
}
