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
    [InlineData("2004-001", "2004-01-01T00:00:00Z")]
    [InlineData("2004032", "2004-02-01T00:00:00Z")]
    [InlineData("Thu, 01 Jan 2004 19.48.21 GMT", "2004-01-01T19:48:21Z")]
    [InlineData("1. Januar 2004, 19.48 Uhr", "2004-01-01T19:48:00Z")]
    [InlineData("1 janvier 2004 19h48", "2004-01-01T19:48:00Z")]
    [InlineData("20040101T194821Z", "2004-01-01T19:48:21Z")]
    [InlineData("20040101194821", "2004-01-01T19:48:21Z")]
    [InlineData("2004-1-5 7:48", "2004-01-05T07:48:00Z")]
    [InlineData("2004-01-01T19:48:21+01", "2004-01-01T18:48:21Z")]
    [InlineData("2004-01-01T19:48:21.5+01:00[Europe/Berlin]", "2004-01-01T18:48:21Z")]
    [InlineData("2004", "2004-01-01T00:00:00Z")]
    [InlineData("2003-12-31 10:14:55 PM", "2003-12-31T22:14:55Z")]
    [InlineData("1072986501", "2004-01-01T19:48:21Z")]
    [InlineData("1072986501000", "2004-01-01T19:48:21Z")]
    [InlineData("Thu (first day), 01 Jan 2004 19:48:21 +0000 (GMT (winter))", "2004-01-01T19:48:21Z")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 A", "2004-01-01T20:48:21Z")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 Y", "2004-01-01T07:48:21Z")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 UTC+3", "2004-01-01T16:48:21Z")]
    [InlineData("Thu, 01 Jan 2004 19:48", "2004-01-01T19:48:00Z")]
    [InlineData("1/2/2004 7:48:21 PM", "2004-01-02T19:48:21Z")]
    [InlineData("13/2/2004", "2004-02-13T00:00:00Z")]
    [InlineData("02.01.2004 10:30", "2004-01-02T10:30:00Z")]
    [InlineData("2004/01/02 10:30:00", "2004-01-02T10:30:00Z")]
    public void Date_OfAnyCommonForm_IsItsMoment(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), FeedDate.Parse(text));

    [Theory]
    [InlineData("Do, 04 März 2004 10:30:00 +0100", 3)]
    [InlineData("mar., 05 mars 2004 10:30:00 +0100", 3)]
    [InlineData("jeu, 05 févr. 2004 10:30:00 +0100", 2)]
    [InlineData("lun, 05 août 2004 10:30:00 +0100", 8)]
    [InlineData("mar, 06 ene 2004 10:30:00 +0100", 1)]
    [InlineData("6 de diciembre de 2004 10:30:00 +0100", 12)]
    [InlineData("mar, 06 gen 2004 10:30:00 +0100", 1)]
    [InlineData("mer, 06 lug 2004 10:30:00 +0100", 7)]
    [InlineData("seg, 06 out 2004 10:30:00 +0100", 10)]
    [InlineData("ma, 06 mei 2004 10:30:00 +0100", 5)]
    [InlineData("vr, 06 mrt 2004 10:30:00 +0100", 3)]
    [InlineData("pt., 06 sty 2004 10:30:00 +0100", 1)]
    [InlineData("6 czerwca 2004 10:30:00 +0100", 6)]
    [InlineData("śr, 06 paź 2004 10:30:00 +0100", 10)]
    [InlineData("Ср, 06 окт 2004 10:30:00 +0100", 10)]
    [InlineData("6 мая 2004 10:30:00 +0100", 5)]
    [InlineData("Середа, 06 серпня 2004 10:30:00 +0100", 8)]
    [InlineData("6 травня 2004 10:30:00 +0100", 5)]
    [InlineData("ср, 06 лист. 2004 10:30:00 +0100", 11)]
    [InlineData("6. června 2004 10:30:00 +0100", 6)]
    [InlineData("6. července 2004 10:30:00 +0100", 7)]
    [InlineData("6. září 2004 10:30:00 +0100", 9)]
    [InlineData("lör, 06 maj 2004 10:30:00 +0100", 5)]
    [InlineData("fre, 06 okt 2004 10:30:00 +0100", 10)]
    [InlineData("ke 6. marraskuuta 2004 10:30:00 +0100", 11)]
    [InlineData("6. kesäkuuta 2004 10:30:00 +0100", 6)]
    [InlineData("Çar, 06 Ağu 2004 10:30:00 +0100", 8)]
    [InlineData("6 Mayıs 2004 10:30:00 +0100", 5)]
    [InlineData("2004. július 6. 10:30:00 +0100", 7)]
    [InlineData("mie, 06 oct. 2004 10:30:00 +0100", 10)]
    [InlineData("Τετ, 06 Οκτ 2004 10:30:00 +0100", 10)]
    [InlineData("6 Μαΐου 2004 10:30:00 +0100", 5)]
    [InlineData("周三, 06 十月 2004 10:30:00 +0100", 10)]
    [InlineData("2004年10月6日 10:30:00 +0100", 10)]
    [InlineData("2004년 10월 6일 오전 10:30:00 +0100", 10)]
    [InlineData("الأربعاء, 06 أكتوبر 2004 10:30:00 +0100", 10)]
    [InlineData("6 באוקטובר 2004 10:30:00 +0100", 10)]
    public void Date_WithMonthsOfOtherLanguages_IsItsMoment(string text, int month)
    {
        var moment = Assert.NotNull(FeedDate.Parse(text));

        Assert.Equal((2004, month), (moment.Year, moment.Month));
        Assert.Equal(new TimeSpan(9, 30, 0), moment.UtcDateTime.TimeOfDay);
    }

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
