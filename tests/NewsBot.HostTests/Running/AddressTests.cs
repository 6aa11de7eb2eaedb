using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NewsBot.HostTests.Support;

namespace NewsBot.HostTests.Running;

/// <summary>The addresses under <c>Urls</c>.</summary>
public sealed class AddressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_NoLogin_HealthAnswersAndTheDashboardOnlyDirectlyFromThisMachine()
    {
        using var installation = new Installation();
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler());

        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, installation.Url + "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, installation.Url + "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, installation.Url + "/hangfire"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, installation.Url + "/hangfire", request => request.Headers.Add("X-Forwarded-For", "203.0.113.7")));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, installation.Url + "/hangfire", request => request.Headers.Host = "bot.example.org"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, installation.Url + "/metrics"));
        // There while updates are posted, not while they are asked for.
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(http, installation.Url + "/telegram/webhook"));
    }

    [Fact]
    public async Task Dashboard_WithLogin_AsksForItEverywhere()
    {
        using var installation = new Installation().Set("Dashboard:User", "admin").Set("Dashboard:Password", "Käse-123");
        await using var bot = await installation.StartAnsweringAsync(Cancellation);
        using var http = new HttpClient(new SocketsHttpHandler());

        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, installation.Url + "/hangfire"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(http, installation.Url + "/hangfire", Login("admin", "Käse-124")));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(http, installation.Url + "/hangfire", Login("admin", "Käse-123")));
        Assert.DoesNotContain("Käse", bot.Output, StringComparison.Ordinal);
    }

    private static Action<HttpRequestMessage> Login(string user, string password) => request =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    private static async Task<HttpStatusCode> GetAsync(HttpClient http, string address, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        change?.Invoke(request);
        using var response = await http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
