using System.Globalization;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;

namespace NewsBot.Core.Delivery;

/// <summary>
/// Makes the delivery of an article to one place, to all of whose subscriptions that found it: it goes when the first of them
/// wants it, by the rhythm of the subscription or the chat and by the chat's quiet hours.
/// </summary>
internal static class SendingPlan
{
    /// <param name="article">Stored, with its story.</param>
    /// <param name="followers">Of one destination; at least one.</param>
    public static DeliveryRecord Of(Article article, IReadOnlyList<Follower> followers)
    {
        var moment = MomentOf(followers, article.FirstSeenAt);
        return new DeliveryRecord
        {
            DestinationId = followers[0].DestinationId,
            StoryId = article.StoryId,
            ArticleId = article.ArticleId,
            Subscriptions = string.Join(',', followers.Select(each => each.SubscriptionId.ToString(CultureInfo.InvariantCulture))),
            Priority = moment.Priority,
            NotBefore = moment.NotBefore,
            Occasion = moment.Occasion,
            CreatedAt = article.FirstSeenAt,
        };
    }

    /// <summary>When something that is there now goes to these followers, of one destination; at least one.</summary>
    public static PlannedMoment MomentOf(IReadOnlyList<Follower> followers, long now)
    {
        var times = followers[0].Times;
        var (follower, moment) = followers
            .Select(follower => (Follower: follower, Moment: times.MomentFor(now, RhythmNames.Read(follower.SubscriptionRhythm), follower.MayWake == 1)))
            .MinBy(pair => (pair.Moment.NotBefore, pair.Follower.MayWake == 1 ? 0 : 1));
        var priority = moment.Occasion == Occasion.Digest ? MessagePriority.Digest : follower.MayWake == 1 ? MessagePriority.MayWake : MessagePriority.News;
        return new PlannedMoment(moment.NotBefore, Occasions.NameOf(moment.Occasion), priority);
    }
}

/// <summary>When a delivery goes, Unix milliseconds, and how, as it stands in its row.</summary>
internal readonly record struct PlannedMoment(long NotBefore, string? Occasion, long Priority);

/// <summary>A subscription that found an article, and how its chat wants news.</summary>
internal sealed class Follower
{
    /// <summary>What a statement reads of <c>subscription s</c> and <c>chat c</c> to make one.</summary>
    public const string Columns =
        """
        s.subscription_id, s.destination_id, s.kind, s.topic_key, s.may_wake, s.rhythm AS subscription_rhythm,
        c.reading_languages, c.time_zone, c.rhythm, c.digest_at, c.quiet_from, c.quiet_until
        """;

    public long SubscriptionId { get; set; }
    public long DestinationId { get; set; }

    /// <summary>topic, feed or query.</summary>
    public string Kind { get; set; } = "";
    public string? TopicKey { get; set; }
    public long MayWake { get; set; }
    public string? SubscriptionRhythm { get; set; }
    public string ReadingLanguages { get; set; } = "";
    public string? TimeZone { get; set; }
    public string Rhythm { get; set; } = "";
    public string DigestAt { get; set; } = "";
    public long? QuietFrom { get; set; }
    public long? QuietUntil { get; set; }

    /// <summary>When news comes to the chat.</summary>
    public SendingTimes Times => SendingTimes.Read(TimeZone, QuietFrom, QuietUntil, Rhythm, DigestAt);

    /// <summary>Whether it gets the article in any language: who follows a source does, and who names a language in the query.</summary>
    public bool Overrides(StandingMatches matches) => Kind switch
    {
        "feed" => true,
        "topic" => matches.Topics[TopicKey!],
        _ => matches.Subscriptions[SubscriptionId],
    };
}
