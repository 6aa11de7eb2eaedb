using System.Diagnostics;
using System.Text;
using NewsBot.Core.Text;

namespace NewsBot.Tests.Text;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  \n ", "")]
    [InlineData("plain  text\nof one block", "plain text of one block")]
    [InlineData("first\n \nsecond &amp; third", "first\nsecond & third")]
    [InlineData("<p>One</p><p>Two <b>bo</b>ld&nbsp;word</p>", "One\nTwo bold word")]
    [InlineData("a<br/>b<br>c", "a\nb\nc")]
    [InlineData("<ul><li>x<li>y</ul>z", "x\ny\nz")]
    [InlineData("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n3")]
    [InlineData("<style>p{}</style>x<script>if (a<b) '</p>'</script>y", "xy")]
    [InlineData("<iframe src=a />left", "left")]
    [InlineData("<script>never closed", "never closed")]
    [InlineData("<div hidden>no<div>no</div>no</div>yes", "yes")]
    [InlineData("<span style='color:red; DISPLAY : none'>no</span>yes", "yes")]
    [InlineData("<p hidden>no<p>yes</p>", "yes")]
    [InlineData("<div hidden>never closed", "never closed")]
    [InlineData("<!-- no -->yes<!-- open", "yes")]
    [InlineData("a &lt;b&gt; &eacute; &#8217; &#x1F600; &unknown; & b", "a <b> é ’ 😀 &unknown; & b")]
    [InlineData("cut off <a href=\"x", "cut off")]
    [InlineData("<![CDATA[kept]]>", "kept")]
    [InlineData("x&#0;y\0z", "x\uFFFDyz")]
    public void PlainText_OfAFragment_IsThis(string? html, string expected) =>
        Assert.Equal(expected, HtmlText.ToPlainText(html));

    [Theory]
    [InlineData(null, "")]
    [InlineData("AT&amp;amp;T rises", "AT&T rises")]
    [InlineData("AT&T rises", "AT&T rises")]
    [InlineData("<b>Bold</b> title\n<i>here</i>", "Bold title here")]
    [InlineData("Two<br>lines", "Two lines")]
    [InlineData("List<string> in x<y and 1 < 2", "List<string> in x<y and 1 < 2")]
    [InlineData("Use of &lt;b&gt; explained", "Use of <b> explained")]
    [InlineData("It&amp;#8217;s &amp;quot;on&amp;quot;", "It’s \"on\"")]
    public void Title_InAnyForm_IsOneLineOfText(string? title, string expected) =>
        Assert.Equal(expected, HtmlText.ToTitle(title));

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b><p>")]
    [InlineData("<p hidden>")]
    [InlineData("<script>")]
    [InlineData("<table><tr><td><a href=x>")]
    [InlineData("&lt")]
    [InlineData("a\n\n")]
    [InlineData("<!--")]
    [InlineData("<svg ")]
    public void PlainText_OfHostileHtml_TakesTimeInProportion(string piece)
    {
        var html = new StringBuilder().Insert(0, piece, 1_500_000 / piece.Length).Append("</p></svg>end").ToString();
        var clock = Stopwatch.StartNew();

        HtmlText.ToPlainText(html);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }
}
