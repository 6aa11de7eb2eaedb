using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace NewsBot.HostTests.Emulator;

public sealed class ConversationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Emulator_StartIsSent_BotGetsItByLongPollAndItsAnswerIsSeen()
    {
        await using var bench = await EmulatorBench.StartAsync();
        var me = await bench.Bot.GetMe(Cancel);
        Assert.True(me.IsBot);

        var poll = bench.Bot.GetUpdates(timeout: 30, cancellationToken: Cancel);
        var said = await bench.People.SayAsync(bench.Anna, "/start topic-tech", Cancel);
        var update = Assert.Single(await poll);
        Assert.Equal("/start topic-tech", update.Message!.Text);
        Assert.Equal("en", update.Message.From!.LanguageCode);
        Assert.Equal(MessageEntityType.BotCommand, Assert.Single(update.Message.Entities!).Type);

        var sent = await bench.Bot.SendMessage(
            bench.Anna, "<b>Hello</b> Anna", ParseMode.Html, replyMarkup: new InlineKeyboardMarkup(("More", "1:more")), cancellationToken: Cancel);
        Assert.Equal("Hello Anna", sent.Text);
        Assert.InRange(sent.Date, DateTime.UnixEpoch.AddYears(50), DateTime.UnixEpoch.AddYears(200));

        var seen = await bench.People.NextMessageAsync(bench.Anna, said.Id, Cancel);
        Assert.Equal("Hello Anna", seen.Text);
        Assert.Equal(["bold:Hello"], seen.Entities);
        Assert.Equal(["More"], seen.ButtonTexts);
    }

    [Fact]
    public async Task Press_OnACallbackButton_ReachesTheBotAndItsAnswerIsShown()
    {
        await using var bench = await (await EmulatorBench.StartAsync()).StartedAsync();
        await bench.Bot.SendMessage(bench.Anna, "Pick", replyMarkup: new InlineKeyboardMarkup(("More", "1:more")), cancellationToken: Cancel);
        var message = await bench.People.NextMessageAsync(bench.Anna, 0, Cancel);

        var answered = bench.People.PressAndAwaitAnswerAsync(message, bench.Anna, "More", Cancel);
        var query = Assert.Single(await bench.Bot.GetUpdates(timeout: 20, cancellationToken: Cancel)).CallbackQuery!;
        Assert.Equal("1:more", query.Data);
        Assert.Equal(message.Id, query.Message!.Id);
        await bench.Bot.AnswerCallbackQuery(query.Id, "Here you are", cancellationToken: Cancel);
        Assert.Equal("Here you are", await answered);

        var again = await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.AnswerCallbackQuery(query.Id, cancellationToken: Cancel));
        Assert.Equal("Bad Request: query is too old and response timeout expired or query ID is invalid", again.Message);
    }
}
