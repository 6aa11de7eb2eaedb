using NewsBot.Core.Articles;
using NewsBot.Core.Chats;
using NewsBot.Core.Storage;
using NewsBot.Core.Wording;

namespace NewsBot.Core.Delivery;

/// <summary>A message, and the deliveries that are not in it, each with the reason.</summary>
/// <param name="Request">Null when nothing is left to say.</param>
/// <param name="Left">Deliveries that cannot be shown.</param>
internal sealed record Composed(ChatRequest? Request, IReadOnlyList<(long DeliveryId, string Reason)> Left)
{
    public const string NotStored = "the article is no longer stored";
    public const string Withdrawn = "withdrawn by the source";
}

/// <summary>
/// Makes one message of many deliveries to one place: links in the order of time, or, of a digest, by what brought them,
/// the best first: what most sources report and most subscriptions asked for.
/// </summary>
internal sealed class ListComposer(SubscriptionStore subscriptions, MatchLabels labels)
{
    /// <summary>Stories of one list. A message has 4,096 characters and 100 entities (Bot API, sendMessage), so this leaves room for titles.</summary>
    public const int Most = 50;

    private const int MostHeadings = 20;

    /// <summary>How many of so many go into the next list, so that all lists are about equally long.</summary>
    public static int ShareOf(long due)
    {
        var lists = (due + Most - 1) / Most;
        return (int)((due + lists - 1) / lists);
    }

    /// <summary>The verb and key of the button under a digest that opens the chat's times, as /digest does.</summary>
    public static ButtonData TimesButton { get; } = new("open", "digest");

    /// <summary>The list of these deliveries, which are of one occasion; with a button that is offered once, or none.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="deliveries">At least one.</param>
    /// <param name="chat">Whose list it is.</param>
    /// <param name="messageId">The row of the message, for its buttons.</param>
    /// <param name="offer">What is offered once, or nothing.</param>
    /// <param name="stands">The message stands in the chat already: what was withdrawn since stays, and is said to be.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Composed> ComposeAsync(
        Session session, IReadOnlyList<DeliveryRecord> deliveries, Chat chat, long messageId, Button? offer, bool stands, CancellationToken cancellationToken)
    {
        var stories = await StoriesAsync(session, deliveries, chat, cancellationToken);
        var withdrawn = stands ? [] : stories.Where(story => story.Article.WithdrawnAt is not null).Select(story => (story.Delivery.DeliveryId, Composed.Withdrawn)).ToList();
        stories = [.. stories.Where(story => stands || story.Article.WithdrawnAt is null)];
        var shown = stories.Select(story => story.Delivery.DeliveryId).Concat(withdrawn.Select(one => one.DeliveryId)).ToHashSet();
        List<(long DeliveryId, string Reason)> left = [.. withdrawn, .. deliveries.Where(delivery => !shown.Contains(delivery.DeliveryId)).Select(delivery => (delivery.DeliveryId, Composed.NotStored))];
        if (stories.Count == 0)
            return new Composed(null, left);

        var matched = (await subscriptions.GetAsync(session, [.. deliveries.SelectMany(delivery => delivery.SubscriptionIds).Distinct()], cancellationToken))
            .Where(subscription => subscription.EndedAt is null).OrderBy(subscription => subscription.SubscriptionId).ToList();
        var silent = chat.Sound == 0 || (matched.Count > 0 && matched.All(subscription => subscription.Silent == 1));
        var words = Words.For(chat.Language);
        var head = words.Html(HeadOf(deliveries[0].Occasion), ("count", (long)stories.Count));
        var html = deliveries[0].Occasion == Occasions.Digest
            ? ListRenderer.Html(head, await SectionsAsync(session, stories, matched, chat, words, cancellationToken), "", words)
            : ListRenderer.Html(
                head, [new ListSection("", [.. stories.OrderBy(story => story.Article.ArticleId).Select(Line)])],
                ArticleRenderer.Matched(await labels.OfAsync(session, matched, chat.TitleLanguage, cancellationToken)), words);
        return new Composed(new ChatRequest.SendText(html, Buttons(deliveries[0].Occasion, offer, stories.Any(story => story.Reports > 1) ? messageId : null, words), silent), left);
    }

    /// <summary>[🗂 All reports], under a list that names stories with several.</summary>
    public static Button AllReports(long messageId, Words words) =>
        new(words.Say("story.list-all-reports"), new ButtonData(StoryVerbs.Reports, ButtonKey.Of(messageId)).Encode());

    // Under a digest its times, so that they can be changed where they are met.
    private static Keyboard? Buttons(string? occasion, Button? offer, long? folded, Words words)
    {
        var below = occasion == Occasions.Digest ? new Button(words.Say("digest.times"), TimesButton.Encode()) : offer;
        var rows = new[] { folded is { } messageId ? AllReports(messageId, words) : null, below }.OfType<Button>().Select(button => (IReadOnlyList<Button>)[button]).ToList();
        return rows.Count == 0 ? null : new Keyboard(rows);
    }

    private static ListLine Line(Story story) => new(story.Article, story.Reports);

    private static string HeadOf(string? occasion) => occasion switch
    {
        Occasions.Digest => "digest.head",
        Occasions.Morning => "morning.head",
        _ => "burst.head",
    };

    private static async Task<IReadOnlyList<Story>> StoriesAsync(Session session, IReadOnlyList<DeliveryRecord> deliveries, Chat chat, CancellationToken cancellationToken)
    {
        var articles = (await session.QueryAsync<Article>(
            "SELECT a.*, f.title AS feed_title FROM article a JOIN feed f ON f.feed_id = a.feed_id WHERE a.article_id IN @ids",
            new { ids = deliveries.Select(delivery => delivery.ArticleId).Distinct().ToList() }, cancellationToken))
            .ToDictionary(article => article.ArticleId);
        // Of other chats' own feeds nothing is told, not even that they have it too.
        var reports = await StoryReports.ReadAsync(session, [.. deliveries.Select(delivery => delivery.StoryId).Distinct()], [chat.ChatKey], cancellationToken);
        return [.. deliveries.Where(delivery => articles.ContainsKey(delivery.ArticleId))
            .Select(delivery => new Story(delivery, articles[delivery.ArticleId],
                1 + reports.Beside(delivery.ArticleId, delivery.StoryId, chat.ChatKey, delivery.DestinationId).Count))];
    }

    // Under the first of its subscriptions that is still there; the section with most stories first.
    private async Task<IReadOnlyList<ListSection>> SectionsAsync(
        Session session, IReadOnlyList<Story> stories, IReadOnlyList<Subscription> matched, Chat chat, Words words, CancellationToken cancellationToken)
    {
        var titles = await labels.ReadAsync(session, matched, cancellationToken);
        var names = matched.ToDictionary(subscription => subscription.SubscriptionId, subscription => titles.Of(subscription, chat.TitleLanguage));
        var sections = stories
            .GroupBy(story => story.Delivery.SubscriptionIds.Select(id => names.GetValueOrDefault(id)).FirstOrDefault(name => name is not null) ?? "")
            .OrderByDescending(group => group.Count())
            .Select(group => new ListSection(group.Key, [.. group
                .OrderByDescending(story => story.Reports).ThenByDescending(story => story.Delivery.SubscriptionIds.Count).ThenByDescending(story => story.Article.ArticleId)
                .Select(Line)])).ToList();
        // Headings are entities too.
        return sections.Count <= MostHeadings
            ? sections
            : [.. sections.Take(MostHeadings), new ListSection(words.Say("digest.further"), [.. sections.Skip(MostHeadings).SelectMany(section => section.Lines)])];
    }

    private sealed record Story(DeliveryRecord Delivery, Article Article, long Reports);
}
