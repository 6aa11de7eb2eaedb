using NewsBot.Core.Articles;
using NewsBot.Core.Feeds;
using NewsBot.Core.Search;

namespace NewsBot.Core.Intake;

/// <summary>An article at the door: its texts shaped and analysed, its id and story not yet given.</summary>
/// <param name="Article">As it would be stored.</param>
/// <param name="Keys">What the seen-set would know it by.</param>
/// <param name="Tokens">What searches and standing queries see of it.</param>
internal sealed record IncomingArticle(Article Article, ItemKeys Keys, ArticleTokens Tokens);

/// <summary>Whether what is new may be sent.</summary>
internal enum IntakeMode
{
    /// <summary>New articles become deliveries.</summary>
    Send,

    /// <summary>Searchable at once, never sent: a back catalogue, an import, seeds.</summary>
    Quiet,
}

/// <summary>What became of the items that were brought.</summary>
/// <param name="Added">New articles.</param>
/// <param name="Changed">Known articles whose text the source changed.</param>
/// <param name="Known">Items that were there already.</param>
/// <param name="Refused">Items that could not be stored, each with the reason, in English, for the owner.</param>
/// <param name="Deliveries">Deliveries that are due because of them.</param>
internal sealed record IntakeResult(int Added, int Changed, int Known, IReadOnlyList<string> Refused, int Deliveries)
{
    public static IntakeResult Nothing { get; } = new(0, 0, 0, [], 0);

    public IntakeResult And(IntakeResult other) =>
        new(Added + other.Added, Changed + other.Changed, Known + other.Known, [.. Refused, .. other.Refused], Deliveries + other.Deliveries);
}
