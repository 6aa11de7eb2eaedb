using System.Globalization;
using NewsBot.Core.Articles;
using NewsBot.Core.Chats;

namespace NewsBot.Core.Delivery;

/// <summary>
/// What a batch of alerts is made of, read at once, and the texts made of it: one article goes to many chats, and those that
/// see it alike share its text. Kept for one batch, so it is never larger than that.
/// </summary>
internal sealed class AlertMaterial(
    IReadOnlyDictionary<long, Article> articles, IReadOnlyDictionary<long, Subscription> subscriptions, SubscriptionNames names, StoryReports reports)
{
    private readonly Dictionary<Sight, ChatRequest> _texts = [];

    public SubscriptionNames Names => names;

    /// <summary>Null when it is no longer stored.</summary>
    public Article? Article(long articleId) => articles.GetValueOrDefault(articleId);

    /// <summary>Who reports the same, as far as a chat may be told.</summary>
    public IReadOnlyList<StoryReport> Beside(DeliveryRecord delivery, Chat chat) =>
        reports.Beside(delivery.ArticleId, delivery.StoryId, chat.ChatKey, delivery.DestinationId);

    /// <summary>Those that have not ended, in the order of the delivery.</summary>
    public IReadOnlyList<Subscription> Matched(DeliveryRecord delivery) =>
        [.. delivery.SubscriptionIds.Select(id => subscriptions.GetValueOrDefault(id)).OfType<Subscription>().Where(subscription => subscription.EndedAt is null)];

    /// <summary>The alert without its button, made where no chat of this batch has seen it alike.</summary>
    public ChatRequest TextOf(Article article, Chat chat, IReadOnlyList<string> labels, bool silent, bool privatePictures, IReadOnlyList<StoryReport> beside)
    {
        var sight = new Sight(
            article.ArticleId, chat.Language, chat.TimeZone, chat.Summary, chat.Pictures, silent, string.Join('\n', labels),
            string.Join(',', beside.Select(report => report.ArticleId.ToString(CultureInfo.InvariantCulture))));
        return _texts.TryGetValue(sight, out var text)
            ? text
            : _texts[sight] = ArticleRenderer.Render(article, chat, labels, silent, null, privatePictures, beside);
    }

    /// <summary>All that <see cref="ArticleRenderer"/> asks of a chat.</summary>
    private readonly record struct Sight(
        long ArticleId, string Language, string? TimeZone, long Summary, long Pictures, bool Silent, string Labels, string Beside);
}
