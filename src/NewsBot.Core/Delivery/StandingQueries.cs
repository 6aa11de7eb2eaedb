using Microsoft.Extensions.Logging;
using NewsBot.Core.Chats;
using NewsBot.Core.Search;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>
/// The queries that wait for articles, in memory: those of subscriptions, enabled topics and mutes of this store. They are
/// read once and then kept up to date by the log of changes, which is read in the transaction of each article, so that
/// a subscription made on one node binds the next article on another.
/// </summary>
internal sealed class StandingQueries(TimeProvider time, ILogger<StandingQueries> logger) : IAsyncDisposable
{
    /// <summary>Below it counting words beforehand is not worth reading articles.</summary>
    private const int MuchToDo = 1_000;

    /// <summary>Who was away for longer may have missed changes that are gone.</summary>
    private static readonly TimeSpan _mostAway = SubscriptionChanges.Keep / 2;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TopicNumbers _topics = new();
    private readonly HashSet<long> _applied = [];
    private readonly List<SubscriptionChange> _doubtful = [];
    private StandingQueryIndex _index = new();
    private MatchResult? _result;
    private Task _rebuild = Task.CompletedTask;
    private ChangePosition _position;
    private DateTimeOffset _readAt;
    private volatile bool _isLoaded;

    /// <summary>How many subscriptions, topics and mutes are in memory.</summary>
    public int Count => _index.OwnerCount;

    /// <summary>Reads all queries where that is to be done: outside of a transaction, as many may wait for one.</summary>
    public Task PrepareAsync(Database database, CancellationToken cancellationToken) => IsCurrent(time.GetUtcNow())
        ? Task.CompletedTask
        : database.ReadAsync(async session =>
        {
            await CatchUpAsync(session, cancellationToken);
            return true;
        }, cancellationToken);

    /// <summary>What finds the article, by everything that the session's transaction sees.</summary>
    public async Task<StandingMatches> MatchAsync(Session session, ArticleTokens article, CancellationToken cancellationToken)
    {
        await CatchUpAsync(session, cancellationToken);
        var result = Interlocked.Exchange(ref _result, null) ?? new MatchResult();
        _index.Match(article, result);
        var matches = new StandingMatches(result, _topics.KeyOf);
        Volatile.Write(ref _result, result);
        return matches;
    }

    /// <summary>Whether one query finds one article; a query that cannot be read (any more) finds none.</summary>
    public bool Matches(string text, ArticleTokens article) => Read(text) is { } query && QueryEvaluator.Matches(query, article);

    public async ValueTask DisposeAsync()
    {
        await _rebuild;
        _gate.Dispose();
    }

    private async Task CatchUpAsync(Session session, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (IsCurrent(now))
                await ReadChangesAsync(session, cancellationToken);
            else
                await LoadAsync(session, cancellationToken);
            _readAt = now;
            if (_index.WantsRebuild && _rebuild.IsCompleted)
                _rebuild = Task.Run(Rebuild, CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    // Asked outside of the gate too, where an answer that is out of date costs nothing.
    private bool IsCurrent(DateTimeOffset now) => _isLoaded && now - _readAt <= _mostAway;

    private async Task LoadAsync(Session session, CancellationToken cancellationToken)
    {
        // Before the reading: what is committed meanwhile is read again.
        var position = await SubscriptionChanges.PositionAsync(session, cancellationToken);
        var builder = new QuerySegmentBuilder();
        foreach (var kind in Enum.GetValues<OwnerKind>())
        {
            await foreach (var row in StandingQueryRows.AllAsync(session, kind, cancellationToken))
            {
                if (Read(row.Query) is { } query)
                    builder.Add(OwnerOf(kind, row), query);
            }
        }

        var index = new StandingQueryIndex();
        if (builder.OwnerCount >= MuchToDo)
        {
            foreach (var article in await StandingQueryRows.KnownArticlesAsync(session, cancellationToken))
                index.Observe(article);
        }

        index.Replace(builder);
        _index = index;
        _applied.Clear();
        _doubtful.Clear();
        _position = position;
        // What this transaction has written may be rolled back: read again.
        _isLoaded = !Wrote(session);
        Log.QueriesLoaded(logger, index.OwnerCount);
    }

    private async Task ReadChangesAsync(Session session, CancellationToken cancellationToken)
    {
        var (changes, position) = await SubscriptionChanges.ReadAsync(session, _position, cancellationToken);
        var due = changes.Where(change => !_applied.Contains(change.ChangeId)).Concat(_doubtful).ToList();
        if (due.Count > 0)
            _index.Apply(await NowAsync(session, due, cancellationToken));
        if (Wrote(session))
        {
            // It may be rolled back, and then there would be no change to read: the same is read again the next time.
            _doubtful.Clear();
            _doubtful.AddRange(due);
            return;
        }

        _doubtful.Clear();
        _position = position;
        _applied.Clear();
        _applied.UnionWith(changes.Where(change => change.WrittenIn >= position.FromTransaction && change.ChangeId > position.AfterChange).Select(change => change.ChangeId));
    }

    /// <summary>What the changed ones are now: their query, or none.</summary>
    private async Task<List<QueryChange>> NowAsync(Session session, List<SubscriptionChange> due, CancellationToken cancellationToken)
    {
        var changes = new List<QueryChange>();
        foreach (var kind in (OwnerKind[])[OwnerKind.Subscription, OwnerKind.Mute])
        {
            var name = kind == OwnerKind.Mute ? SubscriptionChange.Mute : SubscriptionChange.Subscription;
            var ids = due.Where(change => change.Kind == name).Select(change => change.SubjectId).Distinct().ToList();
            var rows = (await StandingQueryRows.OfAsync(session, kind, ids, cancellationToken)).ToDictionary(row => row.Id);
            changes.AddRange(ids.Select(id => new QueryChange(new QueryOwner(kind, id), rows.TryGetValue(id, out var row) ? Read(row.Query) : null)));
        }

        var keys = due.Where(change => change.TopicKey is not null).Select(change => change.TopicKey!).Distinct(StringComparer.Ordinal).ToList();
        var topics = (await StandingQueryRows.OfTopicsAsync(session, keys, cancellationToken)).ToDictionary(row => row.TopicKey, StringComparer.Ordinal);
        changes.AddRange(keys.Select(key =>
            new QueryChange(new QueryOwner(OwnerKind.Topic, _topics.NumberOf(key)), topics.TryGetValue(key, out var row) ? Read(row.Query) : null)));
        return changes;
    }

    private QueryOwner OwnerOf(OwnerKind kind, StandingQueryRow row) =>
        new(kind, kind == OwnerKind.Topic ? _topics.NumberOf(row.TopicKey) : row.Id);

    private static bool Wrote(Session session) => session.Announced.Contains(WorkKind.StandingQueries);

    private Query? Read(string text)
    {
        switch (QueryParser.Parse(text))
        {
            case QueryParseResult.Parsed parsed:
                return parsed.Query;
            case QueryParseResult.Failed failed:
                Log.QueryNotRead(logger, failed.Error.TextKey);
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void Rebuild()
    {
        try
        {
            _index.Rebuild();
        }
#pragma warning disable CA1031 // The index stays as it was and is complete.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.QueriesNotRebuilt(logger, exception);
        }
    }
}
