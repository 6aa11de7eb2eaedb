using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Faults;
using NewsBot.TelegramEmulator.Methods;
using NewsBot.TelegramEmulator.Updates;

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
        try
        {
            parameters = await ParameterReader.ReadAsync(context.Request, cancellationToken);
            var fault = account.Faults.Take(method, parameters);
            if (fault?.AsRefusal() is { } played)
                throw played;
            if (fault is not null && await FaultyLine.BeforeAsync(context, fault, account.World.Time))
            {
                Note(account, method, parameters, context.Response.HasStarted ? context.Response.StatusCode : 0, fault.Kind, null);
                return;
            }
            if (fault?.Kind == Fault.Migrate)
                account.World.Change(() => Migration.MoveQuietly(account.World, parameters.Number("chat_id") ?? 0));
            var result = await RunAsync(account, method, parameters, fault, cancellationToken);
            Note(account, method, parameters, 200, null, result);
            if (fault is null || !await FaultyLine.AfterAsync(context, fault, account.World.Time, result))
                await BotApiResponse.OkAsync(context, result);
        }
        catch (Refusal refusal)
        {
            Note(account, method, parameters, refusal.Code, refusal.Message, null);
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
            Note(account, method, parameters, 400, e.Message, null);
            await BotApiResponse.RefuseAsync(context, Refusal.BadRequest("can't parse the request: a value has the wrong type"));
        }
    }

    private static async Task<JsonNode?> RunAsync(
        BotAccount account, string method, RequestParameters parameters, Fault? fault, CancellationToken cancellationToken)
    {
        if (string.Equals(method, "getUpdates", StringComparison.OrdinalIgnoreCase))
        {
            var pollFault = fault?.Kind switch
            {
                Fault.DuplicateUpdates => PollFault.Duplicate,
                Fault.ReverseUpdates => PollFault.Reverse,
                _ => PollFault.None,
            };
            return await account.Poll.PollAsync(parameters, pollFault, cancellationToken);
        }
        var run = MethodTable.Find(method) ?? throw new Refusal(404, "Not Found: method not found");
        var result = account.World.Change(() => run(new MethodCall(account.World, parameters)));
        if (account.World.Profile.Webhook is not null)
            account.Poll.EndOlder("terminated by setWebhook request");
        return result;
    }

    private static void Note(BotAccount account, string method, RequestParameters parameters, int status, string? error, JsonNode? result) =>
        account.Journal.Add(account.World.Time.GetUtcNow(), method, parameters, status, error, result);

    [GeneratedRegex("^(?<token>[0-9]+:[^/]+)/(?:test/)?(?<method>[A-Za-z]+)/?$")]
    private static partial Regex Address();
}
