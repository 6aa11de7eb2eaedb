using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Delivery;

/// <summary>Files of ours in the ledger, and edits that are overtaken.</summary>
public sealed class DocumentTests
{
    private static readonly ChatRequest.SendDocument File =
        new("feeds.opml", "<opml>\n\"Київ\" & 🙂</opml>", "<b>3</b> feeds", null, Silent: false, new ChatRequest.SendText("No files here.", null, Silent: false));

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Document_ProcessEndsBeforeItIsSent_GoesOutWholeAfterwards(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        await EnqueueAsync(world, File);
        world.Telegram.AnswerWith(new SendResult.Unreachable("away"));
        await world.PumpAsync();

        world.Restart();
        await world.RunForAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(File, Assert.Single(world.Telegram.Calls).Request);
        Assert.Equal(["sent"], await world.MessageStatesAsync());
        Assert.Equal("document", await FormAsync(world));
    }

    [Theory]
    [InlineData("Rights", "No files here.")]
    [InlineData("Markup", "3 feeds")]
    [InlineData("Other", null)]
    public async Task Document_Refused_IsSentInAnotherFormWhereThereIsOne(string kind, string? expected)
    {
        await using var world = await DeliveryWorld.CreateAsync(StorageProvider.Sqlite);
        await EnqueueAsync(world, File);
        world.Telegram.AnswerWith(new SendResult.Refused(Enum.Parse<RefusalKind>(kind), "no"));

        await world.RunForAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(expected is null ? ["<b>3</b> feeds"] : ["<b>3</b> feeds", expected], world.Telegram.Texts);
        Assert.Equal([expected is null ? "dropped" : "sent"], await world.MessageStatesAsync());
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Edits_OvertakenBeforeTheyWentOut_AreNotSent(StorageProvider provider)
    {
        await using var world = await DeliveryWorld.CreateAsync(provider);
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.ReplyAsync(chat, place, "one");
        await world.ReplyAsync(chat, place, "another");
        await world.RunForAsync(TimeSpan.FromSeconds(3));
        foreach (var (message, text) in new[] { (1001, "10 of 30"), (1002, "other"), (1001, "20 of 30"), (1001, "done") })
        {
            await world.WriteAsync(async session =>
            {
                if (message == 1001)
                    await world.Messages.WithdrawEditsAsync(session, place.DestinationId, message, DeliveryWorld.Ct);
                await world.Messages.EnqueueReplyAsync(session, chat, place.DestinationId, new ChatRequest.EditText(message, text, null), null, DeliveryWorld.Ct);
            });
        }

        await world.RunForAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["one", "another", "other", "done"], world.Telegram.Texts);
    }

    private static async Task EnqueueAsync(DeliveryWorld world, ChatRequest request)
    {
        var (chat, place) = await world.Chats.AddChatAsync(1);
        await world.WriteAsync(session => world.Messages.EnqueueReplyAsync(session, chat, place.DestinationId, request, null, DeliveryWorld.Ct));
    }

    private static Task<string?> FormAsync(DeliveryWorld world) =>
        world.Chats.Store.Database.ReadAsync(session => session.ScalarAsync<string?>("SELECT form FROM message", null, DeliveryWorld.Ct), DeliveryWorld.Ct);
}
