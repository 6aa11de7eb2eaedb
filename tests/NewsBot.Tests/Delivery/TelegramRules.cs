using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsBot.Tests.Delivery;

/// <summary>
/// Telegram's own rules for HTML messages, written from the Bot API's description and independently of the product:
/// which tags there are, four named entities, proper nesting. Throws what Telegram would refuse.
/// </summary>
internal static partial class TelegramRules
{
    private static readonly string[] Tags = ["a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "tg-time", "code", "pre", "blockquote"];

    /// <summary>The text as a reader sees it, the addresses behind it, and the names of its tags.</summary>
    public static (string Text, IReadOnlyList<string> Links, IReadOnlyList<string> Tags) Parse(string html)
    {
        var text = new StringBuilder();
        var links = new List<string>();
        var tags = new List<string>();
        var open = new Stack<string>();
        for (var at = 0; at < html.Length;)
        {
            if (html[at] == '<')
            {
                var tag = TagAt().Match(html, at);
                Assert.True(tag.Success && tag.Index == at, $"no tag at {at} in {html}");
                at += tag.Length;
                var name = tag.Groups["name"].Value;
                Assert.Contains(name, Tags);
                if (tag.Groups["end"].Success)
                {
                    Assert.Equal(name, open.Pop());
                    continue;
                }
                open.Push(name);
                tags.Add(name);
                foreach (Capture attribute in tag.Groups["attribute"].Captures)
                    Assert.Contains((name, attribute.Value), new[] { ("a", "href"), ("tg-time", "unix"), ("tg-time", "format") });
                if (name == "a")
                    links.Add(Decode(tag.Groups["value"].Value));
                if (name == "tg-time")
                    Assert.Matches("^(r|w?[dD]?[tT]?)$", tag.Groups["value"].Captures[1].Value);
                continue;
            }
            Assert.NotEqual('>', html[at]);
            var entity = Entity().Match(html, at);
            if (entity.Success && entity.Index == at)
            {
                text.Append(Decode(entity.Value));
                at += entity.Length;
                continue;
            }
            Assert.False(html[at] == '&', $"a bare & at {at} in {html}");
            text.Append(html[at++]);
        }
        Assert.Empty(open);
        return (text.ToString(), links, tags);
    }

    public static int CodePoints(string text) => text.EnumerateRunes().Count();

    private static string Decode(string text) => Entity().Replace(text, entity => entity.Value switch
    {
        "&lt;" => "<",
        "&gt;" => ">",
        "&amp;" => "&",
        "&quot;" => "\"",
        _ => char.ConvertFromUtf32(int.Parse(entity.Value.AsSpan(2, entity.Length - 3), CultureInfo.InvariantCulture)),
    });

    [GeneratedRegex("""<(?:(?<end>/)(?<name>[a-z-]+)|(?<name>[a-z-]+)(?: (?<attribute>[a-z]+)="(?<value>[^"<>]*)")*)>""")]
    private static partial Regex TagAt();

    [GeneratedRegex("&(?:lt|gt|amp|quot|#[0-9]{1,6});")]
    private static partial Regex Entity();
}
