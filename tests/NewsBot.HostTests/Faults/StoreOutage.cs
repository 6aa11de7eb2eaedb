using System.Net;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Faults;

/// <summary>
/// What has to hold whatever takes the store away: the process says so, loses nothing and goes on by itself. Two people
/// follow the news; while the store is away, news appear, a command is said, and Telegram answers what was sent before.
/// </summary>
internal sealed class StoreOutage(FaultScene scene, BotProcess bot)
{
    /// <summary>The bot asks for updates so often meanwhile, with a pause each: longer than the answer that is on its way takes.</summary>
    private const int Polls = 4;
    private const double AnswerTakes = 2;

    /// <summary>Lines that say nothing of the store: an answer that came while it was away, a node that leads again.</summary>
    private const int OtherLines = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="begin">Takes the store away.</param>
    /// <param name="end">Gives it back.</param>
    /// <param name="reason">How health and log name what is wrong.</param>
    public async Task ProveAsync(Func<Task> begin, Func<Task> end, string reason)
    {
        var (waiting, other) = (await scene.FollowerAsync("Waiting"), await scene.FollowerAsync("Other"));
        // Telegram has it, and the answer comes when the store is away.
        await scene.FaultAsync("delayAfter", waiting, delay: AnswerTakes);
        var before = scene.Publish()[0];
        await scene.SeesAsync(other, before);
        await scene.SeesAsync(waiting, before);
        await scene.PolledAsync();
        var linesBefore = Lines().Count;

        await begin();
        await scene.People.SayAsync(other, "/mute tulips", Cancellation);
        var meanwhile = scene.Publish(3);
        var last = (await PollsAsync(0)).Max(poll => poll.Number);
        await UntilAsync(async () => await scene.HealthAsync() is { Status: HttpStatusCode.ServiceUnavailable } health && health.Text.Contains(reason, StringComparison.Ordinal), $"health says \"{reason}\"");
        await UntilAsync(() => Task.FromResult(StoreLines().Any(line => line.Contains(reason, StringComparison.Ordinal))), $"the log says \"{reason}\"");
        await UntilAsync(async () => (await PollsAsync(last)).Count >= Polls, "the bot goes on asking for updates");
        Assert.Equal(HttpStatusCode.OK, await scene.LiveAsync());
        Assert.False(bot.HasExited);
        Assert.Single(StoreLines());
        await end();

        await scene.SeesAsync(other, "tulips");
        foreach (var title in meanwhile)
        {
            await scene.SeesAsync(other, title);
            await scene.SeesAsync(waiting, title);
        }

        await scene.CaughtUpAsync(waiting, other);
        await bot.WaitForLineAsync("The store works again", Cancellation);
        await UntilAsync(async () => (await scene.HealthAsync()).Status == HttpStatusCode.OK, "health is well again");
        foreach (var chat in new[] { waiting, other })
        {
            foreach (var title in meanwhile.Prepend(before))
                Assert.Equal(1, await scene.TimesAsync(chat, title));
        }

        Assert.Single(await scene.FromBotAsync(other), message => message.Text.Contains("tulips", StringComparison.Ordinal));
        // One when it began and one when it was over; nothing with a stack.
        Assert.Equal(2, StoreLines().Count);
        var said = Lines().Skip(linesBefore).ToList();
        Assert.True(said.Count <= StoreLines().Count + OtherLines, string.Join('\n', said));
        Assert.DoesNotContain(said, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    private List<string> Lines() => [.. bot.Lines.Concat(bot.Errors)];

    private List<string> StoreLines() => [.. Lines().Where(line => line.Contains("The store ", StringComparison.Ordinal))];

    private Task<IReadOnlyList<Emulator.JournalEntry>> PollsAsync(long after) => scene.People.JournalAsync("getUpdates", after, Cancellation);

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(Patience);
        // Health and journal have to be asked.
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            try
            {
                await again.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"Not so within {Patience.TotalSeconds} s: {what}.");
            }
        }
    }
}
