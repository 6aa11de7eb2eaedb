using NewsBot.Core.Delivery;

namespace NewsBot.Tests.Delivery;

/// <summary>What the rate budget learns from refusals, and what it makes up for.</summary>
public sealed class LearningTests
{
    private const long Start = 1_000_000;

    [Fact]
    public void Bot_Refused_GoesATenthSlowerAndCreepsBack()
    {
        var budget = new RateBudget(new DeliveryOptions());
        RefuseBot(budget, Start, Start + 1_000);

        Assert.Equal(27 * 0.9, budget.RateAt(Start), 3);
        Assert.InRange(Sent(budget, Start + 1_000, Start + 11_000), 235, 255);
        Assert.Equal(27 * 0.95, budget.RateAt(Start + 50_000), 3);
        Assert.Equal(27, budget.RateAt(Start + 101_000));
    }

    [Fact]
    public void Bot_RefusedForHours_NeverGoesBelowHalfItsRate()
    {
        var budget = new RateBudget(new DeliveryOptions());
        for (var at = Start; at < Start + 3_600_000; at += 5_000)
            RefuseBot(budget, at, at + 1_000);

        Assert.InRange(budget.RateAt(Start + 3_600_000), 13.5, 14);
    }

    [Fact]
    public void Bot_RefusedWhileManyWereOnTheirWay_LearnsOnce()
    {
        var budget = new RateBudget(new DeliveryOptions());
        for (var chat = 1; chat <= 30; chat++)
            budget.Refused(chat, Start + 3_000, Start + chat);

        Assert.Equal(27 * 0.9, budget.RateAt(Start + 30), 1);
    }

    [Fact]
    public void Chat_Refused_ItAloneGoesSlower()
    {
        var budget = new RateBudget(new DeliveryOptions { MessagesPerSecond = 1_000 });
        Assert.False(budget.Refused(1, Start + 1_000, Start));

        Assert.Equal(1_000, budget.RateAt(Start));
        Assert.InRange(Gap(budget, chat: 1, Start + 1_000), 1_100, 1_112);
        Assert.Equal(1_000, Gap(budget, chat: 2, Start + 1_000));
        Assert.Equal(1_000, Gap(budget, chat: 1, Start + 300_000));
    }

    [Fact]
    public void Group_Refused_GetsFewerAMinute()
    {
        var budget = new RateBudget(new DeliveryOptions { MessagesPerSecond = 1_000 });
        budget.Refused(1, Start, Start);
        var sent = 0;
        for (var now = Start; now < Start + 59_000; now += 50)
        {
            if (budget.NextFor(1, isGroup: true, isReply: false, now) > now)
                continue;
            budget.Take(1, isGroup: true, now);
            sent++;
        }

        Assert.InRange(sent, 16, 17);
    }

    [Fact]
    public void SingleRefusals_AmongWhatIsTaken_MeanTheirChats()
    {
        var budget = new RateBudget(new DeliveryOptions { MessagesPerSecond = 1_000 });
        for (var answer = 0; answer < 10_000; answer++)
        {
            if (answer % 10 == 9)
                Assert.False(budget.Refused(answer, Start + answer + 3_000, Start + answer));
            else
                budget.Accepted(Start + answer);
        }

        Assert.Equal(1_000, budget.RateAt(Start + 10_000));
    }

    [Fact]
    public void ChatsRefusedTogether_TheBotWasMeant_AreNotSlowedDownForIt()
    {
        var budget = new RateBudget(new DeliveryOptions { MessagesPerSecond = 1_000 });
        RefuseBot(budget, Start, Start + 1_000);

        Assert.Equal(1_000, Gap(budget, chat: 1, Start + 2_000));
        Assert.Equal(1_000, Gap(budget, chat: 2, Start + 2_000));
    }

    [Theory]
    [InlineData(27, 28)]
    [InlineData(950, 988)]
    public void TimeLost_WhileMessagesWaited_IsMadeUpForWithoutHurry(int rate, int most)
    {
        var budget = new RateBudget(new DeliveryOptions { MessagesPerSecond = rate });
        var sent = new List<long>();
        for (var now = Start; now < Start + 60_000; now++)
        {
            // The machine was busy elsewhere for 200 ms in ten seconds, and looks each 20 ms at best.
            if (now % 10_000 < 200 || now % 20 != 0)
                continue;
            for (var room = budget.RoomForBot(now); room > 0; room--)
            {
                budget.Take(sent.Count, isGroup: false, now);
                budget.Answered(now);
                sent.Add(now);
            }

            budget.Waits(true);
        }

        Assert.InRange(sent.Count, rate * 60 * 0.99, (rate * 60) + Math.Max(3, rate / 20));
        var (oldest, highest) = (0, 0);
        for (var newest = 0; newest < sent.Count; newest++)
        {
            while (sent[newest] - sent[oldest] >= 1_000)
                oldest++;
            highest = Math.Max(highest, newest - oldest + 1);
        }

        Assert.InRange(highest, rate, most);
    }

    [Fact]
    public void Messages_HeldUpOnTheirWay_NeverArriveManyMoreThanTheRateAtOnce()
    {
        var budget = new RateBudget(new DeliveryOptions());
        var onTheirWay = 0;
        var arrived = new List<long>();
        for (var now = Start; now < Start + 30_000; now += 10)
        {
            // The line stands still for two seconds in five, and what it held then arrives together.
            for (; onTheirWay > 0 && now % 5_000 >= 2_000; onTheirWay--)
            {
                budget.Answered(now);
                arrived.Add(now);
            }

            for (var room = budget.RoomForBot(now); room > 0; room--, onTheirWay++)
                budget.Take(now, isGroup: false, now);
            budget.Waits(true);
        }

        Assert.InRange(arrived.Max(from => arrived.Count(at => at >= from && at < from + 1_000)), 27, 35);
        Assert.True(arrived.Count > 500);
    }

    [Fact]
    public void Rest_WhileNothingWaited_GivesNoMoreThanTheUsualBurst()
    {
        var budget = new RateBudget(new DeliveryOptions());
        budget.Take(1, isGroup: false, Start);
        budget.Answered(Start);
        budget.Waits(false);

        Assert.Equal(3, budget.RoomForBot(Start + 600_000));
    }

    private static void RefuseBot(RateBudget budget, long now, long until)
    {
        budget.Refused(1, until, now);
        Assert.True(budget.Refused(2, until, now));
    }

    private static int Sent(RateBudget budget, long from, long to)
    {
        var sent = 0;
        for (var now = from; now < to; now += 5)
            while (budget.NextFor(100 + sent, isGroup: false, isReply: false, now) <= now)
                budget.Take(100 + sent++, isGroup: false, now);
        return sent;
    }

    // Between two messages to a chat.
    private static long Gap(RateBudget budget, long chat, long now)
    {
        budget.Take(chat, isGroup: false, now);
        return budget.NextFor(chat, isGroup: false, isReply: false, now) - now;
    }
}
