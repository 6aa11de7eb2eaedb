using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NewsBot.TelegramEmulator.Server;

namespace NewsBot.TelegramEmulator.Faults;

/// <summary>Plays the faults that lie between a bot and Telegram rather than in Telegram.</summary>
internal static class FaultyLine
{
    private const string GatewayPage = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    /// <summary>True when the fault has ended the call before anything was done.</summary>
    public static async Task<bool> BeforeAsync(HttpContext context, Fault fault, TimeProvider time)
    {
        switch (fault.Kind)
        {
            case Fault.BadGateway:
                await BotApiResponse.WriteAsync(context, 502, Encoding.UTF8.GetBytes(GatewayPage), "text/html");
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

    // A client that gives up ends the wait; that is how the fault is meant.
    private static async Task WaitAsync(HttpContext context, Fault fault, TimeProvider time) =>
        await Task.Delay(TimeSpan.FromSeconds(fault.Delay), time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
