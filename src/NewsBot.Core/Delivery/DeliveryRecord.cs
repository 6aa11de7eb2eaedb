using System.Globalization;

namespace NewsBot.Core.Delivery;

/// <summary>A row of <c>delivery</c>: a story that is due at a destination, and what became of it.</summary>
internal class DeliveryRecord
{
    public long DeliveryId { get; set; }
    public long DestinationId { get; set; }
    public long StoryId { get; set; }

    /// <summary>0 the first alert, 1… an update or a split.</summary>
    public long Sequence { get; set; }
    public long ArticleId { get; set; }

    /// <summary>Comma-separated ids of all that matched.</summary>
    public string Subscriptions { get; set; } = "";
    public long Priority { get; set; }
    public long NotBefore { get; set; }

    /// <summary>morning or digest: it comes together with others of the same (<see cref="Occasions"/>); null: an alert of its own.</summary>
    public string? Occasion { get; set; }

    /// <summary>due, flight, sent, dropped or withdrawn.</summary>
    public string State { get; set; } = "due";
    public string? Reason { get; set; }
    public long? MessageId { get; set; }
    public long CreatedAt { get; set; }
    public long? SettledAt { get; set; }

    public IReadOnlyList<long> SubscriptionIds =>
        [.. Subscriptions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture)).Distinct()];
}
