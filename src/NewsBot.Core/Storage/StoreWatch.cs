using Microsoft.Extensions.Logging;

namespace NewsBot.Core.Storage;

/// <summary>
/// Knows whether the store works, by what all work on it meets, and says so in the log: when it stops, once a minute
/// while that lasts, and when it is over. Reads are told apart from writes, since they go on while a disk is full.
/// </summary>
internal sealed class StoreWatch(TimeProvider time, ILogger<StoreWatch> logger)
{
    /// <summary>A line is not said again before.</summary>
    public static readonly TimeSpan SayEvery = TimeSpan.FromMinutes(1);

    /// <summary>It is over when something goes well and nothing failed for so long: on a full disk a small write may go well between two that do not.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    /// <summary>What takes long while nothing else went well for so long is the store's fault.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private volatile Outage? _outage;
    private long? _saidAt;
    private long _lastSuccess;

    /// <summary>True from the first failure until the store works again.</summary>
    public bool IsAway => _outage is not null;

    /// <summary>What does not work, since when and why, in one line; null when all is well.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
                return _outage is { } outage ? $"it {What(outage)} for {Words(time.GetElapsedTime(outage.Since))}: {outage.Trouble!.Reason}. {outage.Trouble.Advice}" : null;
        }
    }

    /// <summary>
    /// The store did not do what it was asked for. False: other work goes well meanwhile, so it is the work that takes too
    /// long, and not the store.
    /// </summary>
    public bool Failed(StoreTrouble trouble, bool writing)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (trouble.Kind == StoreTroubleKind.Slow && Volatile.Read(ref _lastSuccess) is not 0 and var success && time.GetElapsedTime(success, now) < Quiet)
                return false;
            var outage = _outage ??= new Outage(now);
            outage.Trouble = trouble;
            outage.LastFailure = now;
            if (writing)
                outage.WritesFail = true;
            else
                outage.ReadsFail = true;
            if (_saidAt is not { } said || time.GetElapsedTime(said, now) >= SayEvery)
                Say(outage, now);
            return true;
        }
    }

    /// <summary>The store did what it was asked for.</summary>
    public void Succeeded(bool writing)
    {
        Volatile.Write(ref _lastSuccess, time.GetTimestamp());
        // Nearly always.
        if (_outage is null)
            return;
        lock (_lock)
        {
            if (_outage is not { } outage)
                return;
            outage.ReadsFail = false;
            // What can be read may still not be written.
            if ((!writing && outage.WritesFail) || time.GetElapsedTime(outage.LastFailure) < Settled)
                return;
            _outage = null;
            var length = Words(time.GetElapsedTime(outage.Since));
            // One that began within a minute of the last line was not said.
            if (outage.IsSaid)
                Log.StoreBack(logger, length);
        }
    }

    private void Say(Outage outage, long now)
    {
        var (what, trouble, length) = (What(outage), outage.Trouble!, Words(time.GetElapsedTime(outage.Since, now)));
        if (outage.IsSaid)
            Log.StoreStillAway(logger, what, length, trouble.Reason, trouble.Advice);
        else
            Log.StoreAway(logger, what, trouble.Reason, trouble.Advice);
        (outage.IsSaid, _saidAt) = (true, now);
    }

    private static string What(Outage outage) => outage.ReadsFail ? "cannot be used" : "cannot be written";

    private static string Words(TimeSpan span) => span < TimeSpan.FromMinutes(2)
        ? $"{(long)span.TotalSeconds} s"
        : span < TimeSpan.FromHours(2) ? $"{(long)span.TotalMinutes} min" : $"{(long)span.TotalHours} h";

    private sealed class Outage(long since)
    {
        public long Since => since;

        public StoreTrouble? Trouble { get; set; }

        public long LastFailure { get; set; }

        public bool ReadsFail { get; set; }

        public bool WritesFail { get; set; }

        public bool IsSaid { get; set; }
    }
}
