namespace NewsBot.Core.Delivery;

/// <summary>
/// The rate of the whole bot, over all chats. It may begin with a small burst. Time in which messages waited and the process
/// did not get to send, because the machine or the store had other things to do, is made up for: a second's worth at most,
/// and never with more than four messages in a hundred above the rate within any second. Times are Unix milliseconds.
/// </summary>
internal sealed class BotBudget(double perSecond)
{
    private const double MadeUp = 1.04;
    private const double MayArrive = 1.3;
    private const long Second = 1_000;

    private readonly LearnedPace _pace = new();
    private readonly long[] _starts = new long[Math.Max(3, (int)(perSecond * MadeUp))];
    private int _index;
    private double _next;
    private readonly Queue<long> _answers = new();
    private readonly int _mayArrive = Math.Max(8, (int)(perSecond * MayArrive));
    private int _onTheirWay;
    private double _owed;
    private bool _isWaitedFor;

    // With it, there are still no more than 30 in the second after a rest where Telegram allows 30, and 997 where it allows 1,000.
    private int Burst { get; } = Math.Max(3, (int)(perSecond / 20));

    /// <summary>Until when Telegram wants no message at all; in the past when it wants them.</summary>
    public long PausedUntil { get; private set; }

    /// <summary>Messages a second at this moment: the set rate, or less after refusals.</summary>
    public double RateAt(long now) => perSecond * _pace.At(now);

    /// <summary>The earliest moment for anything to go.</summary>
    public long Next(long now)
    {
        MakeUp(now);
        var byRate = _owed >= 1 ? now : _next - (Interval(now) * (Burst - 1));
        return Math.Max(PausedUntil, Math.Max(byRate <= now ? now : (long)Math.Ceiling(byRate), Oldest(now, 0)));
    }

    /// <summary>
    /// The earliest moment at which there may be room: as <see cref="Next"/>, and so that no more than three in ten above the
    /// rate can reach Telegram within a second. A message may arrive at any time until it is answered: those that were held up on
    /// their way arrive together.
    /// </summary>
    public long NextRoom(long now)
    {
        while (_answers.TryPeek(out var answered) && answered + Second <= now)
            _answers.Dequeue();
        return Math.Max(Next(now), Arriving < _mayArrive ? now : (_answers.TryPeek(out var first) ? first : now) + Second);
    }

    /// <summary>How many messages may start at this moment.</summary>
    public int Room(long now)
    {
        if (NextRoom(now) > now)
            return 0;
        var byRate = (int)_owed + Math.Max(0, Burst - (int)Math.Ceiling((Math.Max(now, _next) - now) / Interval(now)));
        var room = 0;
        while (room < byRate && room < _starts.Length && Oldest(now, room) <= now)
            room++;
        return Math.Min(room, _mayArrive - Arriving);
    }

    /// <summary>The call for a message that was started is over.</summary>
    public void Answered(long now)
    {
        _onTheirWay--;
        _answers.Enqueue(now);
    }

    private int Arriving => _onTheirWay + _answers.Count;

    /// <summary>A message starts now.</summary>
    public void Take(long now)
    {
        MakeUp(now);
        if (_next - (Interval(now) * (Burst - 1)) > now && _owed >= 1)
            _owed--;
        else
            _next = Math.Max(now, _next) + Interval(now);
        _onTheirWay++;
        _starts[_index] = now;
        _index = (_index + 1) % _starts.Length;
    }

    /// <summary>Whether more waits than may start. Where nothing does, or something else than the rate holds it up, no time is owed.</summary>
    public void Waits(bool more)
    {
        _isWaitedFor = more;
        if (!more)
            _owed = 0;
    }

    public void Pause(long until)
    {
        PausedUntil = Math.Max(PausedUntil, until);
        (_owed, _next) = (0, Math.Max(_next, until));
    }

    /// <summary>A 429 that means the whole bot.</summary>
    public void Refused(long now, long until)
    {
        Pause(until);
        _pace.Refused(now, until);
    }

    private double Interval(long now) => Second / RateAt(now);

    // When the start that is so many places from the oldest of the last second's is a second old. Slowed down, fewer are looked back at.
    private long Oldest(long now, int place)
    {
        var fewer = (int)(_starts.Length * (1 - _pace.At(now)));
        if (fewer + place >= _starts.Length)
            return now + Second;
        var start = _starts[(_index + fewer + place) % _starts.Length];
        return start == 0 ? now : start + Second;
    }

    private void MakeUp(long now)
    {
        if (_next >= now)
            return;
        if (_isWaitedFor && _next > 0)
            _owed = Math.Min(RateAt(now), _owed + ((now - _next) / Interval(now)));
        _next = now;
    }
}
