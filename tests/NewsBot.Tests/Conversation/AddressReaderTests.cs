using Microsoft.Extensions.Time.Testing;
using NewsBot.Core.Conversation.Addresses;

namespace NewsBot.Tests.Conversation;

public sealed class AddressReaderTests
{
    [Theory]
    [InlineData("bbc.com", "https://bbc.com/")]
    [InlineData("  BBC.co.uk/news ", "https://bbc.co.uk/news")]
    [InlineData("пошта.укр", "https://xn--80a1acn3a.xn--j1amh/")]
    [InlineData("http://bbc.com:8080/x?y=1", "http://bbc.com:8080/x?y=1")]
    [InlineData("https://unresolved.invalid/", "https://unresolved.invalid/")]
    [InlineData("node.js", null)]
    [InlineData("3.14", null)]
    [InlineData("nowhere.com", null)]
    [InlineData("slow.com", null)]
    [InlineData("U.S.", null)]
    [InlineData("two words.com", null)]
    [InlineData("user@bbc.com", null)]
    [InlineData("", null)]
    public async Task Text_OfAPerson_IsAnAddressOrAQuery(string text, string? expected)
    {
        var time = new FakeTimeProvider();
        var reader = new AddressReader(async (host, cancellationToken) =>
        {
            if (host != "slow.com")
                return host is "bbc.com" or "bbc.co.uk" or "xn--80a1acn3a.xn--j1amh";
            // A name service that does not answer: after two seconds it is a query.
            time.Advance(TimeSpan.FromSeconds(3));
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return true;
        }, time);

        Assert.Equal(expected is null ? null : new Uri(expected).AbsoluteUri, (await reader.ReadAsync(text, TestContext.Current.CancellationToken))?.AbsoluteUri);
    }
}
