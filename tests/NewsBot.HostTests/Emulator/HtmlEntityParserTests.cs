using NewsBot.TelegramEmulator.Text;

namespace NewsBot.HostTests.Emulator;

public sealed class HtmlEntityParserTests
{
    [Theory]
    [InlineData("plain", "plain", "")]
    [InlineData("<b>a</b><strong>b</strong>", "ab", "bold 0+1, bold 1+1")]
    [InlineData("<I>a</i><EM>b</em>", "ab", "italic 0+1, italic 1+1")]
    [InlineData("<u>a</u><ins>b</ins>", "ab", "underline 0+1, underline 1+1")]
    [InlineData("<s>a</s><strike>b</strike><del>c</del>", "abc", "strikethrough 0+1, strikethrough 1+1, strikethrough 2+1")]
    [InlineData("<tg-spoiler>a</tg-spoiler><span class=\"tg-spoiler\">b</span>", "ab", "spoiler 0+1, spoiler 1+1")]
    [InlineData("<b>a<i>b</i></b>", "ab", "bold 0+2, italic 1+1")]
    [InlineData("<b>a</>", "a", "bold 0+1")]
    [InlineData("<b></b>x", "x", "")]
    [InlineData("<a href=\"https://Example.com/A b\">x</a>", "x", "text_link 0+1 https://example.com/A%20b")]
    [InlineData("<a href='example.com'>x</a>", "x", "text_link 0+1 http://example.com/")]
    [InlineData("<a>example.com/x</a>", "example.com/x", "text_link 0+13 http://example.com/x")]
    [InlineData("<a href=\"nonsense\">x</a>", "x", "")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "x", "")]
    [InlineData("<a href=\"ftp://example.com\">x</a>", "x", "")]
    [InlineData("<a href=\"http://localhost/\">x</a>", "x", "")]
    [InlineData("<a href=\"tg://user?id=42\">x</a>", "x", "text_mention 0+1 42")]
    [InlineData("<a href=\"https://a.b/?x=1&amp;y=2\">x</a>", "x", "text_link 0+1 https://a.b/?x=1&y=2")]
    [InlineData("<pre>a</pre><code>b</code>", "ab", "pre 0+1, code 1+1")]
    [InlineData("<pre><code class=\"language-cs\">a</code></pre>", "a", "pre 0+1 cs")]
    [InlineData("<code class=\"language-cs\">a</code>", "a", "code 0+1")]
    [InlineData("<blockquote>a</blockquote><blockquote expandable>b</blockquote>", "ab", "blockquote 0+1, expandable_blockquote 1+1")]
    [InlineData("<blockquote expandable=\"\">b</blockquote>", "b", "expandable_blockquote 0+1")]
    [InlineData("<tg-emoji emoji-id=\"5368324170671202286\">👍</tg-emoji>", "👍", "custom_emoji 0+2 5368324170671202286")]
    [InlineData("<tg-time unix=\"1700000000\">then</tg-time>", "then", "date_time 0+4 1700000000")]
    [InlineData("<tg-time unix=\"1700000000\" format=\"wDT\">then</tg-time>", "then", "date_time 0+4 1700000000 wDT")]
    [InlineData("👍<b>я</b>", "👍я", "bold 2+1")]
    [InlineData("&lt;&gt;&amp;&quot;", "<>&\"", "")]
    [InlineData("&lt &ampx;", "< &ampx;", "")]
    [InlineData("&nbsp;&mdash;&hellip;&apos;", "&nbsp;&mdash;&hellip;&apos;", "")]
    [InlineData("&#65;&#x42;&#x1F44D;", "AB👍", "")]
    [InlineData("&#0;&#x110000;&;", "&#0;&#x110000;&;", "")]
    [InlineData("1 > 0", "1 > 0", "")]
    public void Html_ThatTelegramReads_GivesTextAndEntities(string html, string text, string entities)
    {
        var parsed = Assert.IsType<HtmlResult.Parsed>(HtmlEntityParser.Parse(html)).Text;
        Assert.Equal(text, parsed.Text);
        Assert.Equal(entities, string.Join(", ", parsed.Entities.Select(Describe)));
    }

    [Theory]
    [InlineData("<p>x</p>", "Unsupported start tag \"p\" at byte offset 0")]
    [InlineData("я<BR>", "Unsupported start tag \"br\" at byte offset 2")]
    [InlineData("1 < 2", "Unsupported start tag \"\" at byte offset 2")]
    [InlineData("<b", "Unclosed start tag at byte offset 0")]
    [InlineData("<", "Unclosed start tag at byte offset 0")]
    [InlineData("<a href", "Unclosed start tag \"a\" at byte offset 0")]
    [InlineData("<a href=", "Unclosed start tag \"a\" at byte offset 0")]
    [InlineData("<a href=\"x", "Unclosed start tag at byte offset 0")]
    [InlineData("<a href=ex/ample>x</a>", "Unexpected end of name token at byte offset 8")]
    [InlineData("<a =x>y</a>", "Empty attribute name in the tag \"a\" at byte offset 0")]
    [InlineData("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"")]
    [InlineData("я<b><i>x</b></i>", "Unmatched end tag at byte offset 9, expected \"</i>\", found \"</b>\"")]
    [InlineData("x</b>", "Unexpected end tag at byte offset 1")]
    [InlineData("<b>x</b", "Unclosed end tag at byte offset 4")]
    [InlineData("<b>x", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("<b><i>x</i>", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("👍<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 4")]
    [InlineData("<tg-emoji emoji-id=\"x\">y</tg-emoji>", "Invalid custom emoji identifier specified")]
    public void Html_ThatTelegramRefuses_NamesReasonAndByteOffset(string html, string reason)
    {
        var refused = Assert.IsType<HtmlResult.Unreadable>(HtmlEntityParser.Parse(html));
        Assert.Equal(reason, refused.Reason);
    }

    private static string Describe(TextEntity entity) => string.Join(' ', new[]
    {
        $"{entity.Type} {entity.Offset}+{entity.Length}",
        entity.Url, entity.Language, entity.CustomEmojiId, entity.UserId is { } user ? $"{user}" : null, entity.UnixTime is { } moment ? $"{moment}" : null, entity.DateTimeFormat,
    }.OfType<string>());
}
