using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>An uploaded part of a multipart request.</summary>
internal sealed record UploadedFile(string Name, string ContentType, byte[] Content);

/// <summary>
/// The parameters of one request. As the official server does, every value is kept as text: nested objects of a JSON
/// body as their JSON, so that a form field holding JSON and a JSON body read the same.
/// </summary>
internal sealed class RequestParameters
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    public Dictionary<string, UploadedFile> Files { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Values => values;

    public void Set(string name, string value) => values[name] = value;

    public bool Has(string name) => values.TryGetValue(name, out var value) && value.Length > 0;

    /// <summary>The text of a parameter, empty when it is missing.</summary>
    public string Text(string name) => values.GetValueOrDefault(name, "");

    /// <summary>A flag: true, yes or 1 in any case.</summary>
    public bool Flag(string name) => Text(name).Trim().ToLowerInvariant() is "true" or "yes" or "1";

    public long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A nested value, or null when the parameter is missing or empty.</summary>
    public JsonNode? Json(string name, string what)
    {
        if (!Has(name))
            return null;
        try
        {
            return JsonNode.Parse(Text(name));
        }
        catch (JsonException)
        {
            throw Refusal.BadRequest($"can't parse {what} JSON object");
        }
    }

    public JsonObject? Object(string name, string what) => Json(name, what) switch
    {
        null => null,
        JsonObject found => found,
        _ => throw Refusal.BadRequest($"object expected as {what}"),
    };

    public JsonArray? Array(string name, string what) => Json(name, what) switch
    {
        null => null,
        JsonArray found => found,
        _ => throw Refusal.BadRequest($"expected an Array of {what}"),
    };
}
