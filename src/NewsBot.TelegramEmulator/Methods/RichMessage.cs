using System.Text.Json.Nodes;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Text;

namespace NewsBot.TelegramEmulator.Methods;

/// <summary>A rich message (Bot API 10.1): its blocks for the bot, and a plain HTML rendering for the page.</summary>
internal sealed record RichMessage(JsonArray Blocks, string Rendering)
{
    private const int MaximumCharacters = 32768;

    public static RichMessage Read(RequestParameters parameters)
    {
        var input = parameters.Object("rich_message", "rich message") ?? throw Refusal.BadRequest("rich message is empty");
        var given = (ReadOnlySpan<string>)["html", "markdown", "blocks"];
        var count = 0;
        foreach (var name in given)
            count += input[name] is null ? 0 : 1;
        if (count != 1)
            throw Refusal.BadRequest("exactly one of html, markdown and blocks must be specified in the rich message");
        var rich = input["blocks"] is JsonArray blocks
            ? new RichMessage((JsonArray)blocks.DeepClone(), RichBlocks.Render(blocks))
            : input["html"] is { } html
                ? FromText(RichHtml.Sanitise((string)html!))
                : FromText(RichHtml.Paragraph((string)input["markdown"]!));
        if (TextCleanup.Length(RichHtml.PlainText(rich.Rendering)) > MaximumCharacters)
            throw Refusal.BadRequest("rich message is too long");
        return rich.Rendering.Length == 0 ? throw Refusal.BadRequest("rich message is empty") : rich;
    }

    public void Fill(JsonObject message)
    {
        message["rich_message"] = new JsonObject { ["blocks"] = Blocks.DeepClone() };
        Sending.Beside(message)["blocks"] = Rendering;
    }

    private static RichMessage FromText(string rendering) => new(
        [new JsonObject { ["type"] = "paragraph", ["text"] = RichHtml.PlainText(rendering) }], rendering);
}
