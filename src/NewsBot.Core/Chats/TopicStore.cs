using NewsBot.Core.Storage;
using NewsBot.Core.Text;

namespace NewsBot.Core.Chats;

/// <summary>The named queries that can be followed in one tap.</summary>
internal sealed class TopicStore(TimeProvider time)
{
    public const string Seed = "seed";
    public const string Setting = "setting";

    /// <summary>Enabled topics in their order.</summary>
    public Task<IReadOnlyList<Topic>> AllAsync(Session session, CancellationToken cancellationToken) =>
        session.QueryAsync<Topic>("SELECT * FROM topic WHERE enabled = 1 ORDER BY position, topic_key", null, cancellationToken);

    /// <summary>Disabled ones included: who follows one may still want to know its title.</summary>
    public Task<Topic?> GetAsync(Session session, string key, CancellationToken cancellationToken) =>
        session.FirstAsync<Topic>("SELECT * FROM topic WHERE topic_key = @key", new { key = TextCleaner.Clean(key) }, cancellationToken);

    /// <summary>Those of these keys that there are, disabled ones included.</summary>
    public async Task<IReadOnlyList<Topic>> GetAsync(Session session, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? [] : await session.QueryAsync<Topic>("SELECT * FROM topic WHERE topic_key IN @keys", new { keys }, cancellationToken);

    /// <summary>
    /// Makes the topics of one origin (<see cref="Seed"/> or <see cref="Setting"/>) those given. A setting replaces the
    /// seed of the same key; a topic that is no longer given is disabled, since chats may follow it. Call it for the
    /// settings first, then for the seeds: a seed whose setting was taken away comes back.
    /// </summary>
    public async Task ReplaceAsync(Session session, string origin, IReadOnlyCollection<Topic> topics, CancellationToken cancellationToken)
    {
        var known = await session.QueryAsync<Topic>("SELECT * FROM topic WHERE origin = @origin", new { origin }, cancellationToken);
        var given = topics.Select(topic => topic.TopicKey).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in known.Where(topic => !given.Contains(topic.TopicKey)))
        {
            await session.ExecuteAsync(
                "UPDATE topic SET enabled = 0, origin = @Seed WHERE topic_key = @TopicKey",
                new { Seed, gone.TopicKey }, cancellationToken);
            await NoteAsync(session, gone.TopicKey, cancellationToken);
        }

        foreach (var topic in topics)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO topic (topic_key, emoji, titles, query, enabled, origin, position)
                VALUES (@TopicKey, @Emoji, @Titles, @Query, @Enabled, @origin, @Position)
                ON CONFLICT (topic_key) DO UPDATE
                SET emoji = excluded.emoji, titles = excluded.titles, query = excluded.query, enabled = excluded.enabled,
                    origin = excluded.origin, position = excluded.position
                WHERE topic.origin = 'seed' OR excluded.origin = 'setting'
                """,
                new
                {
                    TopicKey = TextCleaner.Clean(topic.TopicKey),
                    Emoji = TextCleaner.Clean(topic.Emoji),
                    Titles = TextCleaner.Clean(topic.Titles),
                    Query = TextCleaner.Clean(topic.Query),
                    topic.Enabled,
                    origin,
                    topic.Position,
                }, cancellationToken);
            await NoteAsync(session, TextCleaner.Clean(topic.TopicKey), cancellationToken);
        }
    }

    private Task NoteAsync(Session session, string topicKey, CancellationToken cancellationToken) =>
        SubscriptionChanges.NoteTopicAsync(session, topicKey, time.NowMilliseconds(), cancellationToken);
}
