using NewsBot.HostTests.Emulator;

namespace NewsBot.HostTests.Faults;

/// <summary>kill -9 of the bot again and again, at every kind of moment between poll and send and between update and answer.</summary>
public sealed class KillLoopTests
{
    private static readonly string[] _words = ["roses", "lilies", "asters", "daisies", "orchids", "violets", "poppies", "irises", "dahlias"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_AtAnyMoment_EveryDeliveryArrivesEveryCommandHasItsEffectOnceAndOnlyWhatWasOnItsWayComesTwice()
    {
        await using var scene = await FaultScene.SetAsync(("Delivery:BurstThreshold", "0"), ("Delivery:PerChatPerSecond", "30"), ("Delivery:MessagesPerSecond", "1000"), ("Delivery:PerGroupPerMinute", "1000"));
        long adding, muting, stopping;
        long[] chats;
        await using (var bot = await scene.StartAsync())
        {
            adding = await scene.FollowerAsync("Adding");
            muting = await scene.FollowerAsync("Muting");
            stopping = await scene.FollowerAsync("Stopping");
            var club = await scene.People.AddGroupAsync("Club", true, [adding], Cancellation);
            await scene.FollowAsync(club, adding);
            chats = [stopping, club, adding, muting];
            foreach (var word in _words)
            {
                await scene.People.SayAsync(stopping, "/subscribe " + word, Cancellation);
                await scene.SeesAsync(stopping, "I look out for " + word);
            }
            await bot.StopAsync(Cancellation);
        }

        var titles = new List<string>();
        var moments = KillMoment.All(seed: 20260).ToList();
        foreach (var (moment, word) in moments.Zip(_words))
        {
            await using var bot = await scene.Installation.StartAnsweringAsync(Cancellation);
            await moment.PrepareAsync(scene, chats);
            var published = scene.Publish(3);
            titles.AddRange(published);
            await scene.People.SayAsync(adding, "/subscribe " + word, Cancellation);
            await scene.People.SayAsync(muting, "/mute " + word, Cancellation);
            await scene.People.SayAsync(stopping, "/unsubscribe " + word, Cancellation);
            await moment.ComesAsync(scene, chats, published[0]);
            await bot.KillAsync();
            await scene.People.ClearFaultsAsync(Cancellation);
        }

        await using var last = await scene.StartAsync();
        await scene.CaughtUpAsync(chats);
        var repeats = 0;
        foreach (var chat in chats)
        {
            var news = (await scene.NewsAsync(chat)).Where(titles.Contains).ToList();
            Assert.Equal(titles.Count, news.Distinct().Count());
            repeats += OnlyAtTheKills(news, moments.Count);
        }
        foreach (var (person, said, other) in new[] { (adding, "✅", "already"), (muting, "🔇", "already"), (stopping, "✖", "not followed") })
        {
            var answers = (await scene.FromBotAsync(person)).Where(message => message.Text.StartsWith(said, StringComparison.Ordinal)).ToList();
            foreach (var word in _words)
                Assert.Contains(answers, answer => answer.Text.Contains(word, StringComparison.Ordinal));
            // Run a second time, a command would have met its own effect.
            Assert.DoesNotContain(await scene.FromBotAsync(person), message => message.Text.Contains(other, StringComparison.Ordinal));
            repeats += OnlyAtTheKills([.. answers.Select(answer => answer.Text.Split('.')[0])], moments.Count);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{moments.Count} kills, {titles.Count} items for {chats.Length} chats, {3 * _words.Length} commands: {repeats} messages came twice.");

        Assert.StartsWith($"📋 {_words.Length + 1} subscriptions.", (await AnswerAsync(scene, adding, "/subscriptions")).Text, StringComparison.Ordinal);
        Assert.StartsWith("📋 1 subscription.", (await AnswerAsync(scene, stopping, "/subscriptions")).Text, StringComparison.Ordinal);
        Assert.Equal(_words.Length, (await AnswerAsync(scene, muting, "/mute")).ButtonTexts.Count(text => text.StartsWith("🔇", StringComparison.Ordinal)));
    }

    // One request of a chat is on its way at a time, and what was on its way goes first after the restart: so a repeat
    // stands right behind its first copy, and there are no more of them than kills.
    private static int OnlyAtTheKills(IReadOnlyList<string> came, int kills)
    {
        var runs = 1 + came.Zip(came.Skip(1)).Count(pair => pair.First != pair.Second);
        Assert.Equal(came.Distinct().Count(), runs);
        Assert.InRange(came.Count - runs, 0, kills);
        return came.Count - runs;
    }

    private static async Task<ChatMessage> AnswerAsync(FaultScene scene, long person, string command)
    {
        var before = (await scene.FromBotAsync(person))[^1].Id;
        await scene.People.SayAsync(person, command, Cancellation);
        return await scene.People.NextMessageAsync(person, before, Cancellation);
    }
}
