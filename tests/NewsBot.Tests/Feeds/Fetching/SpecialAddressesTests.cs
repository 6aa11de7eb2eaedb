using System.Net;
using NewsBot.Core.Text;

namespace NewsBot.Tests.Feeds;

public sealed class SpecialAddressesTests
{
    [Theory]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.1.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.251")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("64:ff9b::10.1.2.3")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%3")]
    [InlineData("fec0::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    public void Address_OfSpecialUse_IsSpecial(string address) => Assert.True(SpecialAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    public void Address_OfThePublicInternet_IsNotSpecial(string address) => Assert.False(SpecialAddresses.Contains(IPAddress.Parse(address)));
}
