using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>Makes the messages of deliveries: reads what a batch of them needs, and renders each.</summary>
internal sealed class AlertComposer(SubscriptionStore subscriptions, MatchLabels labels, DeliveryOptions options)
{
    /// <summary>The verb of the button under an alert; its key is the message's row in base 36.</summary>
    public const string MenuVerb = "menu";

    /// <summary>Reads what these deliveries are about.</summary>
    public async Task<AlertMaterial> ReadAsync(
        Session session, IReadOnlyCollection<DeliveryRecord> deliveries, IReadOnlyCollection<long> chatKeys, CancellationToken cancellationToken)
    {
        var articles = deliveries.Count == 0 ? [] : await session.QueryAsync<Article>(
            "SELECT a.*, f.title AS feed_title FROM article a JOIN feed f ON f.feed_id = a.feed_id WHERE a.article_id IN @ids",
            new { ids = deliveries.Select(delivery => delivery.ArticleId).Distinct().ToList() }, cancellationToken);
        var matched = await subscriptions.GetAsync(session, [.. deliveries.SelectMany(delivery => delivery.SubscriptionIds).Distinct()], cancellationToken);
        return new AlertMaterial(
            articles.ToDictionary(article => article.ArticleId),
            matched.ToDictionary(subscription => subscription.SubscriptionId),
            await labels.ReadAsync(session, matched, cancellationToken),
            await StoryReports.ReadAsync(session, [.. deliveries.Select(delivery => delivery.StoryId).Distinct()], chatKeys, cancellationToken));
    }

    /// <summary>Null when the article is no longer stored. With a button that is offered once, or none.</summary>
    public ChatRequest? Compose(DeliveryRecord delivery, Chat chat, long messageId, Button? offer, AlertMaterial material)
    {
        if (material.Article(delivery.ArticleId) is not { } article)
            return null;
        var matched = material.Matched(delivery);
        var silent = chat.Sound == 0 || (matched.Count > 0 && matched.All(subscription => subscription.Silent == 1));
        var beside = material.Beside(delivery, chat);
        return material.TextOf(article, chat, material.Names.Of(matched, chat.TitleLanguage), silent, options.PrivatePictures, beside)
            .WithButtons(Buttons(messageId, offer, beside.Count == 0 ? null : Apart(messageId, Words.For(chat.Language))));
    }

    /// <summary>
    /// One button: it opens the choices about this source, these words and this subscription. Beside it what is offered once, and what
    /// splits other sources off; both together would be cut off on a phone, so that the offer stands above.
    /// </summary>
    public static Keyboard Buttons(long messageId, Button? offer = null, Button? apart = null)
    {
        var menu = new Button("⋯", new ButtonData(MenuVerb, ButtonKey.Of(messageId)).Encode());
        return offer is not null && apart is not null
            ? Keyboard.Of([offer], [apart, menu])
            : Keyboard.Of([.. new[] { offer, apart, menu }.OfType<Button>()]);
    }

    /// <summary>[✂️ Not the same story], under an alert that names other sources.</summary>
    public static Button Apart(long messageId, Words words) =>
        new(words.Say("story.apart"), new ButtonData(StoryVerbs.Apart, ButtonKey.Of(messageId)).Encode());
}
