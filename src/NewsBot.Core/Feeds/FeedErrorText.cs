using System.Text.Json;

namespace NewsBot.Core.Feeds;

/// <summary>A feed error as it stands in <c>feed.last_error</c>: the key of its text and the arguments, for any language.</summary>
/// <param name="Key">Text key.</param>
/// <param name="Arguments">Whole numbers (long) and strings.</param>
internal sealed record FeedErrorText(string Key, IReadOnlyDictionary<string, object> Arguments)
{
    /// <summary>The text of an error.</summary>
    public static FeedErrorText Of(FeedError error) => new(error.TextKey, error.Arguments);

    /// <summary>The arguments as a text takes them.</summary>
    public IReadOnlyList<(string Name, object Value)> Values => [.. Arguments.Select(argument => (argument.Key, argument.Value))];

    /// <summary>As JSON: <c>{"key":"feed.error.timeout","arguments":{"host":"example.org","seconds":30}}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(new { key = Key, arguments = Arguments });

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for null.</summary>
    public static FeedErrorText? FromJson(string? json)
    {
        if (json is null)
            return null;
        using var document = JsonDocument.Parse(json);
        var arguments = new Dictionary<string, object>();
        foreach (var argument in document.RootElement.GetProperty("arguments").EnumerateObject())
            arguments[argument.Name] = argument.Value.ValueKind == JsonValueKind.Number ? argument.Value.GetInt64() : argument.Value.ToString();
        return new FeedErrorText(document.RootElement.GetProperty("key").GetString()!, arguments);
    }
}
