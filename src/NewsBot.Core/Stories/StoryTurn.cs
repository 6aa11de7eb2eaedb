using NewsBot.Core.Articles;

namespace NewsBot.Core.Stories;

/// <summary>The open stories for the length of one unit of work that stores articles, one after the other: each is decided about, stored, and added.</summary>
internal sealed class StoryTurn(OpenStories stories, StoryBook book) : IDisposable
{
    private (Article Article, StoryText Text)? _decided;
    private bool _hasAdded;

    /// <summary>The story that a new article belongs to, which is not stored yet; null: none that is open, or it is not asked about (<see cref="OpenStories.Knows"/>).</summary>
    public long? Decide(Article article)
    {
        book.CloseUntil(article.FirstSeenAt);
        _decided = null;
        if (!OpenStories.Knows(article))
            return null;
        var text = book.Read(StoryWindow.Of(article) with { At = OpenStories.MomentOf(article) });
        _decided = (article, text);
        return book.Decide(text).Story?.Id;
    }

    /// <summary>The article is stored, in the story that it was given.</summary>
    public void Add(Article article)
    {
        _hasAdded = true;
        stories.Took(article);
        if (_decided is { } decided && ReferenceEquals(decided.Article, article))
            book.Add(decided.Text with { Article = decided.Text.Article with { ArticleId = article.ArticleId } }, article.StoryId);
        _decided = null;
    }

    /// <summary>The unit of work failed, or nobody knows whether it was committed: the open stories are read anew.</summary>
    public void Doubt()
    {
        if (_hasAdded)
            stories.Doubt();
    }

    public void Dispose() => stories.End();
}
