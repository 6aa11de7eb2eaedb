using NewsBot.Core.Chats;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;
using static NewsBot.Tests.Conversation.ConversationTests;

namespace NewsBot.Tests.Conversation;

/// <summary>A person may ask 20 times a minute; what is no question does not count.</summary>
public sealed class PaceTests
{
    private static CancellationToken Ct => TestBot.Ct;

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Person_AskingTooFast_IsToldOnceAndThenMeetsSilence(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        for (var number = 0; number < 25; number++)
            await bot.AcceptAsync(Says("/help"));
        await bot.AcceptAsync(Says("/help", user: 12));
        var answers = await bot.RunAsync();
        Assert.Equal(20 + 1 + 1, answers.Count);

        bot.Time.Advance(TimeSpan.FromMinutes(1.1));
        await bot.AcceptAsync(Says("/help"));
        Assert.Single(await bot.RunAsync());
    }

    [Fact]
    public async Task Person_TappingAnOldButtonTooFast_MeetsTheSameLimitAndIsAnsweredWithSound()
    {
        await using var bot = await TestBot.StartAsync();
        // Telegram tells of a press only when the message with the button was sent: here a week ago.
        var weekAgo = bot.Time.GetUtcNow().AddDays(-7).ToUnixTimeMilliseconds();
        for (var number = 0; number < 25; number++)
            await bot.AcceptAsync(Says("", at: weekAgo) with { Content = new IncomingContent.Press($"p{number}", "1:open:help", 5) });

        var answers = await bot.RunAsync();

        Assert.Equal(20, answers.Count);
        Assert.All(answers, answer => Assert.False(Assert.IsType<ChatRequest.SendText>(answer.Request).Silent));
        Assert.Equal(25, bot.Telegram.Presses.Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Person_PlayingWithAnotherBotInTheGroup_HasAskedNothing(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var group = new IncomingChat(-5, "supergroup", "Family", null, 0);
        foreach (var text in Enumerable.Repeat("/roll@DiceBot", 25).Concat(Enumerable.Repeat("/roll", 25)))
            await bot.AcceptAsync(Says(text) with { Chat = group });
        Assert.Equal(0L, await CountAsync(bot, "inbox"));

        await bot.AcceptAsync(Says("") with { Chat = group, Content = new IncomingContent.Text("@NewsTestBot ceasefire", 5, false, AddressesBot: true, null) });
        Assert.Contains("<b>Ceasefire</b> talks", Assert.IsType<ChatRequest.SendText>(Assert.Single(await bot.RunAsync()).Request).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_BlockingTheBotAfterManyQuestions_IsNotWrittenToAnyMore()
    {
        await using var bot = await TestBot.StartAsync();
        for (var number = 0; number < 25; number++)
            await bot.AcceptAsync(Says("/help"));
        await bot.AcceptAsync(Says("") with { Content = new IncomingContent.Membership(false, true, false, false) });

        await bot.RunAsync();

        Assert.Equal("suspended", (await bot.Database.ReadAsync(session => bot.Get<ChatStore>().GetAsync(session, 1, Ct), Ct))!.State);
    }

    [Fact]
    public async Task Person_WhoBlockedAndUnblocked_HasAskedNothingByThat()
    {
        await using var bot = await TestBot.StartAsync();
        for (var number = 0; number < 19; number++)
            await bot.AcceptAsync(Says("/help"));
        await bot.RunAsync();
        await bot.AcceptAsync(Says("") with { Content = new IncomingContent.Membership(false, true, false, false) });
        await bot.AcceptAsync(Says("") with { Content = new IncomingContent.Membership(true, false, true, false) });
        await bot.RunAsync();

        // The twentieth question, and the one too many.
        Assert.Contains("/latest", await AskAsync(bot, "/help"), StringComparison.Ordinal);
        Assert.Contains("more than 20 questions", await AskAsync(bot, "/help"), StringComparison.Ordinal);
    }
}
