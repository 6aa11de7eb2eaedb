using NewsBot.Core.Delivery;

namespace NewsBot.Tests.Delivery;

public sealed class BacklogTests
{
    private static readonly DeliveryOptions Published = new() { MessagesPerSecond = 25, PerChatPerSecond = 1, PerGroupPerMinute = 20, BurstThreshold = 5 };

    [Fact]
    public void ForAll_OneStoryToManyChats_IsTheRateOfTheBot() =>
        Assert.Equal(TimeSpan.FromSeconds(800), new Backlog([new BacklogRow { Due = 1, Places = 20_000 }], Published).ForAll);

    [Fact]
    public void ForAll_MuchForOneGroup_IsTheRateOfTheGroupUnlessItComesAsLists()
    {
        var rows = new[] { new BacklogRow { IsGroup = 1, Due = 200, Places = 1 } };

        // 200 stories are 4 lists, and the first goes at once.
        Assert.Equal(TimeSpan.FromSeconds(3), new Backlog(rows, Published).ForAll);
        Assert.Equal(TimeSpan.FromSeconds(559), new Backlog(rows, new DeliveryOptions { MessagesPerSecond = 25, PerGroupPerMinute = 20, BurstThreshold = 0 }).ForAll);
    }

    [Fact]
    public void ForAll_MorningOfManyChats_IsOneMessageEach() =>
        Assert.Equal(TimeSpan.FromSeconds(40), new Backlog([new BacklogRow { Due = 3, Places = 1000, Together = 1 }], Published).ForAll);

    [Fact]
    public void For_FirstStoryOfAChatAmongFloodedOnes_WaitsForOneMessageOfEachOnly() =>
        Assert.Equal(TimeSpan.FromSeconds(4), new Backlog([new BacklogRow { Due = 4, Places = 99 }, new BacklogRow { Due = 1, Places = 1 }], Published).For(1, isGroup: false));

    [Fact]
    public void ForAll_NothingDue_IsNothing() => Assert.Equal(TimeSpan.Zero, new Backlog([], Published).ForAll);
}
