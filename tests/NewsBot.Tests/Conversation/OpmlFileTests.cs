using System.Text;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Feeds;
using NewsBot.Core.Storage;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

/// <summary>Lists of feeds as files, in and out; the conversations are in Transcripts/opml*.txt.</summary>
public sealed class OpmlFileTests
{
    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task LongList_Added_SaysHowFarItIsAndEndsWithTheResult(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var anna = new OpmlBench(bot).WithPlaces(1_000);
        Assert.StartsWith("📄 list.opml holds 250 feeds.\n250 are not followed here yet.", await anna.SendAsync(OpmlBench.ListOf(250)));
        IReadOnlyList<string> onTheWay = [];
        bot.Leader = async (session, cancellationToken) =>
        {
            onTheWay = await session.QueryAsync<string>("SELECT content FROM message WHERE state = 'queued'", null, cancellationToken);
            return true;
        };

        var result = await anna.PressAsync("Add all 250");

        // One edit waits at a time: the one that says most.
        Assert.Contains("200 of 250", Assert.Single(onTheWay), StringComparison.Ordinal);
        Assert.StartsWith("✅ Added 250 feeds.", result);
        Assert.DoesNotContain("---", result, StringComparison.Ordinal);
        Assert.Equal(250, FeedsOf(await anna.ExportAsync()).Count);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task LongList_ProcessEndsInBetween_GoesOnAndCountsNothingTwice(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var anna = new OpmlBench(bot).WithPlaces(1_000);
        await anna.SendAsync(OpmlBench.ListOf(250));
        await anna.AcceptAsync(anna.PressOf("Add all"));
        using var killed = new CancellationTokenSource();
        bot.Leader = (_, _) =>
        {
            killed.Cancel();
            throw new OperationCanceledException(killed.Token);
        };
        await bot.Get<ConversationRunner>().RunWaitingAsync(TestBot.Identity, killed.Token);
        bot.Leader = (_, _) => Task.FromResult(true);
        await bot.RestartAsync();

        var result = await anna.RunAsync();

        Assert.StartsWith("✅ Added 250 feeds.", result);
        Assert.DoesNotContain("already", result, StringComparison.Ordinal);
        Assert.Contains("undone", await anna.PressAsync("Undo"), StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("There is nothing to put into a file", await NothingToExportAsync(bot, anna));
    }

    [Fact]
    public async Task List_PressedTwice_IsAddedOnce()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot);
        await anna.SendAsync(OpmlBench.ListOf(3));
        var press = anna.PressOf("Add all");
        await anna.AcceptAsync(press);
        await anna.AcceptAsync(press);

        Assert.StartsWith("✅ Added 3 feeds.", await anna.RunAsync());
        await anna.AcceptAsync(press);
        Assert.StartsWith("That is done already.", await anna.RunAsync());
    }

    [Fact]
    public async Task List_LargerThanTheChatMayHave_AddsTheFirstAndSaysWhatDidNotFit()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot).WithPlaces(feeds: 3);

        var offer = await anna.SendAsync(OpmlBench.ListOf(5));
        Assert.Contains("Only the first 3 fit", offer, StringComparison.Ordinal);
        Assert.Contains("(limit: 3)", offer, StringComparison.Ordinal);
        var result = await anna.PressAsync("Add the first 3");
        Assert.StartsWith("✅ Added 3 feeds.", result);
        Assert.Contains("2 did not fit: this chat has as many feeds of its own as it may (limit: 3).", result, StringComparison.Ordinal);
        Assert.Contains("There is no place left", await anna.SendAsync(OpmlBench.ListOf(5)), StringComparison.Ordinal);

        anna.WithPlaces(feeds: 100, subscriptions: 4);
        Assert.Contains("Only the first one fits: then this chat follows as much as it may (limit: 4)", await anna.SendAsync(OpmlBench.ListOf(5)), StringComparison.Ordinal);
        Assert.Contains("1 did not fit: this chat follows as much as it may (limit: 4).", await anna.PressAsync("Add the first"), StringComparison.Ordinal);

        var boris = new OpmlBench(bot, 13).WithPlaces(feeds: 0);
        Assert.Contains("chats cannot add websites of their own", await boris.SendAsync(OpmlBench.ListOf(5)), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Names_OfAChatsOwnFeeds_AreSeenByNobodyElse(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var (anna, boris) = (new OpmlBench(bot), new OpmlBench(bot, 13));
        const string Address = "https://shared.example.com/rss";
        await anna.SendAsync($"<opml><body><outline text=\"My secret plan\"><outline text=\"Spy on them\" xmlUrl=\"{Address}\"/></outline></body></opml>");
        await anna.PressAsync("Add 1 feed");

        Assert.Contains("1 is not followed here yet", await boris.SendAsync($"<opml><body><outline xmlUrl=\"{Address}\"/></body></opml>"), StringComparison.Ordinal);
        await boris.PressAsync("Add 1 feed");

        Assert.Contains("shared.example.com", await boris.SayAsync("/subscriptions"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await boris.ExportAsync(), StringComparison.Ordinal);
        Assert.Contains("Spy on them", await anna.SayAsync("/subscriptions"), StringComparison.Ordinal);
        Assert.StartsWith("✖ Stopped 📰 Spy on them", await anna.SayAsync("/unsubscribe spy on them"));
    }

    [Fact]
    public async Task Notice_OfAnOwnFeed_CallsItAsItsChatDoes()
    {
        await using var bot = await TestBot.StartAsync();
        foreach (var (user, name) in new[] { (11L, "Spy on them"), (13L, "Boring") })
        {
            var reader = new OpmlBench(bot, user);
            await reader.SendAsync($"<opml><body><outline text=\"{name}\" xmlUrl=\"https://shared.example.com/rss\"/></body></opml>");
            await reader.PressAsync("Add 1 feed");
        }
        var feed = await bot.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT MAX(feed_id) FROM feed_chat", null, TestBot.Ct), TestBot.Ct);

        await FeedPlay.FailAsync(bot, [feed], new FeedError.HttpStatus("shared.example.com", 500));

        var told = (await bot.SendAsync()).Select(sent => Assert.IsType<ChatRequest.SendText>(sent.Request).Html).Order().ToList();
        Assert.Collection(
            told,
            first => Assert.Contains("Boring</b> cannot be read", first, StringComparison.Ordinal),
            second => Assert.Contains("Spy on them</b> cannot be read", second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_ReadByAnotherChat_BringsTheSameFeedsGroupsAndNames()
    {
        await using var bot = await TestBot.StartAsync();
        var (anna, boris) = (new OpmlBench(bot), new OpmlBench(bot, 13));
        await anna.SendAsync(
            """
            <opml><body><outline text="Ла&amp;мпи &lt;b&gt;"><outline text="🙂 &quot;quoted&quot; &amp;amp; more" xmlUrl="https://a.example.com/?q=1&amp;b=%20"/></outline>
            <outline text="Outer"><outline text="Inner"><outline text="Deep" xmlUrl="https://b.example.com:8443/feed"/></outline></outline></body></opml>
            """);
        await anna.PressAsync("Add all");
        await anna.SayAsync("/subscribe BBC World");
        var file = await anna.ExportAsync();

        await boris.SendAsync(file);
        await boris.PressAsync("Add all 3");

        Assert.Equal(FeedsOf(file), FeedsOf(await boris.ExportAsync()));
        Assert.Contains(("https://b.example.com:8443/feed", "Deep", "Outer / Inner"), FeedsOf(file));
        Assert.Contains(("https://bbc.test/world.xml", "BBC World", "World"), FeedsOf(file));
    }

    [Fact]
    public async Task File_TooLarge_IsNotDownloaded()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot);

        Assert.Contains("larger than 5 MB", await anna.SendAsync("<opml/>", size: 6_000_000), StringComparison.Ordinal);
        Assert.Equal(0, bot.Telegram.Downloads);
        // Where the size that was stated is not true, the download ends at the limit.
        Assert.Contains("larger than 5 MB", await anna.SendAsync(new string(' ', OpmlFile.Largest + 1), size: 10), StringComparison.Ordinal);
        Assert.Contains("I cannot read “cat.png”", await anna.SendAsync("", "cat.png"), StringComparison.Ordinal);
        Assert.Equal(1, bot.Telegram.Downloads);
    }

    [Theory]
    [InlineData("<opml><body><outline text='a' xmlUrl='https://a.example.com/'/><outline text='b", "holds 1 feed", "the file breaks off here")]
    [InlineData("<opml><body><outline text='&amp;lt;script&amp;gt;' xmlUrl='javascript:alert(1)'/><outline xmlUrl='https://a.example.com/'/></body></opml>", "holds 1 feed", "“<script>”")]
    [InlineData("﻿  <OPML><Body><Outline XMLURL='HTTPS://A.example.com/'/></Body></OPML>", "holds 1 feed", "1 is not")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[]}", "is a feed itself", "")]
    [InlineData("<opml><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;</opml>", "there is no feed in it", "")]
    [InlineData("", "I cannot read", "")]
    public async Task File_StrangeContent_IsAnsweredInWords(string content, string expected, string alsoExpected)
    {
        await using var bot = await TestBot.StartAsync();

        var answer = await new OpmlBench(bot).SendAsync(content, "a <b>&amp; file.xml");

        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.Contains(alsoExpected, answer, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines.Both), MemberType = typeof(Engines))]
    public async Task Outline_WithAnAddressLongerThanTheStoreTakes_IsNamedAndSkipped(StorageProvider provider)
    {
        await using var bot = await TestBot.StartAsync(provider: provider);
        var anna = new OpmlBench(bot);
        var random = new Random(3);
        var path = string.Concat(Enumerable.Range(0, 9_000).Select(_ => (char)('a' + random.Next(26))));

        var offer = await anna.SendAsync($"<opml><body><outline text=\"Long\" xmlUrl=\"https://a.example.com/{path}\"/><outline text=\"Short\" xmlUrl=\"https://b.example.com/{path[..1900]}\"/></body></opml>");

        Assert.Contains("the address of “Long” is too long", offer, StringComparison.Ordinal);
        Assert.StartsWith("✅ Added 1 feed.", await anna.PressAsync("Add 1 feed"));
    }

    [Fact]
    public async Task Chat_ThatHadStopped_GetsNewsAgainWithItsFeeds()
    {
        await using var bot = await TestBot.StartAsync();
        var anna = new OpmlBench(bot);
        await anna.SayAsync("/stop");
        await anna.SendAsync(OpmlBench.ListOf(1));
        await anna.PressAsync("Add 1 feed");

        Assert.StartsWith("📋 1 subscription.", await anna.SayAsync("/subscriptions"));
    }

    private static async Task<string> NothingToExportAsync(TestBot bot, OpmlBench anna)
    {
        await anna.AcceptAsync(new IncomingContent.Press("press", new ButtonData(Verbs.OpmlExport).Encode(), 1));
        await bot.RunAsync();
        return bot.Telegram.Presses[^1].Answer.Text ?? "";
    }

    private static IReadOnlyList<(string Address, string? Title, string Folder)> FeedsOf(string file) =>
        [.. OpmlReader.Read(Encoding.UTF8.GetBytes(file)).Feeds.Select(feed => (feed.Address.AbsoluteUri, feed.Title, feed.Folder))];
}
