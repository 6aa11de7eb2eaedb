namespace NewsBot.Core.Stories;

/// <summary>An article as it comes to be compared.</summary>
/// <param name="ArticleId">Its id in the store.</param>
/// <param name="Outlet">Who says it: the host of its address, or its feed. An outlet counts once in a story.</param>
/// <param name="Language">Normalised; empty when it is not known, which is a language of its own.</param>
/// <param name="At">When it was published, else first seen; Unix milliseconds UTC.</param>
/// <param name="Title">One line of plain text.</param>
/// <param name="Lead">The summary; plain text. Empty: the body begins with it.</param>
/// <param name="Body">Plain text, blocks on lines of their own.</param>
/// <param name="ExactKeys">What only the same article has: its address, its key among the items of its site.</param>
internal sealed record StoryArticle(
    long ArticleId, string Outlet, string Language, long At, string Title, string Lead, string Body, IReadOnlyList<long> ExactKeys);
