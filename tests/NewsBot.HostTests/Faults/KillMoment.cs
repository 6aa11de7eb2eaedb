namespace NewsBot.HostTests.Faults;

/// <summary>A moment at which the process is killed, after news were published and commands written.</summary>
/// <param name="Name">When that is.</param>
/// <param name="PrepareAsync">Sets faults that hold requests on their way.</param>
/// <param name="ComesAsync">Returns at the moment.</param>
internal sealed record KillMoment(string Name, Func<FaultScene, IReadOnlyList<long>, Task> PrepareAsync, Func<FaultScene, IReadOnlyList<long>, string, Task> ComesAsync)
{
    /// <summary>Every kind of moment, and some that nobody chose.</summary>
    public static IEnumerable<KillMoment> All(int seed)
    {
        yield return new KillMoment("the feed was asked, nothing is stored", Nothing, (scene, _, _) =>
            scene.Feeds.WaitForRequestsAsync(FaultScene.FeedPath, scene.Feeds.Requests(FaultScene.FeedPath) + 1, TestContext.Current.CancellationToken));
        yield return new KillMoment("the first of many was sent", Nothing, (scene, chats, title) => scene.SeesAsync(chats[0], title));
        yield return new KillMoment("the last chat has got the first", Nothing, (scene, chats, title) => scene.SeesAsync(chats[^1], title));
        yield return new KillMoment("messages arrived, their answers did not come back", (scene, chats) => HoldAsync(scene, chats, "delayAfter"), (scene, chats, title) => scene.SeesAsync(chats[1], title));
        yield return new KillMoment("messages left and did not arrive", (scene, chats) => HoldAsync(scene, chats, "delayBefore"), (scene, chats, title) => scene.SeesAsync(chats[0], title));
        // The commands were written just now: the updates are being fetched, stored, worked off, answered.
        var random = new Random(seed);
        foreach (var milliseconds in new[] { random.Next(5), random.Next(40), random.Next(200), random.Next(1_200) })
            yield return new KillMoment($"{milliseconds} ms after the updates", Nothing, (_, _, _) => Task.Delay(milliseconds, TestContext.Current.CancellationToken));
    }

    private static Task Nothing(FaultScene scene, IReadOnlyList<long> chats) => Task.CompletedTask;

    private static async Task HoldAsync(FaultScene scene, IReadOnlyList<long> chats, string kind)
    {
        foreach (var chat in chats.Skip(1))
            await scene.FaultAsync(kind, chat);
    }
}
