using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>The envelope of the Bot API's answers.</summary>
internal static class BotApiResponse
{
    public static Task OkAsync(HttpContext context, JsonNode? result) =>
        WriteAsync(context, 200, JsonSerializer.SerializeToUtf8Bytes(Ok(result), EmulatorJson.Wire));

    public static byte[] OkBytes(JsonNode? result) => JsonSerializer.SerializeToUtf8Bytes(Ok(result), EmulatorJson.Wire);

    public static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        var body = new JsonObject { ["ok"] = false, ["error_code"] = refusal.Code, ["description"] = refusal.Message };
        if (refusal.Parameters is not null)
            body["parameters"] = refusal.Parameters.DeepClone();
        return WriteAsync(context, refusal.Code, JsonSerializer.SerializeToUtf8Bytes(body, EmulatorJson.Wire));
    }

    public static async Task WriteAsync(HttpContext context, int status, byte[] body, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static JsonObject Ok(JsonNode? result) => new() { ["ok"] = true, ["result"] = result };
}
