using NewsBot.Core.Chats;

namespace NewsBot.Core.Delivery;

/// <summary>The names under which occasions stand in <c>delivery</c>, and the kind of message each makes.</summary>
internal static class Occasions
{
    public const string Morning = "morning";
    public const string Digest = "digest";

    public static string? NameOf(Occasion occasion) => occasion switch
    {
        Occasion.None => null,
        Occasion.Morning => Morning,
        Occasion.Digest => Digest,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
