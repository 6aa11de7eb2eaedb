using System.Collections.Concurrent;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Who is written to next. Answers first; then by priority, and among equals who got the least news in the last minute, then
/// who waits longest, then by a place that differs from story to story. It is read from the store as often as that is
/// cheap, and in between it goes on with what it knows: who has more due comes back in its turn. Messages that are made anew come
/// when nobody else could be written to.
/// </summary>
internal sealed class Agenda(Database database, Outbox outbox, RateBudget budget, TimeProvider time)
{
    /// <summary>A reading that takes longer is done beside the sending.</summary>
    private static readonly TimeSpan Dear = TimeSpan.FromMilliseconds(30);

    private readonly PriorityQueue<DueChat, (long Priority, int Share, long NotBefore, long Place)> _ready = new();
    private readonly PriorityQueue<DueChat, long> _resting = new();
    private readonly Dictionary<long, DueChat> _behind = [];
    private readonly ConcurrentQueue<(long ChatKey, DueChat? Next)> _free = new();
    private readonly HashSet<long> _served = [];
    private readonly ReadingCost _messagesCost = new(time, share: 10, TimeSpan.FromMilliseconds(200));
    private readonly ReadingCost _newsCost = new(time, share: 20, TimeSpan.FromSeconds(5));
    private readonly ReadingCost _editsCost = new(time, share: 50, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
    private Queue<DueChat> _edits = new();
    private IReadOnlyList<DueChat> _messages = [];
    private Task<IReadOnlyList<DueChat>>? _reading;
    private bool _isCutShort;

    /// <summary>A chat that was taken is free again; what is due there next, if anything. May come from any thread.</summary>
    public void Free(long chatKey, DueChat? next) => _free.Enqueue((chatKey, next));

    /// <summary>Reads the store where its turn has come. How long until there may be more to read.</summary>
    public async Task<TimeSpan> RefreshAsync(Lease lease, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.MaxValue;
        if (_messagesCost.UntilNext is var later && later > TimeSpan.Zero)
        {
            wait = later;
        }
        else
        {
            _messages = await _messagesCost.MeasureAsync(
                () => database.ReadAsync(session => outbox.WithMessagesAsync(session, lease.BotId, cancellationToken), cancellationToken));
            _served.Clear();
        }

        var newsWait = await RefreshNewsAsync(lease, cancellationToken);
        if (_editsCost.UntilNext <= TimeSpan.Zero)
            _edits = new Queue<DueChat>(await _editsCost.MeasureAsync(
                () => database.ReadAsync(session => outbox.WithEditsAsync(session, lease.BotId, cancellationToken), cancellationToken)));
        return newsWait < wait ? newsWait : wait;
    }

    /// <summary>Takes the chats that may be written to now, each once.</summary>
    /// <param name="room">How many messages may start.</param>
    /// <param name="roomForNews">How many of them may be no answers.</param>
    /// <param name="roomForEdits">And how many may be edits that answer nobody.</param>
    /// <param name="isBusy">Whether something is on its way to a chat.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="next">When the first of the others may be written to; <see cref="long.MaxValue"/>: nobody waits.</param>
    public IReadOnlyCollection<DueChat> Take(int room, int roomForNews, int roomForEdits, Func<long, bool> isBusy, long now, out long next)
    {
        Return(now);
        var taken = new Dictionary<long, DueChat>();
        next = long.MaxValue;
        var most = Math.Min(room, roomForNews);
        var edits = Math.Min(roomForEdits, budget.RoomForEdits(now));
        foreach (var due in _messages)
        {
            if (!due.IsReply)
                TakeNews(most, isBusy, now, taken, due.Priority - 1);
            if (taken.Count >= (due.IsReply ? room : most))
                break;
            TakeMessage(due, isBusy, now, taken, ref edits, ref next);
        }

        TakeNews(most, isBusy, now, taken, long.MaxValue);
        // Whoever is left could not be written to now in any case.
        if (_ready.Count == 0)
            TakeEdits(Math.Min(most - taken.Count, edits), isBusy, now, taken, ref next);
        if (_resting.TryPeek(out _, out var rested))
            next = Math.Min(next, rested);
        return taken.Values;
    }

    // Where it is cheap it is awaited; else the sending goes on with what is known. How long until there may be more.
    private async Task<TimeSpan> RefreshNewsAsync(Lease lease, CancellationToken cancellationToken)
    {
        var isUsedUp = _isCutShort && _ready.Count == 0;
        if (_reading is null && _newsCost.UntilNext is var later && later > TimeSpan.Zero && !isUsedUp)
            return later;
        _reading ??= Task.Run(() => _newsCost.MeasureAsync(
            () => database.ReadAsync(session => outbox.WithDeliveriesAsync(session, lease.BotId, cancellationToken), cancellationToken)), CancellationToken.None);
        if (!_reading.IsCompleted && _newsCost.Last > Dear && _ready.Count + _resting.Count > 0)
            return Dear;
        var reading = _reading;
        _reading = null;
        Replace(await reading);
        return TimeSpan.MaxValue;
    }

    private void Replace(IReadOnlyList<DueChat> news)
    {
        _isCutShort = news.Count == Outbox.ChatsAtOnce;
        _ready.Clear();
        _resting.Clear();
        _behind.Clear();
        var now = time.NowMilliseconds();
        foreach (var due in news)
            Enqueue(due, now);
    }

    // Whose message is over comes back with what else it has.
    private void Return(long now)
    {
        while (_free.TryDequeue(out var free))
        {
            if (_behind.Remove(free.ChatKey, out var behind) || (behind = free.Next) is not null)
                Enqueue(behind, now);
        }

        while (_resting.TryPeek(out _, out var until) && until <= now)
            Enqueue(_resting.Dequeue(), now);
    }

    private void Enqueue(DueChat due, long now) =>
        _ready.Enqueue(due, (due.Priority, budget.ShareOf(due.ChatKey, now), due.NotBefore, due.Place));

    private void TakeMessage(DueChat due, Func<long, bool> isBusy, long now, Dictionary<long, DueChat> taken, ref int edits, ref long next)
    {
        if (taken.ContainsKey(due.ChatKey) || _served.Contains(due.ChatKey) || isBusy(due.ChatKey))
            return;
        // One that was tried before.
        var isEdit = due.Priority == MessagePriority.Edit;
        var turn = isEdit
            ? Math.Max(edits > 0 ? now : Math.Max(now + 1, budget.NextRoomForEdits(now)), budget.NextForEdit(due.ChatKey, due.IsGroup, now))
            : budget.NextFor(due.ChatKey, due.IsGroup, due.IsReply, now);
        if (turn > now)
        {
            next = Math.Min(next, turn);
            return;
        }

        edits -= isEdit ? 1 : 0;
        taken[due.ChatKey] = due;
        _served.Add(due.ChatKey);
    }

    private void TakeNews(int room, Func<long, bool> isBusy, long now, Dictionary<long, DueChat> taken, long most)
    {
        while (taken.Count < room && _ready.TryPeek(out var due, out _) && due.Priority <= most)
        {
            _ready.Dequeue();
            if (taken.ContainsKey(due.ChatKey) || isBusy(due.ChatKey))
                _behind[due.ChatKey] = due;
            else if (budget.NextFor(due.ChatKey, due.IsGroup, isReply: false, now) is var turn && turn > now)
                _resting.Enqueue(due, turn);
            else
                taken[due.ChatKey] = due;
        }
    }

    private void TakeEdits(int room, Func<long, bool> isBusy, long now, Dictionary<long, DueChat> taken, ref long next)
    {
        for (var left = _edits.Count; left > 0 && room > 0; left--)
        {
            var due = _edits.Dequeue();
            // Who has no room now is read again.
            if (taken.ContainsKey(due.ChatKey) || _behind.ContainsKey(due.ChatKey) || isBusy(due.ChatKey) || budget.NextForEdit(due.ChatKey, due.IsGroup, now) > now)
                continue;
            taken[due.ChatKey] = due;
            room--;
        }

        if (_edits.Count > 0)
            next = Math.Min(next, Math.Max(now + 1, budget.NextRoomForEdits(now)));
    }
}
