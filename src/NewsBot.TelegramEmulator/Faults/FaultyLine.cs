using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Faults;

/// <summary>Plays the faults that lie between a bot and Telegram rather than in Telegram.</summary>
internal static class FaultyLine
{
    private static readonly string[] FieldsLeftOut = ["message_id", "update_id", "id", "date"];

    /// <summary>True when the fault has ended the call before anything was done.</summary>
    public static async Task<bool> BeforeAsync(HttpContext context, Fault fault, TimeProvider time)
    {
        switch (fault.Kind)
        {
            case Fault.BadGateway:
                await ShowGatewayPageAsync(context, 502, "502 Bad Gateway");
                return true;
            case Fault.GatewayTimeout:
                await ShowGatewayPageAsync(context, 504, "504 Gateway Time-out");
                return true;
            case Fault.DelayBefore:
                await WaitAsync(context, fault, time);
                context.Abort();
                return true;
            case Fault.ResetBefore:
                context.Abort();
                return true;
            default:
                return false;
        }
    }

    /// <summary>True when the fault has answered, or cut, a call that was done.</summary>
    public static async Task<bool> AfterAsync(HttpContext context, Fault fault, TimeProvider time, JsonNode? result)
    {
        switch (fault.Kind)
        {
            case Fault.CutOff:
                var whole = BotApiResponse.OkBytes(result);
                await BotApiResponse.WriteAsync(context, 200, whole[..(whole.Length / 2)]);
                return true;
            case Fault.MissingFields:
                await BotApiResponse.OkAsync(context, WithoutFields(result));
                return true;
            case Fault.MissingResult:
                await BotApiResponse.OkAsync(context, null);
                return true;
            case Fault.ResetAfter:
                context.Abort();
                return true;
            case Fault.DelayAfter:
                await WaitAsync(context, fault, time);
                return false;
            default:
                return false;
        }
    }

    private static Task ShowGatewayPageAsync(HttpContext context, int status, string title) => BotApiResponse.WriteAsync(
        context, status, Encoding.UTF8.GetBytes(
            $"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"),
        "text/html");

    // An answer that is a plain true becomes null.
    private static JsonNode? WithoutFields(JsonNode? result)
    {
        switch (result?.DeepClone())
        {
            case JsonObject json:
                foreach (var field in FieldsLeftOut)
                    json.Remove(field);
                return json;
            case JsonArray items:
                return new JsonArray([.. items.Select(WithoutFields)]);
            default:
                return null;
        }
    }

    // A client that gives up ends the wait; that is how the fault is meant.
    private static async Task WaitAsync(HttpContext context, Fault fault, TimeProvider time) =>
        await Task.Delay(TimeSpan.FromSeconds(fault.Delay), time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
