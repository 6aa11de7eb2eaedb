namespace NewsBot.Core.Chats;

/// <summary>
/// What some clocks show at a moment, and the places where they do, the likeliest first. Clocks a whole day apart show the
/// same.
/// </summary>
/// <param name="Ahead">Minutes ahead of UTC, 0 to 1,439.</param>
/// <param name="Minute">Of the day.</param>
/// <param name="Places">At least one.</param>
internal sealed record ClockFace(int Ahead, int Minute, IReadOnlyList<Place> Places);

/// <summary>The clocks of the world at a moment.</summary>
internal static class ClockFaces
{
    private const int Day = 24 * 60;

    /// <summary>All there are, that of the likeliest place first.</summary>
    public static IReadOnlyList<ClockFace> At(long moment, IReadOnlyList<string> languages) =>
        [.. Places.Ranked(languages)
            .GroupBy(place => (LocalClock.Of(place.Zone).OffsetAt(moment) + Day) % Day)
            .Select(group => new ClockFace(group.Key, (int)(((moment / 60_000) + group.Key) % Day), [.. group]))];
}
