using System.Net;
using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

/// <summary>The guard, with a double in place of the socket: however broken it were, nothing would be sent.</summary>
public sealed class GuardedHttpHandlerTests
{
    private readonly List<IPAddress> _connected = [];

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://017700000001/")]
    [InlineData("http://0x7f.0x0.0x0.0x1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://0/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[2001:0:53aa:64c:0:0:80ff:fffe]/")]
    [InlineData("http://[64:ff9b:1::7f00:1]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[ff02::1]/")]
    [InlineData("http://224.0.0.251/")]
    [InlineData("http://255.255.255.255/")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://user:word@127.0.0.1/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://100.64.0.1/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://192.168.1.1/")]
    public async Task Fetch_PrivateAddressNotAllowed_IsRefusedBeforeAConnect(string address)
    {
        var result = await FetchAsync(address, allowPrivateNetworks: false);

        Assert.IsType<FeedError.PrivateAddress>(Assert.IsType<FetchResult.Failed>(result).Error);
        Assert.Empty(_connected);
    }

    [Theory]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://93.184.215.14/", false)]
    public async Task Fetch_PermittedAddress_IsConnectedTo(string address, bool allowPrivateNetworks)
    {
        await FetchAsync(address, allowPrivateNetworks);

        Assert.Equal(new Uri(address).Host, Assert.Single(_connected.Distinct()).ToString());
    }

    [Theory]
    [InlineData("http://93.184.215.14:25/")]
    [InlineData("https://93.184.215.14:22/")]
    [InlineData("http://93.184.215.14:1023/")]
    public async Task Fetch_PortOfAnotherService_IsRefusedBeforeAConnect(string address)
    {
        var result = await FetchAsync(address, allowPrivateNetworks: false);

        Assert.Equal("feed.error.port", Assert.IsType<FetchResult.Failed>(result).Error.TextKey);
        Assert.Empty(_connected);
    }

    [Theory]
    [InlineData("http://93.184.215.14:8080/")]
    [InlineData("http://93.184.215.14:443/")]
    public async Task Fetch_PortOfTheWebOrAFreeOne_IsConnectedTo(string address)
    {
        await FetchAsync(address, allowPrivateNetworks: false);

        Assert.NotEmpty(_connected);
    }

    [Theory]
    [InlineData("http://10.0.0.7:81/", true)]
    [InlineData("http://10.0.0.8:81/", false)]
    [InlineData("http://10.0.0.8/", false)]
    public async Task Fetch_HostThatTheOwnerNamed_IsReachedAndNoOther(string address, bool expected)
    {
        await FetchAsync(address, allowPrivateNetworks: false, "10.0.0.7");

        Assert.Equal(expected, _connected.Count > 0);
    }

    private async Task<FetchResult> FetchAsync(string address, bool allowPrivateNetworks, params string[] privateHosts)
    {
        var time = new FakeTimeProvider();
        using var handler = new GuardedHttpHandler(allowPrivateNetworks, privateHosts, (addresses, _, _) =>
        {
            _connected.AddRange(addresses);
            throw new IOException("No test reaches an address.");
        });
        using var fetcher = new FeedFetcher(handler, new HostGates(time), new UserAgent(null), new FetchLimits(), time);
        return await fetcher.FetchAsync(new FetchRequest(new Uri(address), Validators.None), TestContext.Current.CancellationToken);
    }
}
