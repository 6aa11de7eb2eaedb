using System.Collections.ObjectModel;
using NewsBot.Core.Search;

namespace NewsBot.Core.Delivery;

/// <summary>The standing queries that find an article. Subscriptions and topics each with whether the query names a language it
/// wants, and so overrides the reading languages of a chat.</summary>
internal sealed class StandingMatches
{
    private readonly Dictionary<long, bool> _subscriptions = [];
    private readonly Dictionary<string, bool> _topics = new(StringComparer.Ordinal);
    private readonly HashSet<long> _mutes = [];

    public StandingMatches(MatchResult result, Func<long, string> topicKey)
    {
        foreach (var query in result.Queries)
        {
            foreach (var owner in result.OwnersOf(query))
            {
                switch (owner.Kind)
                {
                    case OwnerKind.Subscription:
                        _subscriptions[owner.Id] = query.NamesLanguage;
                        break;
                    case OwnerKind.Topic:
                        _topics[topicKey(owner.Id)] = query.NamesLanguage;
                        break;
                    case OwnerKind.Mute:
                        _mutes.Add(owner.Id);
                        break;
                }
            }
        }
    }

    public ReadOnlyDictionary<long, bool> Subscriptions => new(_subscriptions);

    public ReadOnlyDictionary<string, bool> Topics => new(_topics);

    public IReadOnlySet<long> Mutes => _mutes;
}
