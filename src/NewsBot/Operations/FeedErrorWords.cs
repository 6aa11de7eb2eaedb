using NewsBot.Core.Feeds;
using NewsBot.Core.Wording;

namespace NewsBot.Operations;

/// <summary>Errors of feeds for the owner at the command line: what is wrong, in the words of the chat, and what to do about it.</summary>
internal static class FeedErrorWords
{
    /// <summary>What is wrong.</summary>
    public static string Say(FeedError error) => Words.For("en").Say(error.TextKey, [.. error.Arguments.Select(argument => (argument.Key, argument.Value))]);

    /// <summary>What the owner can do; null where the words say it already.</summary>
    public static string? Advice(FeedError error) => error switch
    {
        FeedError.PrivateAddress => "If the feed is yours, set Feeds:AllowPrivateNetworks to true.",
        FeedError.HttpStatus { Code: 401 } => "It wants a name and password: write them into the address, https://NAME:PASSWORD@host/path.",
        FeedError.HttpStatus { Code: 403 or 451 } => "Name yourself in Feeds:Contact, so that its owner can see who asks, and ask to be let in.",
        FeedError.HttpStatus { Code: >= 500 } => "The bot would go on asking, less and less often, until it answers.",
        FeedError.RateLimited { Until: { } until } => $"Nothing is asked of it before {FeedCheckText.Moment(until)}.",
        FeedError.Gone => "Look for the feed's new address on its site.",
        FeedError.NotAFeed { Found: DocumentKind.WebPage } => "Its page names no feed, and none was found in its links or under the usual paths. The site's help may say where its feed is.",
        FeedError.NotAFeed { Found: DocumentKind.OtherXml or DocumentKind.OtherJson } => "It is XML or JSON of another kind, as a site map is.",
        FeedError.Unreadable => "The publisher has to repair it; a validator such as validator.w3.org/feed shows how.",
        _ => null,
    };
}
