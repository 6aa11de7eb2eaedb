using System.Collections.Concurrent;

namespace NewsBot.Core.Delivery;

/// <summary>Topics have keys, owners of standing queries numbers: this process numbers the topics as they come.</summary>
internal sealed class TopicNumbers
{
    private readonly ConcurrentDictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _keys = [];

    /// <summary>The number of a topic, a new one when it is met first. Called by one at a time.</summary>
    public long NumberOf(string key)
    {
        if (_numbers.TryGetValue(key, out var number))
            return number;
        number = _numbers.Count;
        _keys[number] = key;
        return _numbers[key] = number;
    }

    public string KeyOf(long number) => _keys[number];
}
