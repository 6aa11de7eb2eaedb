using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>Which address a text's preview card would show: the one asked for, else the first in the text.</summary>
internal static class LinkPreview
{
    public static JsonObject? Of(JsonObject message)
    {
        if (message["text"] is null)
            return null;
        var options = message["link_preview_options"] as JsonObject;
        if ((bool?)options?["is_disabled"] == true)
            return null;
        var asked = (string?)options?["url"];
        var url = asked is { Length: > 0 } ? asked : First(message);
        return url is null ? null : new JsonObject
        {
            ["url"] = url,
            ["large"] = (bool?)options?["prefer_large_media"] == true,
            ["above"] = (bool?)options?["show_above_text"] == true,
        };
    }

    private static string? First(JsonObject message)
    {
        var text = (string)message["text"]!;
        foreach (var entity in (message["entities"] as JsonArray ?? []).OfType<JsonObject>())
        {
            switch ((string?)entity["type"])
            {
                case "text_link":
                    return (string?)entity["url"];
                case "url":
                    var shown = text.Substring((int)entity["offset"]!, (int)entity["length"]!);
                    return shown.Contains("://", StringComparison.Ordinal) ? shown : "https://" + shown;
            }
        }
        return null;
    }
}
