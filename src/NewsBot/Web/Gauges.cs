using System.Diagnostics.Metrics;
using NewsBot.Core.Conversation;
using NewsBot.Core.Delivery;
using NewsBot.Core.Storage;
using NewsBot.Operations;

namespace NewsBot.Web;

/// <summary>
/// The figures of /status as gauges. They are read from the store before each scrape, at most every five seconds and for at
/// most a twentieth of the time; while
/// the store does not answer there are none, and <c>newsbot_store_up</c> is 0.
/// </summary>
internal sealed class Gauges : IDisposable
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _freshStore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    // Owned by this object, not by the name: the end of the process ends it.
    private readonly Meter _meter = new("NewsBot");
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Database _database;
    private readonly CurrentBot _bot;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _time;
    private (BotFigures Figures, long At)? _last;
    private (StoreFigures Figures, long At)? _store;
    private bool _answers;
    private TimeSpan _cost;

    public Gauges(Database database, CurrentBot bot, DeliveryOptions options, Leadership leadership, BotStatus status, TimeProvider time)
    {
        (_database, _bot, _options, _time) = (database, bot, options, time);
        Add("newsbot.build.info", "1; the label says the version of the program.", null, () => [Of(1, "version", BotFigures.Version)]);
        Add("newsbot.leader", "1 on the node that receives, answers and sends.", null, () => [new(leadership.Current is null ? 0 : 1)]);
        Add("newsbot.telegram.up", "1 while the bot can work with Telegram.", null, () => [new(status.Problems.Count == 0 ? 1 : 0)]);
        Add("newsbot.store.up", "1 while the store answers.", null, () => [new(_answers ? 1 : 0)]);
        OfReaders();
        OfTheLedger();
        OfSources();
    }

    /// <summary>Reads the figures anew where they are not fresh. Never fails: what cannot be read is missing.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && _time.GetElapsedTime(last.At) is var age && (age < _fresh || age < _cost * 20))
                return;
            var began = _time.GetTimestamp();
            using var limit = new CancellationTokenSource(_patience, _time);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            // A store that hangs hangs where no token reaches.
            await ReadAsync(patience.Token).WaitAsync(_patience, _time, cancellationToken);
            (_answers, _cost) = (true, _time.GetElapsedTime(began));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            (_last, _store, _answers) = (null, null, false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _meter.Dispose();
        _one.Dispose();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (!_bot.IsKnown)
        {
            await _database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM leader", null, cancellationToken), cancellationToken);
            return;
        }
        var figures = await _database.ReadAsync(session => BotFigures.ReadAsync(session, _bot.Id, _time.NowMilliseconds(), null, _options, cancellationToken), cancellationToken);
        if (_store is not { } store || _time.GetElapsedTime(store.At) >= _freshStore)
            _store = (await _database.ReadAsync(session => StoreFigures.ReadAsync(session, cancellationToken), cancellationToken), _time.GetTimestamp());
        _last = (figures, _time.GetTimestamp());
    }

    private void OfReaders() => Each("newsbot.chats", "{chat}", "Chats by state.", figures =>
        [Of(figures.Readers.In("active"), "state", "active"), Of(figures.Readers.In("stopped"), "state", "stopped"), Of(figures.Readers.In("suspended"), "state", "suspended")]);

    private void OfTheLedger()
    {
        Each("newsbot.deliveries", "{delivery}", "Deliveries that wait: due now, held for later, or paused by Telegram.", figures =>
            [Of(figures.Ledger.Now.Due, "state", "due"), Of(figures.Ledger.Held, "state", "held"), Of(figures.Ledger.Paused, "state", "paused")]);
        Each("newsbot.deliveries.lost", "{delivery}", "Deliveries of the last day that are not sent again: refused, or unsure where so configured.", figures =>
            [Of(figures.Ledger.Dropped, "reason", "refused"), Of(figures.Ledger.DroppedUnsure, "reason", "unsure")]);
        Each("newsbot.messages.open", "{message}", "Messages that are made and not sent: queued, in flight, or unsure whether they arrived.", figures =>
            [Of(figures.Ledger.Queued, "state", "queued"), Of(figures.Ledger.Flight, "state", "flight"), Of(figures.Ledger.Unsure, "state", "unsure")]);
        Each("newsbot.edits", "{message}", "Messages in chats that are to be made anew: grown, corrected or withdrawn. Edits go when nothing else waits.", figures => [new(figures.Ledger.Edits)]);
        Each("newsbot.due.oldest", "s", "How long the oldest delivery that could go has waited; 0: none waits.", figures =>
            [new(figures.Ledger.Now.Oldest is { } oldest ? Math.Max(0, _time.NowMilliseconds() - oldest) / 1000.0 : 0)]);
        Each("newsbot.due.remaining", "s", "How long until the last chat has what is due now, by the rate.", figures => [new(figures.Ledger.Now.ForAll.TotalSeconds)]);
        Each("newsbot.pause.remaining", "s", "For how long Telegram wants no message at all; 0: it takes them.", figures =>
            [new(figures.Ledger.BotPausedUntil is { } until ? Math.Max(0, until - _time.NowMilliseconds()) / 1000.0 : 0)]);
        Each("newsbot.flood_wait.last.timestamp", "s", "When Telegram last asked to wait (429), in seconds since 1970, by whom it held for.", figures =>
            [.. figures.Ledger.Waits.Select(wait => Of(wait.AskedAt / 1000.0, "scope", wait.WholeBot ? "bot" : "chat"))]);
        Each("newsbot.inbox.updates", "{update}", "Updates that are stored and not answered yet.", figures => [new(figures.Asked)]);
    }

    private void OfSources()
    {
        Each("newsbot.feeds", "{feed}", "Sources by state.", figures =>
            [Of(figures.Feeds.Well, "state", "well"), Of(figures.Feeds.Failing, "state", "failing"), Of(figures.Feeds.Paused, "state", "paused")]);
        Add("newsbot.articles", "Articles stored.", "{article}", () => _store is { } store ? [new(store.Figures.Articles)] : []);
        Add("newsbot.store.size", "How large the store is.", "By", () => _store is { } store ? [new(store.Figures.Bytes)] : []);
    }

    private void Each(string name, string unit, string description, Func<BotFigures, IEnumerable<Measurement<double>>> measure) =>
        Add(name, description, unit, () => _last is { } last ? measure(last.Figures) : []);

    private void Add(string name, string description, string? unit, Func<IEnumerable<Measurement<double>>> measure) => _meter.CreateObservableGauge(name, measure, unit, description);

    private static Measurement<double> Of(double value, string label, string text) => new(value, new KeyValuePair<string, object?>(label, text));
}
