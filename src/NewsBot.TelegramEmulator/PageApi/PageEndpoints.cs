using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NewsBot.TelegramEmulator.Chats;
using NewsBot.TelegramEmulator.Server;
using NewsBot.TelegramEmulator.Store;

namespace NewsBot.TelegramEmulator.PageApi;

/// <summary>
/// /emulator/…: what the chat page and tests do as people. Every call carries the installation's key; ?bot=ID chooses
/// another of several bot accounts.
/// </summary>
internal sealed class PageEndpoints(IReadOnlyDictionary<string, BotAccount> accounts, BotAccount first, string key)
{
    public const string KeyHeader = "X-Emulator-Key";

    private const int MaximumPage = 500;

    private readonly RuleActs rules = new([.. accounts.Values]);

    public async Task HandleAsync(HttpContext context, string path)
    {
        try
        {
            var given = context.Request.Headers[KeyHeader].ToString();
            if (given != key && context.Request.Query["key"].ToString() != key)
                throw new PageError(403, "The call lacks the emulator's key; the page carries it, so reload the page.");
            var account = Account(context.Request);
            if (path == "events" && HttpMethods.IsGet(context.Request.Method))
                await EventStream.RunAsync(context, account, OnlyChat(context.Request));
            else if (path.StartsWith("files/", StringComparison.Ordinal))
                await SendFileAsync(context, account.World, path["files/".Length..]);
            else
                await AnswerAsync(context, await RouteAsync(context.Request, account, path));
        }
        catch (PageError error)
        {
            await BotApiResponse.WriteAsync(
                context, error.Status, JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["error"] = error.Message }, EmulatorJson.Wire));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            await BotApiResponse.WriteAsync(context, 400, JsonSerializer.SerializeToUtf8Bytes(
                new JsonObject { ["error"] = "The request is not the JSON this call expects: " + e.Message }, EmulatorJson.Wire));
        }
    }

    private async Task<JsonNode> RouteAsync(HttpRequest request, BotAccount account, string path)
    {
        var world = account.World;
        if (HttpMethods.IsGet(request.Method))
            return Read(request, account, path);
        if (HttpMethods.IsDelete(request.Method))
            return rules.Remove(account, path);
        if (!HttpMethods.IsPost(request.Method))
            throw new PageError(405, $"{request.Method} is not done here; use GET or POST.");
        var act = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject
            ?? throw new PageError(400, "The request's body is not a JSON object.");
        if (path == "crowds")
            return GroupActs.AddCrowd(world, act);
        return rules.Act(account, path, act) ?? world.Change(() => Act(account, path, act));
    }

    private static JsonNode Read(HttpRequest request, BotAccount account, string path)
    {
        var (world, query) = (account.World, request.Query);
        long Number(string name, long otherwise) => long.TryParse(query[name], out var number) ? number : otherwise;
        switch (path.Split('/'))
        {
            case ["state"]:
                return world.Change(() => PageView.State(account, OnlyChat(request)));
            case ["faults"]:
                return account.Faults.ToJson();
            case ["clock"]:
                return ClockActs.View(account.Clock);
            case ["limits"]:
                return LimitActs.View(account.Flood);
            case ["limits", "chats"]:
                return LimitActs.Chats(account.Flood, OnlyChat(request));
            case ["journal"]:
                return account.Journal.After(Number("after", 0), query["method"].ToString() is { Length: > 0 } method ? method : null);
            case ["chats", var id, "messages"] when long.TryParse(id, out var chatId):
                var limit = (int)Math.Clamp(Number("limit", PageView.MessagesInState), 1, MaximumPage);
                return world.Change(() => PageView.Messages(
                    world, PageLookups.Chat(world, chatId).Id, Number("after", 0), Number("before", long.MaxValue), limit));
            default:
                throw PageError.NotFound($"There is nothing at /emulator/{path}.");
        }
    }

    private static JsonObject Act(BotAccount account, string path, JsonObject act)
    {
        var world = account.World;
        switch (path)
        {
            case "messages":
                return PageMessage.Of(world, PersonActs.Write(world, act));
            case "edits":
                return PageMessage.Of(world, PersonActs.Edit(world, act));
            case "presses":
                return new JsonObject { ["pressId"] = PersonActs.Press(world, act) };
            case "people":
                return PageView.Person(GroupActs.AddPerson(world, act));
            case "chats":
                return PageView.Chat(GroupActs.AddChat(world, act));
            case "members":
                return PageView.Chat(GroupActs.SetMember(world, act));
            case "deletions":
                return PageView.Chat(GroupActs.Delete(world, act));
            case "topics":
                return TopicActs.Change(world, act);
            case "migrations":
                return new JsonObject { ["newChatId"] = GroupActs.Migrate(world, act).Id };
            case "blocks":
                Membership.Block(world, PageLookups.Person(world, (long?)act["personId"]), (bool?)act["blocked"] ?? true);
                return new JsonObject();
            default:
                throw PageError.NotFound($"There is nothing at /emulator/{path}.");
        }
    }

    private BotAccount Account(HttpRequest request) => request.Query["bot"].ToString() is { Length: > 0 } id
        ? accounts.Values.FirstOrDefault(a => a.World.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) == id)
            ?? throw PageError.NotFound($"There is no bot {id}.")
        : first;

    private static long? OnlyChat(HttpRequest request) => long.TryParse(request.Query["chat"], out var id) ? id : null;

    private static Task AnswerAsync(HttpContext context, JsonNode answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        return BotApiResponse.WriteAsync(context, 200, JsonSerializer.SerializeToUtf8Bytes(answer, EmulatorJson.Wire));
    }

    private static async Task SendFileAsync(HttpContext context, BotWorld world, string id)
    {
        var file = world.Change(() => world.Files.Find(id)) ?? throw PageError.NotFound("There is no such file.");
        // Only pictures are shown in place; anything else a person or bot uploaded is never run on this origin.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "sandbox";
        var shown = file.ContentType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
        await BotApiResponse.WriteAsync(context, 200, file.Content, shown ? file.ContentType : "application/octet-stream");
    }
}
