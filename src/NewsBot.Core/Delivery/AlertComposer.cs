using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;

namespace NewsBot.Core.Delivery;

/// <summary>Makes the message of a delivery: reads what it needs and renders it.</summary>
internal sealed class AlertComposer(SubscriptionStore subscriptions, MatchLabels labels, DeliveryOptions options)
{
    /// <summary>The verb of the button under an alert; its key is the message's row in base 36.</summary>
    public const string MenuVerb = "menu";

    /// <summary>Null when the article is no longer stored. With a button that is offered once, or none.</summary>
    public async Task<ChatRequest?> ComposeAsync(Session session, DeliveryRecord delivery, Chat chat, long messageId, Button? offer, CancellationToken cancellationToken)
    {
        var article = await session.FirstAsync<Article>(
            "SELECT a.*, f.title AS feed_title FROM article a JOIN feed f ON f.feed_id = a.feed_id WHERE a.article_id = @ArticleId",
            new { delivery.ArticleId }, cancellationToken);
        if (article is null)
            return null;
        var order = delivery.SubscriptionIds;
        var matched = (await subscriptions.GetAsync(session, order, cancellationToken))
            .Where(subscription => subscription.EndedAt is null)
            .OrderBy(subscription => order.ToList().IndexOf(subscription.SubscriptionId))
            .ToList();
        var names = await labels.OfAsync(session, matched, chat.TitleLanguage, cancellationToken);
        var silent = chat.Sound == 0 || (matched.Count > 0 && matched.All(subscription => subscription.Silent == 1));
        return ArticleRenderer.Render(article, chat, names, silent, Buttons(messageId, offer), options.PrivatePictures);
    }

    /// <summary>
    /// One button: it opens the choices about this source, these words and this subscription. Beside it what is offered once.
    /// </summary>
    public static Keyboard Buttons(long messageId, Button? offer = null)
    {
        var menu = new Button("⋯", new ButtonData(MenuVerb, ButtonKey.Of(messageId)).Encode());
        return offer is null ? Keyboard.Of([menu]) : Keyboard.Of([offer, menu]);
    }
}
