using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.HostTests.Emulator;

/// <summary>The ways in which a chat stops to be one that the bot can write to, in Telegram's words.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await EmulatorBench.StartAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task RightToWrite_TakenAwayInASupergroup_IsToldAndRefused()
    {
        var group = await bench.People.AddSupergroupAsync("Club", [bench.Anna], Cancel);
        await bench.UpdatesAsync();
        await bench.People.SetBotAsync(group, "restricted", Cancel);

        var change = Assert.Single(await bench.UpdatesAsync()).MyChatMember!;
        var restricted = Assert.IsType<ChatMemberRestricted>(change.NewChatMember);
        Assert.Equal((ChatMemberStatus.Member, true, false), (change.OldChatMember.Status, restricted.IsMember, restricted.CanSendMessages));
        Assert.Equal("Bad Request: not enough rights to send text messages to the chat", await RefusalAsync(group));
        await bench.People.SetBotAsync(group, "member", Cancel);
        Assert.Equal("hello", (await bench.Bot.SendMessage(group, "hello", cancellationToken: Cancel)).Text);
        await bench.InFamilyAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.People.SetBotAsync(bench.Family, "restricted", Cancel));
    }

    [Fact]
    public async Task Topic_MadeClosedOpenedAndDeletedByAPerson_IsToldAndRefused()
    {
        var group = await bench.People.AddSupergroupAsync("Forum", [bench.Anna, bench.Taras], Cancel);
        var topic = await bench.People.AddTopicAsync(group, "News", Cancel);
        await bench.People.SayInTopicAsync(group, topic, bench.Taras, "/latest", Cancel);
        var said = (await bench.UpdatesAsync())[^1].Message!;
        Assert.Equal((true, topic, true), (said.Chat.IsForum, (long)said.MessageThreadId!, said.IsTopicMessage));

        await bench.People.CloseTopicAsync(group, topic, true, Cancel);
        Assert.NotNull(Assert.Single(await bench.UpdatesAsync()).Message!.ForumTopicClosed);
        Assert.Equal("Bad Request: TOPIC_CLOSED", await RefusalAsync(group, topic));
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.People.SayInTopicAsync(group, topic, bench.Taras, "/latest", Cancel));

        await bench.People.CloseTopicAsync(group, topic, false, Cancel);
        var opened = Assert.Single(await bench.UpdatesAsync()).Message!;
        Assert.Equal((true, topic), (opened.ForumTopicReopened is not null, (long)opened.MessageThreadId!));
        Assert.Equal(topic, (long)(await bench.Bot.SendMessage(group, "hello", messageThreadId: (int)topic, cancellationToken: Cancel)).MessageThreadId!);

        await bench.People.DeleteTopicAsync(group, topic, Cancel);
        Assert.Empty(await bench.UpdatesAsync());
        Assert.Equal("Bad Request: message thread not found", await RefusalAsync(group, topic));
    }

    [Fact]
    public async Task AccountAndGroup_Deleted_AreRefusedAndNotToldOf()
    {
        var group = await bench.People.AddSupergroupAsync("Short-lived", [bench.Anna], Cancel);
        await bench.People.SayAsync(bench.Anna, "/start", Cancel);
        await bench.UpdatesAsync();
        await bench.People.DeleteChatAsync(group, Cancel);
        await bench.People.DeleteChatAsync(bench.Anna, Cancel);

        Assert.Empty(await bench.UpdatesAsync());
        Assert.Equal("Forbidden: the group chat was deleted", await RefusalAsync(group));
        Assert.Equal("Forbidden: user is deactivated", await RefusalAsync(bench.Anna));
    }

    private async Task<string> RefusalAsync(long chatId, long? thread = null) =>
        (await Assert.ThrowsAsync<ApiRequestException>(() => bench.Bot.SendMessage(chatId, "x", messageThreadId: (int?)thread, cancellationToken: Cancel))).Message;
}
