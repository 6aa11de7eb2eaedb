using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsBot.HostTests.Telegram;

/// <summary>A call as it came; a parameter that was not given is null.</summary>
internal sealed record ScriptedCall(string Method, JsonElement Parameters)
{
    public string? Parameter(string name) => Parameters.TryGetProperty(name, out var value) ? value.ToString() : null;
}

/// <summary>A Bot API on loopback that answers each call as the test says.</summary>
internal sealed class ScriptedApi : IAsyncDisposable
{
    public const string Done = """{"ok":true,"result":true}""";

    private readonly WebApplication _server;

    private ScriptedApi(WebApplication server) => _server = server;

    public string Url => _server.Urls.First();

    /// <summary>The calls that were answered.</summary>
    public Channel<ScriptedCall> Calls { get; } = Channel.CreateUnbounded<ScriptedCall>();

    public static async Task<ScriptedApi> StartAsync(Func<ScriptedCall, (int Status, string Body)> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        var api = new ScriptedApi(server);
        server.Run(async context =>
        {
            var sent = await new StreamReader(context.Request.Body).ReadToEndAsync();
            using var body = JsonDocument.Parse(sent.Length > 0 ? sent : "{}");
            var call = new ScriptedCall(context.Request.Path.Value!.Split('/')[^1], body.RootElement.Clone());
            var (status, text) = answer(call);
            context.Response.StatusCode = status;
            context.Response.ContentType = text[0] == '{' ? "application/json" : "text/html";
            await context.Response.WriteAsync(text);
            await api.Calls.Writer.WriteAsync(call);
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
    }
}
