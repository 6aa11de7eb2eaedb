using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace NewsBot.HostTests.Emulator;

public sealed class GroupTests : IAsyncLifetime
{
    private EmulatorBench bench = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await EmulatorBench.StartAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Bot_AddedToAGroup_LearnsItTwice()
    {
        Assert.Equal("Bad Request: chat not found", (await Refused(() => bench.Bot.SendMessage(bench.Family, "x", cancellationToken: Cancel))).Message);
        await bench.People.SetBotAsync(bench.Family, "member", Cancel);
        var updates = await bench.UpdatesAsync();
        var joined = updates[0].MyChatMember!;
        Assert.Equal((ChatMemberStatus.Left, ChatMemberStatus.Member, "Anna"), (joined.OldChatMember.Status, joined.NewChatMember.Status, joined.From.FirstName));
        Assert.Equal(ChatType.Group, joined.Chat.Type);
        Assert.Equal(bench.Bot.BotId, Assert.Single(updates[1].Message!.NewChatMembers!).Id);
        Assert.Equal("x", (await bench.Bot.SendMessage(bench.Family, "x", cancellationToken: Cancel)).Text);
    }

    [Fact]
    public async Task PrivacyMode_LetsCommandsAndRepliesThrough_AndNothingElse()
    {
        await bench.InFamilyAsync();
        var username = (await bench.Bot.GetMe(Cancel)).Username;
        var sent = await bench.Bot.SendMessage(bench.Family, "hi", cancellationToken: Cancel);
        await bench.People.SayAsync(bench.Family, bench.Anna, "hello everybody", Cancel);
        await bench.People.SayAsync(bench.Family, bench.Anna, $"hello @{username}", Cancel);
        await bench.People.SayAsync(bench.Family, bench.Anna, "/latest@OtherBot", Cancel);
        await bench.People.SayAsync(bench.Family, bench.Anna, "/latest", Cancel);
        await bench.People.SayAsync(bench.Family, bench.Taras, $"/latest@{username!.ToUpperInvariant()} x", Cancel);
        await bench.People.ReplyAsync(bench.Family, bench.Taras, sent.Id, "thanks", Cancel);
        Assert.Equal(["/latest", $"/latest@{username.ToUpperInvariant()} x", "thanks"], (await bench.UpdatesAsync()).Select(u => u.Message!.Text));

        await bench.People.SetBotAsync(bench.Family, "administrator", Cancel);
        await bench.UpdatesAsync();
        await bench.People.SayAsync(bench.Family, bench.Anna, "/latest@OtherBot", Cancel);
        Assert.Equal("/latest@OtherBot", Assert.Single(await bench.UpdatesAsync()).Message!.Text);
    }

    [Fact]
    public async Task AnonymousAdministrator_SpeaksAsTheGroup()
    {
        await bench.InFamilyAsync();
        await bench.People.SetMemberAsync(bench.Family, bench.Taras, "administrator", true, Cancel);
        await bench.People.SayAsync(bench.Family, bench.Taras, "/settings", Cancel);
        var message = Assert.Single(await bench.UpdatesAsync()).Message!;
        Assert.Equal((1087968824L, bench.Family), (message.From!.Id, message.SenderChat!.Id));
        var administrators = await bench.Bot.GetChatAdministrators(bench.Family, cancellationToken: Cancel);
        Assert.Equal([("Anna", ChatMemberStatus.Creator), ("Тарас", ChatMemberStatus.Administrator)], administrators.Select(a => (a.User.FirstName, a.Status)));
    }

    [Fact]
    public async Task Group_IsDescribedByItsMembersAndCounts()
    {
        await bench.InFamilyAsync();
        var chat = await bench.Bot.GetChat(bench.Family, Cancel);
        Assert.Equal(("Family", ChatType.Group), (chat.Title, chat.Type));
        Assert.Equal(3, await bench.Bot.GetChatMemberCount(bench.Family, Cancel));
        Assert.Equal(ChatMemberStatus.Creator, (await bench.Bot.GetChatMember(bench.Family, bench.Anna, Cancel)).Status);
        Assert.Equal(ChatMemberStatus.Member, (await bench.Bot.GetChatMember(bench.Family, bench.Taras, Cancel)).Status);
        var stranger = await bench.People.AddPersonAsync("Olha", "uk", Cancel);
        Assert.Equal(ChatMemberStatus.Left, (await bench.Bot.GetChatMember(bench.Family, stranger, Cancel)).Status);
        Assert.Equal("Bad Request: user not found", (await Refused(() => bench.Bot.GetChatMember(bench.Family, 77, Cancel))).Message);
    }

    [Fact]
    public async Task Kick_AndLeave_EndSendingWith403()
    {
        await bench.InFamilyAsync();
        await bench.People.SetBotAsync(bench.Family, "kicked", Cancel);
        var updates = await bench.UpdatesAsync();
        Assert.Equal(ChatMemberStatus.Kicked, updates[0].MyChatMember!.NewChatMember.Status);
        var refused = await Refused(() => bench.Bot.SendMessage(bench.Family, "x", cancellationToken: Cancel));
        Assert.Equal((403, "Forbidden: bot was kicked from the group chat"), (refused.ErrorCode, refused.Message));
        await bench.People.SetBotAsync(bench.Family, "member", Cancel);
        await bench.Bot.LeaveChat(bench.Family, Cancel);
        Assert.Equal("Forbidden: bot is not a member of the group chat", (await Refused(() => bench.Bot.SendMessage(bench.Family, "x", cancellationToken: Cancel))).Message);
    }

    [Fact]
    public async Task PrivateChat_BeforeStartAndWhenBlocked_RefusesWith403()
    {
        Assert.Equal("Forbidden: bot can't initiate conversation with a user", (await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", cancellationToken: Cancel))).Message);
        await bench.StartedAsync();
        await bench.People.BlockAsync(bench.Anna, true, Cancel);
        Assert.Equal(ChatMemberStatus.Kicked, Assert.Single(await bench.UpdatesAsync()).MyChatMember!.NewChatMember.Status);
        Assert.Equal("Forbidden: bot was blocked by the user", (await Refused(() => bench.Bot.SendMessage(bench.Anna, "x", cancellationToken: Cancel))).Message);
        await bench.People.BlockAsync(bench.Anna, false, Cancel);
        Assert.Equal(ChatMemberStatus.Member, Assert.Single(await bench.UpdatesAsync()).MyChatMember!.NewChatMember.Status);
        await bench.Bot.SendMessage(bench.Anna, "x", cancellationToken: Cancel);
    }

    [Fact]
    public async Task Migration_IsToldByTwoMessagesAndTheOldIdKeepsFailing()
    {
        await bench.InFamilyAsync();
        var newId = await bench.People.MigrateAsync(bench.Family, Cancel);
        var updates = await bench.UpdatesAsync();
        Assert.Equal((bench.Family, newId), (updates[0].Message!.Chat.Id, updates[0].Message!.MigrateToChatId));
        Assert.Equal((newId, bench.Family), (updates[1].Message!.Chat.Id, updates[1].Message!.MigrateFromChatId));
        for (var i = 0; i < 2; i++)
        {
            var refused = await Refused(() => bench.Bot.SendMessage(bench.Family, "x", cancellationToken: Cancel));
            Assert.Equal((400, newId), (refused.ErrorCode, refused.Parameters!.MigrateToChatId));
            Assert.Equal("Bad Request: group chat was upgraded to a supergroup chat", refused.Message);
        }
        Assert.Equal(ChatType.Supergroup, (await bench.Bot.SendMessage(newId, "x", cancellationToken: Cancel)).Chat.Type);
        await bench.People.SayAsync(newId, bench.Anna, "/latest", Cancel);
        Assert.Equal(newId, Assert.Single(await bench.UpdatesAsync()).Message!.Chat.Id);
    }

    [Fact]
    public async Task Topics_AreMadeWrittenToAndClosed()
    {
        await bench.InFamilyAsync();
        var forum = await bench.People.MigrateAsync(bench.Family, Cancel);
        var topic = await bench.Bot.CreateForumTopic(forum, "News", cancellationToken: Cancel);
        var sent = await bench.Bot.SendMessage(forum, "x", messageThreadId: topic.MessageThreadId, cancellationToken: Cancel);
        Assert.Equal(topic.MessageThreadId, sent.MessageThreadId);
        await bench.Bot.CloseForumTopic(forum, topic.MessageThreadId, Cancel);
        Assert.Equal("Bad Request: TOPIC_CLOSED", (await Refused(() => bench.Bot.SendMessage(forum, "x", messageThreadId: topic.MessageThreadId, cancellationToken: Cancel))).Message);
    }

    [Theory]
    [InlineData("sticker", MessageType.Sticker)]
    [InlineData("voice", MessageType.Voice)]
    [InlineData("photo", MessageType.Photo)]
    public async Task OtherKindsOfMessages_ReachTheBot(string kind, MessageType type)
    {
        await bench.People.SendAsync(bench.Anna, bench.Anna, kind, null, Cancel);
        Assert.Equal(type, Assert.Single(await bench.UpdatesAsync()).Message!.Type);
    }

    [Fact]
    public async Task ForwardedAndEditedMessages_ReachTheBotAsSuch()
    {
        await bench.People.SendAsync(bench.Anna, bench.Anna, "forward", "news of others", Cancel);
        Assert.NotNull(Assert.Single(await bench.UpdatesAsync()).Message!.ForwardOrigin);
        var said = await bench.People.SayAsync(bench.Anna, "/serch x", Cancel);
        await bench.People.EditAsync(bench.Anna, bench.Anna, said.Id, "/search x", Cancel);
        var updates = await bench.UpdatesAsync();
        Assert.Equal(UpdateType.EditedMessage, updates[1].Type);
        Assert.Equal(("/search x", (int)said.Id), (updates[1].EditedMessage!.Text, updates[1].EditedMessage!.Id));
    }

    private static Task<ApiRequestException> Refused(Func<Task> act) => Assert.ThrowsAsync<ApiRequestException>(act);
}
