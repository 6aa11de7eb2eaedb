using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>Secure connections, with an authority and certificates of our own making.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _authority;

    public TlsTests()
    {
        var request = new CertificateRequest("CN=NewsBot test authority", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(_now.AddYears(-2), _now.AddYears(2));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
    }

    [Theory]
    [InlineData("localhost", true, true, null)]
    [InlineData("localhost", false, true, "feed.error.certificate-expired")]
    [InlineData("another.example", true, true, "feed.error.certificate-name")]
    [InlineData("localhost", true, false, "feed.error.certificate-untrusted")]
    public async Task Fetch_Certificate_IsBelievedOrSaidToBeWrongInWords(string name, bool isInItsTime, bool isTrusted, string? expected)
    {
        using var certificate = Certificate(name, isInItsTime ? 1 : -1);
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("<rss/>"), certificate);

        var result = await FetchAsync(Named(server), isTrusted);

        Assert.Equal(expected, (result as FetchResult.Failed)?.Error.TextKey);
        Assert.Equal(expected is null ? 1 : 0, server.Requests.Count);
    }

    [Fact]
    public async Task Fetch_PortWithoutTls_IsNoSecureConnection()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("<rss/>"));

        var result = await FetchAsync(new UriBuilder(server.Address) { Scheme = "https" }.Uri, isTrusted: true);

        Assert.Equal("feed.error.handshake", Assert.IsType<FetchResult.Failed>(result).Error.TextKey);
    }

    [Theory]
    [InlineData(false, "HTTP/2")]
    [InlineData(true, "HTTP/1.1")]
    public async Task Fetch_Http2Offered_IsSpokenUnlessItFailedBefore(bool avoid, string expected)
    {
        using var certificate = Certificate("localhost", 1);
        string? spoken = null;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            spoken = context.Request.Protocol;
            return context.Response.WriteAsync("<rss/>");
        }, certificate, HttpProtocols.Http1AndHttp2);

        Assert.IsType<FetchResult.Fresh>(await FetchAsync(Named(server), isTrusted: true, avoid));

        Assert.Equal(expected, spoken);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, true)]
    [InlineData(HttpProtocols.Http1, false)]
    public async Task Fetch_Http2StreamReset_SaysThatHttp1IsWorthATry(HttpProtocols protocols, bool expected)
    {
        using var certificate = Certificate("localhost", 1);
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }, certificate, protocols);

        var failed = Assert.IsType<FetchResult.Failed>(await FetchAsync(Named(server), isTrusted: true));

        Assert.IsType<FeedError.Unreachable>(failed.Error);
        Assert.Equal(expected, failed.AvoidHttp2);
    }

    [Theory]
    [InlineData("another.example", 1)]
    [InlineData("localhost", -1)]
    public async Task Fetch_OwnerAcceptsAnyCertificate_ReadsItAndNoOtherHosts(string name, int years)
    {
        using var certificate = Certificate(name, years);
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("<rss/>"), certificate);
        await using var elsewhere = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Redirect(Named(server).ToString());
            return Task.CompletedTask;
        });

        Assert.IsType<FetchResult.Fresh>(await FetchAsync(Named(server), isTrusted: false, acceptAny: true));
        Assert.IsType<FeedError.TlsFailure>(Assert.IsType<FetchResult.Failed>(await FetchAsync(elsewhere.Address, isTrusted: false, acceptAny: true)).Error);
    }

    private static Uri Named(LoopbackServer server) => new UriBuilder(server.Address) { Host = "localhost" }.Uri;

    private async Task<FetchResult> FetchAsync(Uri address, bool isTrusted, bool avoidHttp2 = false, bool acceptAny = false)
    {
        using var handler = new GuardedHttpHandler(allowPrivateNetworks: true, authorities: isTrusted ? [_authority] : null);
        using var fetcher = new FeedFetcher(handler, new HostGates(TimeProvider.System), new UserAgent(null), new FetchLimits(), TimeProvider.System);
        return await fetcher.FetchAsync(new FetchRequest(address, Validators.None) { AvoidHttp2 = avoidHttp2, AcceptAnyCertificate = acceptAny }, TestContext.Current.CancellationToken);
    }

    private X509Certificate2 Certificate(string name, int yearsLeft)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, _now.AddYears(-2), _now.AddYears(yearsLeft), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        // Sockets want a key that stands in a store of its own.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
