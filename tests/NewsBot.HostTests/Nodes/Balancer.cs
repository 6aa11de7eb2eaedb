using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NewsBot.HostTests.Nodes;

/// <summary>
/// A reverse proxy on loopback: hands each request to the nodes in turn, and to the next one when a node cannot be
/// reached. Telegram knows its address only.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly Dictionary<string, int> _taken = [];
    private IReadOnlyList<string> _nodes = [];
    private int _turn;

    private Balancer(WebApplication application) => _application = application;

    public string Url => _application.Urls.First();

    public static async Task<Balancer> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var balancer = new Balancer(builder.Build());
        balancer._application.Run(balancer.ForwardAsync);
        await balancer._application.StartAsync(cancellationToken);
        return balancer;
    }

    /// <summary>To these nodes from now on.</summary>
    public void Forward(params IReadOnlyList<string> nodes) => Volatile.Write(ref _nodes, nodes);

    /// <summary>How many requests the node has answered with 200.</summary>
    public int TakenBy(string node)
    {
        lock (_taken)
            return _taken.GetValueOrDefault(node);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var nodes = Volatile.Read(ref _nodes);
        var first = Interlocked.Increment(ref _turn);
        context.Response.StatusCode = StatusCodes.Status502BadGateway;
        for (var index = 0; index < nodes.Count; index++)
        {
            var node = nodes[(first + index) % nodes.Count];
            try
            {
                using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), node + context.Request.Path) { Content = new ByteArrayContent(body.ToArray()) };
                foreach (var header in context.Request.Headers.Where(header => header.Key.StartsWith("X-", StringComparison.OrdinalIgnoreCase)))
                    request.Headers.TryAddWithoutValidation(header.Key, [.. header.Value]);
                using var answer = await _http.SendAsync(request, context.RequestAborted);
                context.Response.StatusCode = (int)answer.StatusCode;
                if (answer.IsSuccessStatusCode)
                    Count(node);
                return;
            }
            catch (HttpRequestException)
            {
                // The next one.
            }
        }
    }

    private void Count(string node)
    {
        lock (_taken)
            _taken[node] = _taken.GetValueOrDefault(node) + 1;
    }
}
