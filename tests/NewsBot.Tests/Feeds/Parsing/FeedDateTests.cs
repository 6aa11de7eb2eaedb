using System.Globalization;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedDateTests
{
    [Theory]
    [InlineData("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z")]
    [InlineData("Thu, 1 January 2004 19:48 EST", "2004-01-02T00:48:00Z")]
    [InlineData("01 Jan 04 19:48:21 +0530", "2004-01-01T14:18:21Z")]
    [InlineData("Thu, 01-Jan-2004 19:48:21 GMT+01:00", "2004-01-01T18:48:21Z")]
    [InlineData("Thu Jan  1 19:48:21 PST 2004", "2004-01-02T03:48:21Z")]
    [InlineData("January 1, 2004 7:48 PM", "2004-01-01T19:48:00Z")]
    [InlineData("Wed, 18 Mar 2026 24:00:00 +0000", "2026-03-19T00:00:00Z")]
    [InlineData("31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59Z")]
    [InlineData("2026-03-18T10:00:00.123456Z", "2026-03-18T10:00:00Z")]
    [InlineData("2026-03-18T10:00:00+0200", "2026-03-18T08:00:00Z")]
    [InlineData("2026-03-18 10:00:00 MSK", "2026-03-18T07:00:00Z")]
    [InlineData("2026-03-18T10:00-05:00", "2026-03-18T15:00:00Z")]
    [InlineData("20260318", "2026-03-18T00:00:00Z")]
    [InlineData("2026-03", "2026-03-01T00:00:00Z")]
    public void Date_OfAnyCommonForm_IsItsMoment(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), FeedDate.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("Wed, 31 Feb 2026 10:00:00 GMT")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("Wed, 18 Mar 99999999999999 10:00:00 GMT")]
    [InlineData("١٨ Mar 2026")]
    public void Date_ThatIsNone_IsNull(string text) => Assert.Null(FeedDate.Parse(text));
}
