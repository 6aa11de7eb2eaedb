using FsCheck.Xunit;
using NewsBot.Core.Delivery;

namespace NewsBot.Tests.Delivery;

public sealed class RateBudgetTests
{
    [Fact]
    public void Bot_WithThousandsOfChats_SendsAtMostThirtyInAnySecondAndTwentySevenOnAverage()
    {
        var budget = new RateBudget(new DeliveryOptions());
        var sent = new List<long>();
        for (var now = 1_000L; now < 61_000; now += 5)
            while (budget.NextFor(sent.Count, isGroup: false, isReply: false, now) <= now)
            {
                budget.Take(sent.Count, isGroup: false, now);
                sent.Add(now);
            }

        Assert.InRange(sent.Count, 27 * 60, 27 * 60 + 3);
        Assert.True(Most(sent, 1_000) <= 30);
    }

    [Fact]
    public void Chat_OfOnePerson_TakesABurstOfAnswersButNewsOnceASecond()
    {
        var budget = new RateBudget(new DeliveryOptions { MessagesPerSecond = 1000 });

        Assert.Equal(RateBudget.ReplyBurst, Fill(budget, isGroup: false, isReply: true, from: 1_000, to: 1_900).Count);
        Assert.Equal(5, Fill(new RateBudget(new DeliveryOptions()), isGroup: false, isReply: false, from: 1_000, to: 5_999).Count);
    }

    [Property(MaxTest = 30)]
    public void Group_WhateverIsWanted_GetsAtMostEighteenInAnyMinute(bool[] replies)
    {
        var budget = new RateBudget(new DeliveryOptions());
        var sent = new List<long>();
        for (var now = 1_000L; now < 200_000; now += 100)
        {
            var isReply = replies.Length > 0 && replies[now / 100 % replies.Length];
            if (budget.NextFor(1, isGroup: true, isReply, now) > now)
                continue;
            budget.Take(1, isGroup: true, now);
            sent.Add(now);
        }

        Assert.True(Most(sent, 60_000) <= 18);
        Assert.True(sent.Count >= 36);
    }

    [Fact]
    public void Refusals_OfTwoChatsAtOnce_MeanTheBot()
    {
        var budget = new RateBudget(new DeliveryOptions());
        Assert.False(budget.Refused(1, until: 40_000, now: 10_000));
        Assert.Equal(10_000, budget.NextFor(2, isGroup: false, isReply: true, 10_000));
        Assert.True(budget.Refused(2, until: 20_000, now: 10_500));

        Assert.Equal(20_000, budget.NextFor(3, isGroup: false, isReply: true, 10_600));
        Assert.Equal(40_000, budget.NextFor(1, isGroup: false, isReply: true, 10_600));
    }

    private static List<long> Fill(RateBudget budget, bool isGroup, bool isReply, long from, long to)
    {
        var sent = new List<long>();
        for (var now = from; now <= to; now += 10)
        {
            if (budget.NextFor(1, isGroup, isReply, now) > now)
                continue;
            budget.Take(1, isGroup, now);
            sent.Add(now);
        }
        return sent;
    }

    private static int Most(List<long> sent, long span) => sent.Count == 0 ? 0 : sent.Max(start => sent.Count(at => at >= start && at < start + span));
}
