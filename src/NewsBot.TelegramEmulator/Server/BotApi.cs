using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Faults;
using NewsBot.TelegramEmulator.Limits;
using NewsBot.TelegramEmulator.Methods;

namespace NewsBot.TelegramEmulator.Server;

/// <summary>/bot{token}/{method}: reads the call, plays a fault if one waits for it, runs the method, answers as Telegram does.</summary>
internal sealed partial class BotApi(IReadOnlyDictionary<string, BotAccount> accounts, ILogger log)
{
    public async Task HandleAsync(HttpContext context, string path)
    {
        var match = Address().Match(path);
        if (!match.Success)
        {
            await BotApiResponse.RefuseAsync(context, new Refusal(404, "Not Found"));
            return;
        }
        if (!accounts.TryGetValue(match.Groups["token"].Value, out var account))
        {
            await BotApiResponse.RefuseAsync(context, new Refusal(401, "Unauthorized"));
            return;
        }
        await CallAsync(context, account, match.Groups["method"].Value);
    }

    private async Task CallAsync(HttpContext context, BotAccount account, string method)
    {
        var cancellationToken = context.RequestAborted;
        var parameters = new RequestParameters();
        Fault? fault = null;
        try
        {
            parameters = await ParameterReader.ReadAsync(context.Request, cancellationToken);
            fault = account.Faults.Take(method, parameters);
            if (fault?.AsRefusal(parameters.Number("chat_id")) is { } played)
                throw played;
            if (fault is not null && await FaultyLine.BeforeAsync(context, fault, account.World.Time))
            {
                account.Flood.Traffic.Failed(MessageCost.Of(method, parameters));
                Note(context.Response.HasStarted ? context.Response.StatusCode : 0, fault.Kind, null);
                return;
            }
            if (fault?.Kind == Fault.Migrate)
                account.World.Change(() => Migration.MoveQuietly(account.World, parameters.Number("chat_id") ?? 0));
            var cost = MessageCost.Of(method, parameters);
            var overFree = account.Flood.Admit(method, cost);
            var result = await RunAsync(account, method, parameters, cancellationToken);
            account.Flood.Traffic.Accepted(cost, overFree);
            Note(200, null, result);
            if (fault is null || !await FaultyLine.AfterAsync(context, fault, account.World.Time, result))
                await BotApiResponse.OkAsync(context, result);
        }
        catch (Refusal refusal)
        {
            if (refusal is not FloodRefused)
                account.Flood.Traffic.Failed(MessageCost.Of(method, parameters));
            Note(refusal.Code, refusal.Message, null);
            await BotApiResponse.RefuseAsync(context, refusal);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client has gone.
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            // A nested value of the wrong type gets here; Telegram answers such things with 400 too.
            log.RequestUnreadable(method, e.Message);
            Note(400, e.Message, null);
            await BotApiResponse.RefuseAsync(context, Refusal.BadRequest("can't parse the request: a value has the wrong type"));
        }

        void Note(int status, string? error, JsonNode? result) =>
            account.Journal.Add(account.Clock.GetUtcNow(), method, parameters, status, error, fault?.Kind, result);
    }

    private static async Task<JsonNode?> RunAsync(
        BotAccount account, string method, RequestParameters parameters, CancellationToken cancellationToken)
    {
        if (string.Equals(method, "getUpdates", StringComparison.OrdinalIgnoreCase))
            return await account.Poll.PollAsync(parameters, account.Faults.TakeForUpdates, cancellationToken);
        var run = MethodTable.Find(method) ?? throw new Refusal(404, "Not Found: method not found");
        var result = account.World.Change(() => run(new MethodCall(account.World, parameters)));
        if (account.World.Profile.Webhook is not null)
            account.Poll.EndOlder("terminated by setWebhook request");
        return result;
    }

    [GeneratedRegex("^(?<token>[0-9]+:[^/]+)/(?:test/)?(?<method>[A-Za-z]+)/?$")]
    private static partial Regex Address();
}
