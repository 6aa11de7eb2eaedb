namespace NewsBot.Core.Delivery;

/// <summary>
/// What refusals teach about a rate, as a share of the one that is set: each 429 takes a tenth off, down to a half, and the
/// rate creeps back by a hundredth in ten seconds. It changes how fast the next messages go, never whether. Times are Unix
/// milliseconds.
/// </summary>
internal sealed class LearnedPace
{
    public const double Lowest = 0.5;
    public const double Step = 0.9;

    /// <summary>How long it takes from nothing to the whole rate; from nine tenths it is a tenth of this.</summary>
    public static readonly TimeSpan WholeWay = TimeSpan.FromSeconds(1_000);

    private double _share = 1;
    private double _before = 1;
    private long _at;
    private long _until;

    /// <summary>The share of the set rate at this moment, 0.5 to 1.</summary>
    public double At(long now) => _share >= 1 ? 1 : Math.Min(1, _share + (Math.Max(0, now - _at) / WholeWay.TotalMilliseconds));

    /// <summary>A refusal. What was on its way when the first came, and whatever else comes before its pause is over, is the same one.</summary>
    public void Refused(long now, long until)
    {
        if (now < _until)
            return;
        (_before, _share, _at, _until) = (At(now), Math.Max(Lowest, At(now) * Step), now, until);
    }

    /// <summary>The last refusal meant something else.</summary>
    public void Forgive() => _share = _before;
}
