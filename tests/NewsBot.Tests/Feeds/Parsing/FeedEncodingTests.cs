using System.Text;
using NewsBot.Core.Feeds;

namespace NewsBot.Tests.Feeds;

public sealed class FeedEncodingTests
{
    [Theory]
    [InlineData("iso-8859-2", "Zażółć gęślą jaźń")]
    [InlineData("latin2", "Příliš žluťoučký kůň")]
    [InlineData("windows-1250", "Zażółć – gęślą")]
    [InlineData("iso-8859-3", "Ĥoraĵo ŝanĝo")]
    [InlineData("iso-8859-4", "Āboļu šķēle")]
    [InlineData("iso-8859-5", "Привет, мир")]
    [InlineData("windows-1251", "Київ і Львів")]
    [InlineData("cp1251", "Привет, мир")]
    [InlineData("koi8-r", "Привет, мир")]
    [InlineData("koi8-u", "Київ і Львів")]
    [InlineData("ibm866", "Привет, мир")]
    [InlineData("x-mac-cyrillic", "Привет, мир")]
    [InlineData("macintosh", "Café – naïve")]
    [InlineData("iso-8859-6", "مرحبا")]
    [InlineData("windows-1256", "مرحبا")]
    [InlineData("iso-8859-7", "Καλημέρα κόσμε")]
    [InlineData("windows-1253", "Καλημέρα κόσμε")]
    [InlineData("iso-8859-8", "שלום")]
    [InlineData("windows-1255", "שלום")]
    [InlineData("iso-8859-9", "Çığ şöğüş")]
    [InlineData("windows-1254", "Çığ – şöğüş")]
    [InlineData("iso-8859-10", "Āsæđ Ŋorđ")]
    [InlineData("iso-8859-13", "Ąžuolas šaka")]
    [InlineData("windows-1257", "Ąžuolas šaka")]
    [InlineData("iso-8859-14", "Ŵyneb ẁ")]
    [InlineData("iso-8859-15", "Œuvre 5 €")]
    [InlineData("iso-8859-16", "Țară și pâine")]
    [InlineData("windows-1258", "Đi ăn cơm")]
    [InlineData("windows-874", "สวัสดี")]
    [InlineData("tis-620", "สวัสดี")]
    [InlineData("gb2312", "你好世界")]
    [InlineData("gbk", "你好世界镕")]
    [InlineData("hz", "你好世界")]
    [InlineData("euc_kr", "안녕하세요")]
    [InlineData("eucjp", "こんにちは世界")]
    [InlineData("gb18030", "你好世界㐀")]
    [InlineData("big5", "你好世界")]
    [InlineData("shift_jis", "こんにちは世界")]
    [InlineData("x-sjis", "こんにちは①")]
    [InlineData("euc-jp", "こんにちは世界")]
    [InlineData("iso-2022-jp", "こんにちは世界")]
    [InlineData("euc-kr", "안녕하세요")]
    [InlineData("ks_c_5601-1987", "안녕하세요 똠")]
    [InlineData("us-ascii", "“café”")]
    [InlineData("ISO-8859-1", "“café” 5 €")]
    public void Decode_DeclaredByTheDocumentOrTheHeader_IsReadAsBrowsersDo(string label, string text)
    {
        var encoding = FeedEncoding.FromLabel(label)!;

        Assert.Equal(text, Title(encoding.GetBytes(Document($"<?xml version='1.0' encoding='{label}'?>", text)), null));
        Assert.Equal(text, Title(encoding.GetBytes(Document("", text)), $"application/rss+xml; charset=\"{label.ToUpperInvariant()}\""));
        Assert.Equal(text, Title(encoding.GetBytes(Document("<?xml version='1.0' encoding='utf-8'?>", text)), $"text/xml;charset={label}"));
    }

    [Theory]
    [InlineData(1200, true)]
    [InlineData(1200, false)]
    [InlineData(1201, true)]
    [InlineData(1201, false)]
    [InlineData(12000, true)]
    [InlineData(12000, false)]
    [InlineData(12001, true)]
    [InlineData(12001, false)]
    [InlineData(65001, true)]
    public void Decode_WideCharacters_AreKnownWithAndWithoutAMark(int page, bool marked)
    {
        var encoding = Encoding.GetEncoding(page);
        byte[] bytes = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(Document("<?xml version='1.0' encoding='utf-8'?>", "Київ 😀"))];

        Assert.Equal("Київ 😀", Title(bytes, "text/xml; charset=iso-8859-1"));
    }

    [Theory]
    [InlineData("windows-1252", "Café – “naïve”", "")]
    [InlineData("windows-1251", "Привет, дорогие читатели", "")]
    [InlineData("koi8-r", "Привет, дорогие читатели", "")]
    [InlineData("shift_jis", "こんにちは世界", "<language>ja</language>")]
    [InlineData("euc-kr", "안녕하세요", "<language>ko-KR</language>")]
    [InlineData("gb2312", "你好世界", "<language>zh-cn</language>")]
    [InlineData("windows-1250", "Zażółć gęślą", "<language>pl</language>")]
    [InlineData("iso-8859-2", "Zażółć gęślą", "<language>pl</language>")]
    [InlineData("big5", "你好世界新聞", "<language>zh-TW</language>")]
    [InlineData("iso-8859-5", "Привет, дорогие читатели", "")]
    [InlineData("ibm866", "Привет, дорогие читатели", "")]
    [InlineData("koi8-u", "Київ і Львів: новини дня", "")]
    [InlineData("windows-1251", "Київ і Львів: «новини» дня", "")]
    [InlineData("windows-1253", "Καλημέρα, αγαπητοί αναγνώστες", "")]
    [InlineData("windows-1255", "שלום לכל הקוראים היקרים שלנו", "")]
    [InlineData("shift_jis", "こんにちは、読者の皆さん", "")]
    [InlineData("euc-jp", "こんにちは、読者の皆さん", "")]
    [InlineData("euc-kr", "독자 여러분 안녕하세요", "")]
    [InlineData("gb2312", "各位读者，大家好", "")]
    [InlineData("big5", "各位讀者，大家好，今日新聞", "")]
    [InlineData("windows-1252", "Äußerst schöne Grüße, ¿qué tal? «Été»", "")]
    public void Decode_DeclaredWrongly_IsReadByWhatTheBytesLookLike(string actual, string text, string before)
    {
        var bytes = FeedEncoding.FromLabel(actual)!.GetBytes($"<?xml version='1.0' encoding='utf-8'?><rss><channel>{before}<title>{text}</title></channel></rss>");

        Assert.Equal(text, Title(bytes, null));
        Assert.Equal(text, Title(bytes, "text/xml; charset=no-such-charset"));
    }

    [Fact]
    public void Decode_Utf8WithAStrayByte_KeepsTheRest()
    {
        byte[] bytes = [.. "<rss><channel><title>Київ і Львів caf"u8, 0xE9, .. " 5 €</title></channel></rss>"u8];

        Assert.Equal("Київ і Львів café 5 €", Title(bytes, null));
    }

    [Theory]
    [InlineData("windows-1251", "Привет, дорогие читатели")]
    [InlineData("koi8-r", "Привет, дорогие читатели")]
    public void Decode_MarkOfUtf8BeforeAnotherEncoding_IsPassedOver(string label, string text)
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. FeedEncoding.FromLabel(label)!.GetBytes(Document($"<?xml version='1.0' encoding='{label}'?>", text))];

        Assert.Equal(text, Title(bytes, null));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1251")]
    public void Decode_Utf8WithAStrayByteDeclaredOtherwise_IsStillUtf8(string label)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='{label}'?><rss><channel><title>Київ і Львів: новини сьогодні"), 0xD0, .. "</title></channel></rss>"u8];

        Assert.StartsWith("Київ і Львів: новини сьогодні", Title(bytes, $"text/xml; charset={label}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Ebcdic_IsKnownByItsFirstCharacters()
    {
        var bytes = FeedEncoding.FromLabel("ibm037")!.GetBytes(Document("<?xml version='1.0' encoding='ebcdic-cp-us'?>", "Harbour news"));

        Assert.Equal("Harbour news", Title(bytes, null));
    }

    [Fact]
    public void Decode_Utf7_IsNeverTakenForMarkup()
    {
        var result = FeedParser.Parse("<?xml version='1.0' encoding='utf-7'?>+ADw-rss+AD4-+ADw-channel+AD4-+ADw-title+AD4-x"u8, "text/xml; charset=utf-7");

        Assert.IsNotType<ParseResult.Parsed>(result);
    }

    private static string Document(string declaration, string title) => $"{declaration}<rss><channel><title>{title}</title></channel></rss>";

    private static string? Title(byte[] bytes, string? contentType) => Assert.IsType<ParseResult.Parsed>(FeedParser.Parse(bytes, contentType)).Feed.Title;
}
