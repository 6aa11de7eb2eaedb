using System.Text;
using System.Text.Json.Nodes;

namespace NewsBot.TelegramEmulator.Text;

/// <summary>Renders InputRichBlock objects as plain HTML for the page; what has no plain form shows its texts.</summary>
internal static class RichBlocks
{
    private const int MaximumDepth = 16;

    public static string Render(JsonArray blocks, int depth = 0) => depth > MaximumDepth
        ? ""
        : string.Concat(blocks.OfType<JsonObject>().Select(b => Block(b, depth)));

    private static string Block(JsonObject block, int depth)
    {
        var text = Spans(block["text"]);
        return (string?)block["type"] switch
        {
            "heading" => Heading(text, (int?)block["size"] ?? 2),
            "paragraph" => $"<p>{text}</p>",
            "divider" => "<hr>",
            "footer" => $"<footer>{text}</footer>",
            "pre" or "preformatted" => $"<pre>{text}</pre>",
            "list" => "<ul>" + string.Concat(Objects(block["items"]).Select(i => $"<li>{Inner(i, depth)}</li>")) + "</ul>",
            "details" => $"<details><summary>{Spans(block["summary"])}</summary>{Inner(block, depth)}</details>",
            "table" => Table(block),
            "buttons" => "<p>" + string.Join(" · ", Objects(block["buttons"]).Select(b => RichHtml.Escape((string?)b["text"] ?? ""))) + "</p>",
            { } type when type.Contains("quot", StringComparison.Ordinal) => $"<blockquote>{text}{Inner(block, depth)}</blockquote>",
            _ => text.Length > 0 ? $"<p>{text}</p>" : Inner(block, depth),
        };
    }

    private static string Heading(string text, int size) => $"<h{Math.Clamp(size, 1, 6)}>{text}</h{Math.Clamp(size, 1, 6)}>";

    private static string Inner(JsonObject block, int depth) => block["blocks"] is JsonArray inner ? Render(inner, depth + 1) : "";

    private static string Table(JsonObject table)
    {
        var html = new StringBuilder("<table>");
        foreach (var row in (table["cells"] as JsonArray ?? []).OfType<JsonArray>())
            html.Append("<tr>").Append(string.Concat(row.OfType<JsonObject>().Select(c => $"<td>{Spans(c["text"])}</td>"))).Append("</tr>");
        return html.Append("</table>").ToString();
    }

    // A rich text is a string, an array of rich texts, or an object with a type and a text of its own.
    private static string Spans(JsonNode? node, int depth = 0)
    {
        if (depth > MaximumDepth)
            return "";
        switch (node)
        {
            case JsonArray parts:
                return string.Concat(parts.Select(p => Spans(p, depth + 1)));
            case JsonObject span:
                var inner = Spans(span["text"] ?? span["texts"], depth + 1);
                return (string?)span["type"] switch
                {
                    "bold" => $"<b>{inner}</b>",
                    "italic" => $"<i>{inner}</i>",
                    "underline" => $"<u>{inner}</u>",
                    "strikethrough" => $"<s>{inner}</s>",
                    "code" => $"<code>{inner}</code>",
                    "marked" => $"<mark>{inner}</mark>",
                    "subscript" => $"<sub>{inner}</sub>",
                    "superscript" => $"<sup>{inner}</sup>",
                    "url" => RichHtml.Link((string?)span["url"] ?? "", inner),
                    _ => inner,
                };
            case JsonValue value when value.TryGetValue<string>(out var text):
                return RichHtml.Escape(text);
            default:
                return "";
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonObject>();
}
