using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NewsBot.Core.Delivery;
using NewsBot.Tests.Support;

namespace NewsBot.Tests.Conversation;

/// <summary>Whatever a person writes in private, there is exactly one answer, and Telegram can parse it.</summary>
public sealed partial class AnyTextTests
{
    private static readonly string[] Pieces =
        ["/subscribe ", "/search ", "/mute ", "/latest ", "/start topic-", "/unsubscribe ", "<b>", "</a>", "&amp;", "&", "\"", "(", ")", " OR ", " -", "NOT ", "title:", "lang:uk", "source:", "*", "ceasefire", "🇺🇦", "\ud83d", "https://", "feed.example.com", "@NewsTestBot", "\n", "\u0000", "київ", "/", "a.b", "::"];

    [Fact]
    public async Task AnyText_InAPrivateChat_GetsExactlyOneValidAnswer()
    {
        await using var bot = await TestBot.StartAsync();
        var texts = Gen.Sample(Gen.OneOf(
            Gen.ArrayOf(Gen.Elements(Pieces)).Select(pieces => string.Concat(pieces.Take(12))),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)), 12, 150);
        foreach (var text in texts)
        {
            bot.Time.Advance(TimeSpan.FromSeconds(5));
            await bot.AcceptAsync(ConversationTests.Says(text));
            var answers = (await bot.RunAsync()).Select(answer => answer.Request).ToList();
            // A topic's link is answered with its proof as well.
            var request = text.StartsWith("/start topic-", StringComparison.Ordinal) && answers.Count == 3 ? answers[0] : Assert.Single(answers);
            var html = Assert.IsType<ChatRequest.SendText>(request).Html;
            Assert.True(IsValid(html), $"'{text}' was answered with what Telegram cannot parse: {html}");
            Assert.InRange(TelegramHtml.Length(html), 1, TelegramHtml.TextLimit);
        }
    }

    private static bool IsValid(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(html))
        {
            if (!tag.Groups["close"].Success)
                open.Push(tag.Groups["name"].Value);
            else if (open.Count == 0 || open.Pop() != tag.Groups["name"].Value)
                return false;
        }
        return open.Count == 0 && !Tag().Replace(html, "").AsSpan().ContainsAny('<', '>') && !BareAmpersand().IsMatch(html);
    }

    [GeneratedRegex("""<(?<close>/)?(?<name>b|i|u|code|a|tg-time)(?: (?:href|unix|format)="[^"<>]*")*>""")]
    private static partial Regex Tag();

    [GeneratedRegex("&(?!(?:amp|lt|gt|quot);)")]
    private static partial Regex BareAmpersand();
}
